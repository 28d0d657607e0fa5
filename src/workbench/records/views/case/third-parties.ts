import { z } from 'zod'
import { doneView, fileView } from '../common.ts'

/** What the page reads of third parties and their notices. */
export const partiesView = z.array(
  z.object({
    party: z.string(),
    partyKind: z.enum(['owner', 'coordinator']),
    owner: z.string(),
    component: z.string(),
    contact: z.string(),
    openPgp: z.object({ fingerprint: z.string() }).optional(),
    notice: doneView
      .extend({
        text: z.string(),
        embargo: z.string(),
        disclosureOn: z.string().optional(),
        how: z.string(),
        sentOn: z.string(),
        encrypted: z.boolean(),
        proof: z.array(fileView),
      })
      .nullable(),
    pending: z.array(z.string()),
    byHand: z.array(z.string()),
    followedUp: z.array(doneView.extend({ on: z.string(), how: z.string() })),
    answer: doneView
      .extend({
        answer: z.enum(['acknowledged', 'fixed-upstream', 'refuses', 'no-reply']),
        on: z.string(),
        version: z.string(),
        text: z.string(),
      })
      .nullable(),
  }),
)
export type PartyView = z.output<typeof partiesView>[number]

export const cvesView = z.array(
  doneView.extend({
    cve: z.string(),
    assigner: z.string(),
    state: z.enum(['reserved', 'published']),
  }),
)

export const isSettled = ({ notice, answer, pending, byHand }: PartyView): boolean =>
  notice !== null && (answer !== null || (pending.length === 0 && byHand.length === 0))

/** What the next step with a third party is; undefined where nobody has to do anything. */
export const nextFor = (party: PartyView): string | undefined =>
  isSettled(party)
    ? undefined
    : party.notice === null
      ? 'send-notice'
      : party.byHand.length > 0
        ? 'follow-up-notice'
        : 'record-answer'

/** Forms name a third party by its name, and by its id where that is not one. */
export const nameOf = (parties: readonly PartyView[], { party, owner }: PartyView): string =>
  parties.filter((one) => one.owner === owner).length === 1 ? owner : party
