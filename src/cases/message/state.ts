import type { FileReference } from '../../kernel/fields.ts'
import { type EventEnvelope, type Facets, roleName } from '../../ledger/index.ts'
import type { MessageAudience, messageStatuses } from '../contract/message.ts'
import type { MessageEvent } from './events.ts'

export interface MessageState {
  readonly status: (typeof messageStatuses)[number]
  readonly reference: string
  /** Whose key seals what of it is an outsider’s; null where nothing is. */
  readonly subject: string | null
  readonly case: string
  readonly caseReference: string
  readonly audience: MessageAudience
  readonly text: string
  readonly files: readonly FileReference[]
  /** The third party that it is for; empty where it is for nobody outside. */
  readonly party: string
  readonly partyAddress: string
  readonly task: string | null
  readonly corrects: string | null
  readonly by: string
  readonly at: string
  /** Where somebody else wrote it: below the issue of a task. */
  readonly from: {
    readonly tracker: string
    readonly url: string
    readonly author: string
    readonly comment: string
    readonly writtenAt: string
  } | null
  readonly mentions: readonly string[]
  readonly seenBy: readonly string[]
}

export const initialMessage: MessageState = {
  status: 'said',
  reference: '',
  subject: null,
  case: '',
  caseReference: '',
  audience: 'team',
  text: '',
  files: [],
  party: '',
  partyAddress: '',
  task: null,
  corrects: null,
  by: '',
  at: '',
  from: null,
  mentions: [],
  seenBy: [],
}

export const evolveMessage = (
  state: MessageState,
  event: MessageEvent,
  { at, actor }: EventEnvelope,
): MessageState => {
  switch (event.type) {
    case 'message.written': {
      const { type: _, subject, task, corrects, ...said } = event
      return {
        ...state,
        ...said,
        subject: subject ?? null,
        task: task ?? null,
        corrects: corrects ?? null,
        by: actor,
        at,
      }
    }
    case 'message.taken-in': {
      const { type: _, subject, tracker, url, author, comment, writtenAt, ...said } = event
      return {
        ...state,
        ...said,
        subject: subject ?? null,
        from: { tracker, url, author, comment, writtenAt },
        by: actor,
        at,
      }
    }
    case 'message.seen':
      return { ...state, seenBy: [...new Set([...state.seenBy, event.person])] }
    default:
      return event satisfies never
  }
}

const unseenBy = ({ mentions, seenBy }: MessageState): readonly string[] =>
  mentions.filter((person) => !seenBy.includes(person))

/** Hidden with its case; one for approvers from everybody else as well, whatever their role. */
export const messageFacets = (state: MessageState): Facets => ({
  title: `${state.caseReference}: ${state.from === null ? 'message' : 'comment in the tracker'}`,
  status: state.status,
  hangsOn: [state.case],
  ...(state.audience === 'approvers' ? { restrictedTo: [roleName('approver'), state.by] } : {}),
  files: state.files.map(({ hash }) => hash),
  values: {
    case: [state.case],
    audience: [state.audience],
    ...(state.task === null ? {} : { task: [state.task] }),
    ...(state.subject === null ? {} : { person: [state.subject] }),
    ...(state.from === null ? {} : { comment: [state.from.comment] }),
    ...(state.mentions.length === 0 ? {} : { mention: state.mentions }),
    ...(unseenBy(state).length === 0 ? {} : { 'unseen-by': unseenBy(state) }),
  },
})

export const messageText = ({ text, caseReference, party }: MessageState): string =>
  `${caseReference}\n${party}\n${text}`
