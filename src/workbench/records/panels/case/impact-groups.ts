import { isRefusal } from '../../../../kernel/result.ts'
import { inRanges, parseVersionRanges } from '../../../../kernel/version-ranges.ts'
import type { CaseView } from '../../views/case.ts'

type Row = CaseView['impact'][number]

/** Revisions of a product of which the same is said: a line of the matrix, however many they are. */
export interface ImpactGroup {
  /** The row of the first of them; the others differ in nothing but the revision. */
  readonly row: Row
  /** In the order of their numbers. */
  readonly revisions: readonly string[]
  /** Why they are stale; empty where they are not. */
  readonly stale: readonly string[]
}

/** Product by product in the order of the case; in each, first what waits for a decision. */
export const impactGroups = ({
  impact,
  stale,
}: Pick<CaseView, 'impact' | 'stale'>): readonly ImpactGroup[] => {
  const reasons = new Map(
    stale.map(({ product, revision, because }) => [`${product} ${revision}`, because]),
  )
  const groups = grouped(
    impact.map((row) => ({ row, stale: reasons.get(`${row.product} ${row.revision}`) ?? [] })),
    ({ row: { decided, revision: _, ...said }, stale: why }) =>
      JSON.stringify([said, decided === null, why]),
  ).flatMap((members): readonly ImpactGroup[] => {
    const [first] = members
    return first === undefined
      ? []
      : [{ ...first, revisions: inOrder(members.map(({ row }) => row.revision)) }]
  })
  const products = [...new Set(impact.map(({ product }) => product))]
  return products.flatMap((product) =>
    groups
      .filter(({ row }) => row.product === product)
      .sort((one, other) => Number(waits(other)) - Number(waits(one))),
  )
}

/** Whether a person has to decide these revisions, or decide them anew. */
export const waits = ({ row, stale }: ImpactGroup): boolean =>
  stale.length > 0 || row.status === 'under-investigation'

/** The decided range that says what these rows say, or that brought them up. */
export const rangeOf = (
  { row, revisions }: ImpactGroup,
  ranges: CaseView['ranges'],
): CaseView['ranges'][number] | undefined =>
  ranges.find(
    (decided) =>
      decided.product === row.product &&
      (decided.status === row.status || row.decided === null) &&
      holdsAll(decided.range, revisions),
  )

const holdsAll = (range: string, revisions: readonly string[]): boolean => {
  const read = parseVersionRanges(range)
  return !isRefusal(read) && revisions.every((revision) => inRanges(revision, read) === true)
}

/** What is stale, once for all revisions of a product that are so for the same reasons. */
export const staleGroups = (stale: CaseView['stale']) =>
  grouped(stale, ({ part, product, because }) => JSON.stringify([part, product, because])).flatMap(
    (members) => {
      const [first] = members
      return first === undefined
        ? []
        : [{ ...first, revisions: inOrder(members.flatMap(({ revision }) => revision ?? [])) }]
    },
  )

/** Up to four by name; of more their number and the ends, which say nothing of what lies between. */
export const revisionsInWords = (revisions: readonly string[]): string =>
  revisions.length <= 4
    ? revisions.join(', ')
    : `${revisions.length} revisions from ${revisions[0]} to ${revisions.at(-1)}`

const inOrder = (revisions: readonly string[]): readonly string[] =>
  revisions.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }))

const grouped = <One>(
  all: readonly One[],
  keyOf: (one: One) => string,
): readonly (readonly One[])[] => {
  const groups = new Map<string, One[]>()
  for (const one of all) {
    const key = keyOf(one)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [one])
    else group.push(one)
  }
  return [...groups.values()]
}
