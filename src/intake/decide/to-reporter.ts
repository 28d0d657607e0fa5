import type { DecisionContext, DeliveryRequest } from '../../ledger/index.ts'

/** A mail to the reporter, where they left an address; `what` makes it leave once. */
export const toReporter = (
  sealedAddress: string,
  { stream }: DecisionContext,
  what: string,
  content: { readonly subject: string; readonly body: string },
): readonly DeliveryRequest[] =>
  sealedAddress === ''
    ? []
    : [{ channel: 'mail', recipient: sealedAddress, content, dedupeKey: `${stream}:${what}` }]
