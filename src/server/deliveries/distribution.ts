import { z } from 'zod'
import { type EventOf, eventParser, type Facets, handle, type Kind } from '../../ledger/index.ts'
import { distributionContract, recordDistribution } from './contract.ts'

const distributionEvents = {
  'distribution.recorded': z.object({
    reference: z.string(),
    delivery: z.string(),
    cause: z.string(),
    about: z.string(),
    channel: z.string(),
    recipient: z.string(),
    subject: z.string(),
    contentHash: z.string(),
    checkpoint: z.string(),
    answer: z.string(),
  }),
} as const
type DistributionEvent = EventOf<typeof distributionEvents>

export interface DistributionState extends Omit<DistributionEvent, 'type'> {
  readonly status: 'sent'
  readonly at: string
}

const initial: DistributionState = {
  status: 'sent',
  reference: '',
  at: '',
  delivery: '',
  cause: '',
  about: '',
  channel: '',
  recipient: '',
  subject: '',
  contentHash: '',
  checkpoint: '',
  answer: '',
}

/** One fact for each thing that left the server. */
export const distributionKind = (): Kind<DistributionState, DistributionEvent> => ({
  contract: distributionContract,
  initial,
  parseEvent: eventParser(distributionEvents),
  evolve: (state, { type: _, ...facts }, { at }) => ({ ...state, ...facts, at }),
  facets: ({ subject, about, cause, delivery }): Facets => ({
    title: subject,
    status: 'sent',
    hangsOn: [about],
    values: { about: [about], cause: [cause], delivery: [delivery] },
  }),
  text: ({ answer }) => answer,
  handlers: [
    handle(recordDistribution, (_state, input, { humanId }) => [
      { type: 'distribution.recorded', reference: humanId, ...input },
    ]),
  ],
})
