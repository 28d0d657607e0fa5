import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { inRanges, parseVersionRanges } from '../../kernel/version-ranges.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { decideRange, dropRange, recheckImpact, setImpact } from '../contract.ts'
import type { ImpactBasis } from '../events/impact.ts'
import type { ConcernedProduct, ProposedRow } from '../ports.ts'
import { endsWithoutFix } from '../state/disposition.ts'
import { isSameRow } from '../state/impact.ts'
import { basisOf } from '../state/stale.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided } from './while-open.ts'

type Row = InputOf<typeof setImpact>['rows'][number]

/** `products`: those that the rows name, with their revisions. */
export const decideSetImpact = (
  state: CaseState,
  { rows }: InputOf<typeof setImpact>,
  _context: DecisionContext,
  products: readonly ConcernedProduct[],
): Decided => {
  if (state.closed !== null) return closed
  for (const [index, row] of rows.entries()) {
    if (rows.slice(0, index).some((before) => isSameRow(before, row)))
      return refuse(
        'case/impact-twice',
        `Revision ${row.revision} stands twice. Keep one row for it.`,
      )
    const wrong =
      wrongJudgement(row, `Revision ${row.revision}`) ??
      unknownRevision(products, row) ??
      contradiction(state, row)
    if (wrong !== null) return wrong
  }
  return [{ type: 'case.impact-set', rows: rows.map((row) => withBasis(state, products, row)) }]
}

export const decideDecideRange = (
  state: CaseState,
  input: InputOf<typeof decideRange>,
  _context: DecisionContext,
  products: readonly ConcernedProduct[],
): Decided => {
  if (state.closed !== null) return closed
  const { product, range, ...judged } = input
  const wrong = wrongJudgement(judged, `The range ${range}`)
  if (wrong !== null) return wrong
  const ranges = parseVersionRanges(range)
  if (isRefusal(ranges)) return ranges
  const known = products.find(({ id }) => id === product)?.revisions ?? []
  const held = known.map(({ revision }) => ({ revision, in: inRanges(revision, ranges) }))
  const inside = held.flatMap((one) => (one.in === true ? [one.revision] : []))
  if (inside.length === 0)
    return refuse(
      'case/range-empty',
      `No revision of the product lies in "${range}". It has ${fewOf(known)}. Name a range that holds some of them, or add the revision to the product first.`,
    )
  const other = overlapping(state, input, inside)
  if (other !== undefined) return other
  const rows = inside.map((revision): Row => ({ product, revision, ...judged }))
  const contradicts = rows.map((row) => verifiedContradiction(state, row)).find(isRefusal)
  if (contradicts !== undefined) return contradicts
  return [
    {
      type: 'case.range-decided',
      ...input,
      // The statement stands once: of each row again, many rows would be no one fact any more.
      rows: rows.map((row) => withBasis(state, products, { ...row, statement: '' })),
      unread: held.flatMap((one) => (one.in === undefined ? [one.revision] : [])),
    },
  ]
}

const fewOf = (revisions: readonly { readonly revision: string }[]): string => {
  const names = revisions.map(({ revision }) => revision)
  if (names.length === 0) return 'none'
  return names.length <= 12
    ? names.join(', ')
    : `${names.slice(0, 6).join(', ')} … ${names.slice(-6).join(', ')}`
}

export const decideDropRange = (state: CaseState, input: InputOf<typeof dropRange>): Decided => {
  if (state.closed !== null) return closed
  return state.ranges.some(
    ({ product, range }) => product === input.product && range === input.range,
  )
    ? [{ type: 'case.range-dropped', ...input }]
    : refuse('case/no-range', 'Nothing was decided for this range of this product.')
}

/**
 * What nobody has looked at yet; nothing where all is known. A closed case opens again for a revision
 * that contains the flaw by its SBOM or its version; for shared code alone it stays closed.
 */
export const decideProposeImpact = (
  state: CaseState,
  _input: object,
  _context: DecisionContext,
  proposed: readonly ProposedRow[],
): Decided => {
  if (endsWithoutFix(state)) return []
  const rows = proposed.filter(
    (row) =>
      !state.impact.some((known) => isSameRow(known, row)) &&
      (state.closed === null || row.because.some(({ reason }) => reason !== 'shared-code')),
  )
  if (rows.length === 0) return []
  return [
    { type: 'case.impact-proposed', rows: [...rows] },
    ...reopenedBy(state, `${named(rows)} may be affected, and nobody has looked at it.`),
  ]
}

const named = (rows: readonly { readonly revision: string }[]): string =>
  [...new Set(rows.map(({ revision }) => revision))].slice(0, 10).join(', ')

const reopenedBy = ({ closed: ended }: CaseState, reason: string) =>
  ended === null ? [] : [{ type: 'case.reopened' as const, reason }]

/** Also of a closed case: what it was closed on is no longer so, and it opens again. */
export const decideRecheckImpact = (
  state: CaseState,
  { product }: InputOf<typeof recheckImpact>,
  _context: DecisionContext,
  products: readonly ConcernedProduct[],
): Decided => {
  if (endsWithoutFix(state)) return []
  const rows = state.impact.flatMap((row) => {
    if (row.product !== product || row.basis === null) return []
    const now = componentsOf(products, row)
    const before = row.otherComponents ?? row.basis.components
    return same(now, before) || same(now, row.basis.components)
      ? []
      : [{ product, revision: row.revision, now: [...now] }]
  })
  if (rows.length === 0) return []
  return [
    { type: 'case.impact-staled', rows },
    ...reopenedBy(
      state,
      `The software items of ${named(rows)} changed after the impact was decided.`,
    ),
  ]
}

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.join('\n') === other.join('\n')

const wrongJudgement = (
  { status, justification }: Pick<Row, 'status' | 'justification'>,
  what: string,
): Refusal | null => {
  if (status === 'not-affected' && justification === undefined)
    return refuse(
      'case/justification-missing',
      `${what} is called not affected: choose a justification that says why.`,
    )
  return status !== 'not-affected' && justification !== undefined
    ? refuse(
        'case/justification-misplaced',
        `A justification belongs to "not affected" only. ${what} is ${status}.`,
      )
    : null
}

const unknownRevision = (
  products: readonly ConcernedProduct[],
  { product, revision, configurations = [] }: Row,
): Refusal | null => {
  const known = products.find(({ id }) => id === product)
  if (known?.revisions.some((one) => one.revision === revision) !== true)
    return refuse(
      'case/no-such-revision',
      `${known?.name ?? 'The product'} has no revision ${revision}. Add the revision to the product first.`,
    )
  const unknown = configurations.find((name) => !known.configurations.includes(name))
  return unknown === undefined
    ? null
    : refuse(
        'case/no-such-configuration',
        `${known.name} has no configuration "${unknown}". Describe it at the product first.`,
      )
}

const contradiction = (state: CaseState, row: Row): Refusal | null => {
  const range = state.ranges.find((decided) => {
    const ranges = parseVersionRanges(decided.range)
    return (
      decided.product === row.product &&
      !isRefusal(ranges) &&
      inRanges(row.revision, ranges) === true &&
      decided.status !== row.status
    )
  })
  return range === undefined
    ? verifiedContradiction(state, row)
    : refuse(
        'case/range-contradicts',
        `Revision ${row.revision} lies in the range "${range.range}", which was decided as ${range.status}. Take that range back or decide a narrower one first.`,
      )
}

const verifiedContradiction = (
  { verifications }: CaseState,
  { product, revision, status }: Row,
): Refusal | null =>
  status !== 'fixed' &&
  verifications.findLast((one) => one.product === product && one.fixedIn === revision)?.passed ===
    true
    ? refuse(
        'case/impact-contradicts',
        `The fix was verified in revision ${revision}, so it is fixed. If it is not, record the test that failed first.`,
      )
    : null

/** Two ranges may hold the same revision only where they say the same of it. */
const overlapping = (
  { ranges }: CaseState,
  { product, range, status }: InputOf<typeof decideRange>,
  inside: readonly string[],
): Refusal | undefined => {
  for (const other of ranges) {
    if (other.product !== product || other.range === range || other.status === status) continue
    const theirs = parseVersionRanges(other.range)
    const both = isRefusal(theirs)
      ? undefined
      : inside.find((revision) => inRanges(revision, theirs) === true)
    if (both !== undefined)
      return refuse(
        'case/ranges-overlap',
        `Revision ${both} lies in the range "${other.range}" too, which was decided as ${other.status}. Take that range back or make one of them narrower.`,
      )
  }
  return undefined
}

const withBasis = (
  state: CaseState,
  products: readonly ConcernedProduct[],
  row: Row,
): Row & { readonly basis: ImpactBasis } => ({
  ...row,
  basis: { components: [...componentsOf(products, row)], ...basisOf(state, row.product) },
})

const componentsOf = (
  products: readonly ConcernedProduct[],
  { product, revision }: Pick<Row, 'product' | 'revision'>,
): readonly string[] =>
  products.find(({ id }) => id === product)?.revisions.find((one) => one.revision === revision)
    ?.components ?? []
