import type { RecordAnswer } from '../contract.ts'
import type { Viewed } from '../records/views.ts'
import { count, everyOne, type Facts, groupBy, names, query, sentence, today } from './answer.ts'
import { type Case, everyResolved, resolvedOf } from './resolved.ts'

type Risk = Viewed<'risk'>

/** Acceptable by the matrix, or accepted by signature until a day that has not passed. */
const isTolerable = (risk: Risk, facts: Pick<Facts, 'now'>): boolean =>
  risk.status !== 'stale' &&
  (risk.state.acceptable ||
    (risk.status === 'accepted' &&
      risk.state.acceptedUntil !== null &&
      risk.state.acceptedUntil >= today(facts)))

/**
 * Written after the fix was tested; and every entry of the register that was judged on the case
 * stands and is tolerable. Before the register had entries, a case said what remains by itself.
 */
const riskRecord = query(['case', 'risk'], (facts): RecordAnswer => {
  const { records } = facts
  const entriesOf = groupBy(
    records.risk.filter(({ status }) => status !== 'retired'),
    ({ state }) => state.cases,
  )
  const updated = ({ state: { risk, verifiedAt } }: Case) =>
    risk !== null && risk.at >= (verifiedAt ?? '')
  const intolerable = (one: Case): readonly Risk[] =>
    (entriesOf.get(one.id) ?? []).filter((risk) => !isTolerable(risk, facts))
  const remains = ({ state: { risk } }: Case) =>
    risk?.risk === undefined && risk?.residual === 'not-acceptable'
  const isEntered = ({ id, state: { risk } }: Case) =>
    risk?.risk === undefined || (entriesOf.get(id) ?? []).length > 0
  const resolved = resolvedOf(records)
  const entries = [...new Set(resolved.flatMap(intolerable))]
  const bad = resolved.filter(remains)
  return everyOne(
    resolved,
    (one) => updated(one) && isEntered(one) && !remains(one) && intolerable(one).length === 0,
    {
      none: 'No issue is resolved yet: nothing shows it.',
      detail: (so, all) =>
        [
          `The risk record is updated after the fix and what remains is tolerable for ${so} of ${count(all, 'resolved issue')}.`,
          ...(entries.length > 0
            ? [`To be looked at anew, controlled or accepted: ${names(entries)}.`]
            : []),
          ...(bad.length > 0 ? [`Not acceptable for ${names(bad)}.`] : []),
        ].join(' '),
    },
  )
})

const otherProducts = everyResolved(
  ({ state }) => state.otherProducts !== null && state.asks.every(({ answered }) => answered),
  (so, all, records) => {
    const silent = resolvedOf(records).flatMap(({ state }) =>
      state.asks.filter(({ answered }) => !answered).map(({ name }) => name),
    )
    return `Those answering for other products are informed and have answered, or none shares the flaw, in ${so} of ${count(all, 'resolved issue')}.${silent.length > 0 ? ` No answer yet for ${listed(silent)}.` : ''}`
  },
)

const thirdParty = everyResolved(
  ({ state }) =>
    state.parties.length === 0
      ? state.thirdParties.length > 0
      : state.parties.every(({ settled }) => settled),
  (so, all, records) => {
    const resolved = resolvedOf(records)
    const told = resolved.filter(({ state }) => state.thirdParties.some(({ none }) => !none))
    const open = resolved.flatMap(({ state }) => state.parties.filter(({ settled }) => !settled))
    const [untold, silent] = [open.filter((one) => !one.told), open.filter((one) => one.told)]
    return [
      `Whether an owner of third-party code must be told is settled for ${so} of ${count(all, 'resolved issue')}; somebody was told in ${told.length}.`,
      ...(untold.length > 0 ? [`Not told: ${listed(untold.map(({ owner }) => owner))}.`] : []),
      ...(silent.length > 0
        ? [
            `${sentence(listed(silent.map(({ owner }) => owner)))} neither answered nor was followed up.`,
          ]
        : []),
    ].join(' ')
  },
)

const listed = (all: readonly string[]): string => {
  const each = [...new Set(all)]
  return each.length > 5
    ? `${each.slice(0, 5).join(', ')} and ${each.length - 5} more`
    : each.join(', ')
}

/** What a case of 9.5 says to others: the risk register, other products, owners of third-party code. */
export const othersQueries = {
  '9.5/risk-record': riskRecord,
  '9.5/other-products': otherProducts,
  '9.5/third-party': thirdParty,
} as const
