import type { DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import { exits } from '../contract.ts'
import type { ReportState } from '../state.ts'

type Owned = Pick<ReportState, 'owner' | 'theirReference'>

/** The owner of a complaint hears of three steps; `what` makes each leave once. */
export const ownerHears = {
  received: (to: Owned, context: DecisionContext, nextDate: string) =>
    toOwner(to, context, 'received', {
      subject: `${named(to)} is being handled as a security report`,
      body: `${named(to)} has come in as the security report ${context.humanId}. A person will have looked at it by ${nextDate}. You will hear again when it is worked on as a security case and when it ends.`,
    }),
  linked: (to: Owned, context: DecisionContext) =>
    toOwner(to, context, 'linked', {
      subject: `${named(to)} is being worked on as a security case`,
      body: `The security report ${context.humanId} about it now belongs to a security case. You will hear when it ends.`,
    }),
  closed: (
    to: Owned,
    context: DecisionContext,
    { exit, message }: { readonly exit: keyof typeof exits; readonly message: string },
  ) =>
    // It can end more than once, when somebody writes again.
    toOwner(to, context, `closed-${context.newId()}`, {
      subject: `${named(to)} has ended as a security report: ${exits[exit]}`,
      body: `The security report ${context.humanId} about it is closed: ${exits[exit]}.\n\nWhat the reporter was told:\n\n${message}`,
    }),
} as const

const named = ({ theirReference }: Owned): string =>
  theirReference === '' ? 'What you passed on' : `Complaint ${theirReference}`

const toOwner = (
  { owner }: Owned,
  { stream, humanId }: DecisionContext,
  what: string,
  { subject, body }: { readonly subject: string; readonly body: string },
): readonly DeliveryRequest[] =>
  owner === ''
    ? []
    : [
        {
          channel: 'mail',
          recipient: owner,
          content: { subject: `[${humanId}] ${subject}`, body },
          dedupeKey: `${stream}:owner:${what}`,
        },
      ]
