import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Decision, DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import type { takeComment, writeMessage } from '../contract/message.ts'
import type { AroundMessage } from '../ports/messages.ts'
import type { MessageEvent } from './events.ts'
import type { MessageState } from './state.ts'

type Write = InputOf<typeof writeMessage>

export const decideWrite = (
  _state: MessageState,
  input: Write,
  context: DecisionContext,
  around: AroundMessage,
): Decision<MessageEvent> | Refusal => {
  const refused = unfit(input, around)
  if (refused !== undefined) return refused
  const { mentioned } = around
  return {
    events: [
      {
        type: 'message.written',
        reference: context.humanId,
        caseReference: around.reference,
        ...input,
        mentions: mentioned.map(({ id }) => id),
      },
    ],
    deliveries: [
      ...notices(mentioned, context, around),
      ...toParty(input, context, around),
      ...toIssue(input, context, around),
    ],
  }
}

const unfit = (input: Write, { mentioned, task, corrects }: AroundMessage): Refusal | undefined => {
  const { audience, party, partyAddress } = input
  if (audience === 'external' && party === '')
    return refuse('message/no-party', 'Name the third party that the message is for.')
  if (audience !== 'external' && (party !== '' || partyAddress !== ''))
    return refuse(
      'message/party-contradicts',
      'A third party is named, and the message is not for one. Choose who may read it anew.',
    )
  if (input.task !== undefined && task === undefined)
    return refuse('case/no-task', 'The case has no such task. Look at its tasks again.')
  // What goes to a tracker is read by whoever reads the tracker.
  if (task !== undefined && audience !== 'team')
    return refuse(
      'message/task-for-team',
      'What is said of a task goes to its tracker: write it for the team, or without the task.',
    )
  if (corrects === 'not-own')
    return refuse(
      'message/not-own',
      'A correction names a message of this case that you wrote yourself. Write an answer instead.',
    )
  const blind = mentioned.filter(({ sees }) => !sees).map(({ login }) => `@${login}`)
  return blind.length === 0
    ? undefined
    : refuse(
        'message/not-for-them',
        `${blind.join(', ')} cannot see this message. Write it for the team, name them on the case, or leave the @ out.`,
      )
}

/** Reference and link: a mailbox is no place for what a case says. */
const notices = (
  mentioned: AroundMessage['mentioned'],
  { stream, actor }: DecisionContext,
  { reference, link }: AroundMessage,
): readonly DeliveryRequest[] =>
  mentioned.flatMap(({ id, address }) =>
    address === null || id === actor.id
      ? []
      : [
          {
            channel: 'mail' as const,
            recipient: address,
            content: {
              subject: `[${reference}] You are mentioned`,
              body: `A colleague mentions you in the conversation of ${reference}:\n\n${link}`,
            },
            dedupeKey: `mention:${stream}:${id}`,
          },
        ],
  )

const toParty = (
  { audience, partyAddress, text }: Write,
  { stream }: DecisionContext,
  { reference }: AroundMessage,
): readonly DeliveryRequest[] =>
  audience !== 'external' || partyAddress === ''
    ? []
    : [
        {
          channel: 'mail',
          recipient: partyAddress,
          content: { subject: `[${reference}] Message on a security matter`, body: text },
          dedupeKey: `party:${stream}`,
        },
      ]

const toIssue = (
  { case: about }: Write,
  { stream }: DecisionContext,
  { task }: AroundMessage,
): readonly DeliveryRequest[] =>
  task === undefined || task.tracker === ''
    ? []
    : [
        {
          channel: 'tracker',
          recipient: task.tracker,
          content: { does: 'comment-task', system: task.tracker, case: about, task: task.task },
          dedupeKey: `comment:${stream}`,
        },
      ]

export const decideTakeComment = (
  _state: MessageState,
  input: InputOf<typeof takeComment>,
  { humanId }: DecisionContext,
  { reference, task }: AroundMessage,
): readonly MessageEvent[] | Refusal =>
  task === undefined
    ? refuse('case/no-task', 'The case has no such task.')
    : [{ type: 'message.taken-in', reference: humanId, caseReference: reference, ...input }]

export const decideNoteSeen = (
  state: MessageState,
  _input: unknown,
  { actor }: DecisionContext,
): readonly MessageEvent[] =>
  state.mentions.includes(actor.id) && !state.seenBy.includes(actor.id)
    ? [{ type: 'message.seen', person: actor.id }]
    : []
