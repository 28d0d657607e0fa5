import type { DecisionContext, DeliveryRequest } from './kind.ts'

/** The same mail to each address; `once` tells it from every other mail about this record. */
export const mailEach = (
  recipients: readonly string[],
  { stream }: Pick<DecisionContext, 'stream'>,
  once: string,
  content: { readonly subject: string; readonly body: string },
): readonly DeliveryRequest[] =>
  recipients.map((recipient) => ({
    channel: 'mail',
    recipient,
    content,
    dedupeKey: `${stream}:${once}-${recipient}`,
  }))
