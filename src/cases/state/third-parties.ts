import type { thirdPartiesEvents } from '../events/third-parties.ts'
import type { CaseState } from '../state.ts'
import { attached } from './conversation.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

/** Whom the flaw concerns besides us: the owner of the code, or a coordinator. */
export type Party = Of<'case.third-party-named'> & {
  readonly named: Done
  readonly notice: (Omit<Of<'case.notice-sent'>, 'followUps'> & Done) | null
  /** Moments of the rule that have not come. */
  readonly pending: readonly string[]
  /** Moments that have come and that a person has to keep. */
  readonly byHand: readonly string[]
  readonly followedUp: readonly (Of<'case.notice-followed-up'> & Done)[]
  readonly answer: (Of<'case.third-party-answered'> & Done) | null
}

export interface ThirdPartiesPart {
  readonly parties: readonly Party[]
  readonly cves: readonly (Of<'case.cve-entered'> & Done)[]
}

export const initialThirdParties: ThirdPartiesPart = { parties: [], cves: [] }

/** Whether all was done that the rule asks for with who does not answer. */
export const isFollowedUp = ({ notice, pending, byHand }: Party): boolean =>
  notice !== null && pending.length === 0 && byHand.length === 0

/** Whether nobody has to do anything more about this party. */
export const isSettled = (party: Party): boolean =>
  party.notice !== null && (party.answer !== null || isFollowedUp(party))

/** The server writes to mail addresses and nowhere else. */
export const isMailAddress = (contact: string): boolean =>
  /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(contact)

export const evolveThirdParties: Evolvers<typeof thirdPartiesEvents> = {
  'case.third-party-named': (state, event, done) => ({
    ...state,
    parties: [
      ...state.parties,
      {
        ...without(event),
        named: done,
        notice: null,
        pending: [],
        byHand: [],
        followedUp: [],
        answer: null,
      },
    ],
  }),
  'case.third-party-dropped': (state, { party }) => ({
    ...state,
    parties: state.parties.filter((one) => one.party !== party),
  }),
  'case.notice-sent': (state, event, done) => {
    const { followUps, ...notice } = without(event)
    const to = state.parties.find(({ party }) => party === event.party)
    const sent = changed(state, event.party, (party) => ({
      ...party,
      notice: { ...notice, ...done },
      pending: followUps,
      byHand: [],
      answer: null,
    }))
    return attached(
      {
        ...sent,
        thirdParties: [
          ...sent.thirdParties,
          {
            owner: to?.owner ?? '',
            component: to?.component ?? '',
            toldOn: event.sentOn,
            how: event.how === '' ? `Mail to ${to?.contact ?? ''}` : event.how,
            none: false,
            reason: '',
            ...done,
          },
        ],
      },
      event.proof,
    )
  },
  'case.notice-followed-up': (state, event, done) =>
    changed(state, event.party, (party) => ({
      ...party,
      ...(event.moment === undefined
        ? withOneLess(party)
        : { pending: party.pending.filter((at) => at !== event.moment) }),
      followedUp: [...party.followedUp, { ...without(event), ...done }],
    })),
  'case.notice-follow-up-due': (state, { party: about, moment }) =>
    changed(state, about, (party) => ({
      ...party,
      pending: party.pending.filter((at) => at !== moment),
      byHand: [...party.byHand, moment],
    })),
  'case.third-party-answered': (state, event, done) =>
    attached(
      changed(state, event.party, (party) => ({
        ...party,
        pending: [],
        byHand: [],
        answer: { ...without(event), ...done },
      })),
      event.files,
    ),
  'case.cve-entered': (state, event, done) => ({
    ...state,
    cve: state.cve ?? event.cve,
    cves: [...state.cves.filter(({ cve }) => cve !== event.cve), { ...without(event), ...done }],
  }),
}

/** What a person did keeps the moment that waits for one. */
const withOneLess = ({ byHand }: Party) => ({ byHand: byHand.slice(1) })

const changed = (state: CaseState, about: string, change: (party: Party) => Party): CaseState => ({
  ...state,
  parties: state.parties.map((party) => (party.party === about ? change(party) : party)),
})
