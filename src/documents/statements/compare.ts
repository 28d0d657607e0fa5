import { decisiveOf, ordinaryIn, startsWithAnother } from './decisive.ts'
import { inOrder } from './order.ts'
import { type Prepared, prepare, type Statement } from './statement.ts'
import { createWordBook } from './words.ts'

/** A statement of a revision that is known by its lineage. */
export type Followed = Statement & { readonly lineage: string }

export const changes = ['added', 'removed', 'changed', 'moved'] as const
export type Change = (typeof changes)[number]

/** What differs in one place; `before` and `after` are places in the lists that were compared. */
export interface Difference {
  readonly change: Change
  readonly before: readonly number[]
  readonly after: readonly number[]
  /** Stands elsewhere among the others; also true of some that are `changed`. */
  readonly moved: boolean
  /** Of `changed`: `reworded` keeps its numbers, names and negations; `otherwise` does not. */
  readonly how: 'reworded' | 'otherwise' | null
  /** 0 to 1. */
  readonly likeness: number
}

export interface Comparison {
  /** In the order of the newer revision; what was removed stands where it stood. */
  readonly differences: readonly Difference[]
  readonly same: number
}

/** One statement in both, or its parts. */
interface Group {
  readonly before: number[]
  readonly after: number[]
}

/** Compares two revisions of a document by the lineages of their statements, in linear time. */
export const compareRevisions = (
  before: readonly Followed[],
  after: readonly Followed[],
): Comparison => {
  const one = prepare(before)
  const other = prepare(after)
  const { groups, removed, added } = grouped(before, after)
  const left = absorbed(groups, removed, one, other)
  const standing = new Set(
    inOrder(
      groups.map((group) => ({ from: first(group.before), to: first(group.after), group })),
    ).map(({ group }) => group),
  )
  const ordinary = ordinaryIn(one, other)
  const book = createWordBook()
  const differences: Difference[] = []
  let same = 0
  for (const group of groups) {
    const moved = !standing.has(group)
    const [was, is] = [textOf(one, group.before), textOf(other, group.after)]
    if (was.squeezed === is.squeezed) {
      if (moved) differences.push({ ...group, change: 'moved', moved, how: null, likeness: 1 })
      else same++
      continue
    }
    const decided =
      decisiveOf(was.normal, was.kind, ordinary) === decisiveOf(is.normal, is.kind, ordinary) &&
      !startsWithAnother(was.normal, is.normal)
    differences.push({
      ...group,
      change: 'changed',
      moved,
      how: decided ? 'reworded' : 'otherwise',
      likeness: book.likeness(book.bagOf(was.normal), book.bagOf(is.normal), 0),
    })
  }
  const alone = { moved: false, how: null, likeness: 0 } as const
  for (const place of left)
    differences.push({ ...alone, change: 'removed', before: [place], after: [] })
  for (const place of added)
    differences.push({ ...alone, change: 'added', before: [], after: [place] })
  return { differences: inReadingOrder(differences, standing, before.length), same }
}

/** Statements of the same lineage: the first with the first, or all parts together. */
const grouped = (before: readonly Followed[], after: readonly Followed[]) => {
  const places = new Map<string, Group>()
  const of = (lineage: string): Group => {
    const known = places.get(lineage) ?? { before: [], after: [] }
    places.set(lineage, known)
    return known
  }
  for (const [place, { lineage }] of before.entries()) of(lineage).before.push(place)
  for (const [place, { lineage }] of after.entries()) of(lineage).after.push(place)
  const groups: Group[] = []
  const removed: number[] = []
  const added: number[] = []
  for (const group of places.values())
    if (group.after.length === 0) removed.push(...group.before)
    else if (group.before.length === 0) added.push(...group.after)
    else if (group.before.length !== group.after.length) groups.push(group)
    else
      for (const [index, from] of group.before.entries())
        groups.push({ before: [from], after: [group.after[index] ?? 0] })
  return { groups, removed: removed.sort(ascending), added }
}

/** Shorter ones stand in many others. */
const leastAbsorbed = 20

/**
 * What seems removed and stands word for word in what its neighbour became was put together with
 * it; answers what is left.
 */
const absorbed = (
  groups: readonly Group[],
  removed: readonly number[],
  one: readonly Prepared[],
  other: readonly Prepared[],
): readonly number[] => {
  const groupOf = new Map<number, Group>()
  for (const group of groups) for (const place of group.before) groupOf.set(place, group)
  return removed.filter((place) => {
    const text = one[place]?.squeezed ?? ''
    if (text.length < leastAbsorbed) return true
    for (const beside of [place - 1, place + 1]) {
      const group = groupOf.get(beside)
      if (group === undefined || !textOf(other, group.after).squeezed.includes(text)) continue
      group.before.push(place)
      group.before.sort(ascending)
      groupOf.set(place, group)
      return false
    }
    return true
  })
}

const textOf = (
  all: readonly Prepared[],
  places: readonly number[],
): Pick<Prepared, 'kind' | 'normal' | 'squeezed'> => {
  const parts = places.flatMap((place) => all[place] ?? [])
  return {
    kind: parts[0]?.kind ?? 'paragraph',
    normal: parts.map(({ normal }) => normal).join(' '),
    squeezed: parts.map((part) => part.squeezed).join(''),
  }
}

const inReadingOrder = (
  differences: readonly Difference[],
  standing: ReadonlySet<Group>,
  length: number,
): readonly Difference[] => {
  const became = new Int32Array(length).fill(-1)
  for (const group of standing) for (const place of group.before) became[place] = first(group.after)
  // What was removed comes behind what stood before it and did not move.
  let last = -1
  for (const [place, to] of became.entries())
    if (to === -1) became[place] = last
    else last = to
  const keyOf = ({ before, after }: Difference): number =>
    after.length > 0 ? first(after) : (became[first(before)] ?? -1) + 0.5
  return [...differences].sort((a, b) => keyOf(a) - keyOf(b) || first(a.before) - first(b.before))
}

const first = (places: readonly number[]): number => places[0] ?? -1
const ascending = (one: number, other: number): number => one - other
