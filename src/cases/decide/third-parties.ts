import { type Calendar, shifted } from '../../kernel/calendar.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Instant, millisecondsOf } from '../../kernel/time.ts'
import type { Decision, DecisionContext, DeliveryRequest } from '../../ledger/index.ts'
import type {
  addCve,
  dropThirdParty,
  followUpNotice,
  nameThirdParty,
  recordAnswer,
  sendNotice,
} from '../contract.ts'
import type { CaseEvent } from '../events.ts'
import type { InquiryPorts, Reached } from '../ports/inquiries.ts'
import { isFollowedUp, isMailAddress, type Party } from '../state/third-parties.ts'
import type { CaseState } from '../state.ts'
import { mailsTo } from './inquiries/mails.ts'
import { draftNotice, withTerms } from './notice.ts'
import type { Inquiry } from './owners.ts'
import { closed, whileOpen } from './while-open.ts'

type Setup = Pick<InquiryPorts, 'inquiries' | 'calendar' | 'maker'>

export const decideNameThirdParty = (
  state: CaseState,
  { openPgp: _, ...input }: InputOf<typeof nameThirdParty>,
  { newId }: DecisionContext,
  openPgp: { readonly key: string; readonly fingerprint: string } | undefined,
): readonly CaseEvent[] | Refusal => {
  if (state.closed !== null) return closed
  const same = state.parties.some(
    (one) => one.owner === input.owner && one.component === input.component,
  )
  return same
    ? refuse(
        'case/party-named',
        'This third party is named for this component already. Send the notice, or record its answer.',
      )
    : [
        {
          type: 'case.third-party-named',
          party: newId(),
          ...input,
          ...(openPgp === undefined ? {} : { openPgp }),
        },
      ]
}

export const decideDropThirdParty = whileOpen(
  (state, { party, reason }: InputOf<typeof dropThirdParty>) => {
    const found = partyOf(state, party)
    if (isRefusal(found)) return found
    return found.notice === null
      ? [{ type: 'case.third-party-dropped', party: found.party, reason }]
      : refuse('case/party-told', 'They had a notice: that stays. Record their answer instead.')
  },
)

/** The text that leaves is the text on record; under embargo it leaves encrypted, or knowingly not. */
export const decideSendNotice =
  (setup: Setup) =>
  (state: CaseState, input: InputOf<typeof sendNotice>, context: DecisionContext): Inquiry => {
    if (state.closed !== null) return closed
    const party = partyOf(state, input.party)
    if (isRefusal(party)) return party
    const wrong = input.elsewhere
      ? wrongElsewhere(input, context.now)
      : wrongByMail(state, party, input)
    if (wrong !== null) return wrong
    const { disclosureOn, elsewhere, embargo } = input
    const { humanId: reference, now } = context
    const text =
      input.text === ''
        ? draftNotice(state, party, { embargo, disclosureOn, maker: setup.maker, reference })
        : withTerms(input)
    const sentOn = elsewhere ? (input.sentOn ?? '') : now.slice(0, 10)
    const from = elsewhere ? (`${sentOn}T12:00:00.000Z` as Instant) : now
    return {
      events: [
        {
          type: 'case.notice-sent',
          party: party.party,
          text,
          embargo,
          ...(disclosureOn === undefined ? {} : { disclosureOn }),
          how: elsewhere ? input.how : '',
          sentOn,
          encrypted: !elsewhere && party.openPgp !== undefined,
          proof: input.proof,
          followUps: followUpsFrom(setup, from),
        },
      ],
      deliveries: elsewhere
        ? []
        : [noticeMail(party, context, `notice-${context.newId()}`, 'Security notice', text)],
    }
  }

const wrongElsewhere = (
  { sentOn, how, inClear }: InputOf<typeof sendNotice>,
  now: string,
): Refusal | null => {
  if (sentOn === undefined || how === '')
    return refuse('case/notice-incomplete', 'Say on which day and how the notice was sent.')
  if (inClear)
    return refuse('case/notice-contradicts', 'What was sent elsewhere is not sent from here.')
  return sentOn > now.slice(0, 10)
    ? refuse(
        'case/told-later',
        'The day of the notice lies in the future. Tell them, then record it.',
      )
    : null
}

const wrongByMail = (
  { embargo }: CaseState,
  { contact, openPgp }: Party,
  { sentOn, how, inClear, embargo: terms }: InputOf<typeof sendNotice>,
): Refusal | null => {
  if (sentOn !== undefined || how !== '')
    return refuse(
      'case/notice-contradicts',
      'Day and way belong to a notice that was sent elsewhere. Say so, or leave them out.',
    )
  if (!isMailAddress(contact))
    return refuse(
      'case/no-mail-address',
      `${contact} takes no mail. Send the notice there, then record it as sent elsewhere.`,
    )
  if (embargo !== null && terms === '')
    return refuse(
      'case/no-embargo-terms',
      'The case is under embargo: say what they may tell to whom, and until when.',
    )
  return embargo !== null && openPgp === undefined && !inClear
    ? refuse(
        'case/notice-in-clear',
        'The case is under embargo and they have no key. Get one, or confirm to send it unencrypted.',
      )
    : null
}

const followUpsFrom = ({ inquiries, calendar }: Setup, from: Instant): string[] =>
  [...new Set(inquiries.thirdParties.followUp.map((span) => later(calendar, from, span)))].sort(
    (one, other) => millisecondsOf(one) - millisecondsOf(other),
  )

const later = (calendar: Calendar, from: Instant, span: Parameters<typeof shifted>[2]): Instant =>
  shifted(calendar, from, span, 1)

/** The subject says nothing of the flaw: no key hides it. */
const noticeMail = (
  { contact, openPgp }: Party,
  { humanId, stream }: DecisionContext,
  once: string,
  subject: string,
  body: string,
): DeliveryRequest => ({
  channel: 'mail',
  recipient: contact,
  content: {
    subject: `[${humanId}] ${subject}`,
    body,
    ...(openPgp === undefined ? {} : { encryptTo: openPgp.key }),
  },
  dedupeKey: `${stream}:${once}`,
})

export const decideFollowUpNotice = whileOpen(
  (state, { party, on, how }: InputOf<typeof followUpNotice>, { now }) => {
    const found = noticedParty(state, party)
    if (isRefusal(found)) return found
    if (on > now.slice(0, 10) || on < (found.notice?.sentOn ?? ''))
      return refuse('case/bad-day', 'Choose a day between the notice and today.')
    return [{ type: 'case.notice-followed-up', party: found.party, on, how }]
  },
)

export const decideRecordAnswer = whileOpen(
  (state, input: InputOf<typeof recordAnswer>, { now }) => {
    const found = noticedParty(state, input.party)
    if (isRefusal(found)) return found
    if (input.on > now.slice(0, 10) || input.on < (found.notice?.sentOn ?? ''))
      return refuse('case/bad-day', 'Choose a day between the notice and today.')
    if ((input.answer === 'fixed-upstream') !== (input.version !== ''))
      return refuse(
        'case/no-fixed-version',
        'Name the version in which it is fixed upstream, and only then.',
      )
    if (input.answer === 'no-reply' && !isFollowedUp(found))
      return refuse(
        'case/not-followed-up',
        'They were not asked again as often as the rules say. Follow up first.',
      )
    return [{ type: 'case.third-party-answered', ...input, party: found.party }]
  },
)

export const decideAddCve = whileOpen((state, input: InputOf<typeof addCve>) => {
  const others = [state.cve, ...state.cves.map(({ cve }) => cve)].filter(
    (known) => known !== null && known !== input.cve,
  )
  const known = state.cves.find(({ cve }) => cve === input.cve)
  if (known?.state === input.state && known.assigner === input.assigner)
    return refuse('case/cve-known', 'This is on record. Enter it again when its state changes.')
  return known === undefined && others.length > 0 && input.another === ''
    ? refuse(
        'case/one-cve',
        `The case has ${others[0]}. A case is one vulnerability: open another case, or say why it has one more id.`,
      )
    : [{ type: 'case.cve-entered', ...input }]
})

const partyOf = ({ parties }: CaseState, about: string): Party | Refusal =>
  parties.find(({ party, owner }) => party === about || owner === about) ??
  refuse('case/no-such-party', 'This third party is not named in the case. Name it first.')

const noticedParty = (state: CaseState, about: string): Party | Refusal => {
  const found = partyOf(state, about)
  return !isRefusal(found) && found.notice === null
    ? refuse('case/no-notice', 'They have had no notice. Send it first, or record it.')
    : found
}

/** Follow-ups that have come: by mail where the server can write there, else a person hears of it. */
export const keepNotices = (
  state: CaseState,
  context: DecisionContext,
  reached: Reached,
): Decision<CaseEvent> => {
  const due = dueNotices(state, context.now)
  const mailed = due.filter(({ party }) => byServer(party))
  const byHand = due
    .filter(({ party }) => !byServer(party))
    .map(({ party, moment }) => ({
      party,
      moment,
      mails: mailsTo([party.notice?.by ?? ''], reached, context, {
        what: `follow-up-${party.party}-${moment}`,
        subject: 'A third party has not answered',
        body: 'A third party has not answered a notice. Ask again where you told them, and record it.',
      }),
    }))
  return {
    events: [
      ...mailed.map(({ party, moment }) => ({
        type: 'case.notice-followed-up' as const,
        party: party.party,
        moment,
        on: context.now.slice(0, 10),
        how: `Mail to ${party.contact}`,
      })),
      ...byHand.map(({ party, moment, mails }) => ({
        type: 'case.notice-follow-up-due' as const,
        party: party.party,
        moment,
        mails: mails.length,
      })),
    ],
    deliveries: [
      ...mailed.map(({ party, moment }) =>
        noticeMail(
          party,
          context,
          `follow-up-${party.party}-${moment}`,
          'Security notice: please answer',
          `We sent you the notice below on ${party.notice?.sentOn} and have had no answer. Please tell us that it reached you.\n\n${party.notice?.text}`,
        ),
      ),
      ...byHand.flatMap(({ mails }) => mails),
    ],
  }
}

const byServer = ({ notice, contact }: Party): boolean =>
  notice !== null && notice.how === '' && isMailAddress(contact)

const dueNotices = ({ parties }: CaseState, now: string) =>
  parties.flatMap((party) =>
    party.pending.filter((at) => at <= now).map((moment) => ({ party, moment })),
  )

/** Who hears that they must follow up by hand. */
export const recipientsOfNotices = (state: CaseState, now: string): readonly string[] => [
  ...new Set(dueNotices(state, now).map(({ party }) => party.notice?.by ?? '')),
]

/** When the server must look at the notices again. */
export const nextNoticeMoment = ({ parties }: Pick<CaseState, 'parties'>): string | undefined =>
  parties.flatMap(({ pending }) => pending).sort()[0]
