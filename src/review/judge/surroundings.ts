import type { CueName } from '../../catalogue/detection-schema.ts'
import { conceptsIn, type Lexicon } from '../../catalogue/lexicon.ts'
import { type CueConcepts, cuesOf, lendable } from './cues.ts'
import type { Profile } from './profile.ts'
import type { ReadPassage } from './read-passage.ts'
import { tokenize } from './tokens.ts'

/** The sentence before a list that its items complete ("We recommend:"), or a table's first row. */
export interface Introduction {
  readonly cues: ReadonlySet<CueName>
  readonly concepts: ReadonlySet<number>
  /** Concepts in the names of a table's columns. */
  readonly columns?: ReadonlySet<number>
}

export interface Headings {
  /** Concepts of all headings above, of title and file name. */
  readonly all: ReadonlySet<number>
  /** Concepts of the heading directly above. */
  readonly nearest: ReadonlySet<number>
}

/** What stands around a passage. */
export interface Surroundings {
  readonly before: ReadPassage | undefined
  readonly next: ReadPassage | undefined
  readonly introduction: Introduction | undefined
  readonly headings: Headings
}

const longestHeading = 300

/** Reads headings once for all passages under them. */
export const headingReader = (lexicon: Lexicon, profile: Profile) => {
  let key: readonly string[] | undefined
  let known: Headings = { all: profile.concepts, nearest: new Set() }
  return (headings: readonly string[]): Headings => {
    if (key !== undefined && sameHeadings(headings, key)) return known
    key = headings
    const each = headings.map((heading) =>
      conceptsIn(lexicon, tokenize(heading.slice(0, longestHeading))),
    )
    known = {
      all: new Set([...profile.concepts, ...each.flatMap((concepts) => [...concepts])]),
      nearest: each.at(-1) ?? new Set(),
    }
    return known
  }
}

const sameHeadings = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((heading, index) => heading === b[index])

/** The introduction that holds after a passage, for the items or rows that follow it. */
export const introductionAfter = (
  known: Introduction | undefined,
  current: ReadPassage,
  before: ReadPassage | undefined,
  concepts: CueConcepts,
  profile: Profile,
): Introduction | undefined => {
  const { passage, sentences } = current
  const last = sentences.at(-1)
  if (last === undefined || passage.kind === 'heading') return undefined
  const cues = () => cuesOf(concepts, passage, last.sentence, last.occurrences, profile)
  if (passage.kind === 'table-row')
    return before?.passage.kind === 'table-row' ? known : headOf(current, known, concepts)
  if (passage.text.trimEnd().endsWith(':')) {
    const lent = lendable(cues())
    return passage.kind === 'list-item' && known !== undefined
      ? {
          cues: new Set([...known.cues, ...lent]),
          concepts: new Set([...known.concepts, ...current.concepts]),
        }
      : { cues: lent, concepts: current.concepts }
  }
  return passage.kind === 'list-item' ? known : undefined
}

/** The first row of a table: its names of columns are part of what every row says. */
const headOf = (
  row: ReadPassage,
  known: Introduction | undefined,
  { columns }: CueConcepts,
): Introduction => {
  const cues = new Set(known?.cues)
  for (const concept of row.concepts) {
    const cue = columns.get(concept)
    if (cue !== undefined) cues.add(cue)
  }
  return {
    cues,
    concepts: new Set([...row.concepts, ...(known?.concepts ?? [])]),
    columns: row.concepts,
  }
}

const longestColumn = 6

/** Whether a row is the head of a table: the first, of short names without particulars. */
export const isHead = (
  { passage, classes }: ReadPassage,
  { before }: Pick<Surroundings, 'before'>,
): boolean =>
  passage.kind === 'table-row' &&
  before?.passage.kind !== 'table-row' &&
  classes.size === 0 &&
  passage.text.length <= longestHeading &&
  passage.text.split(/[|\t]/).every((name) => name.trim().split(' ').length <= longestColumn)

/** Whether a passage is completed by what introduced it. */
export const isIntroduced = (passage: ReadPassage): boolean =>
  passage.passage.kind === 'list-item' || passage.passage.kind === 'table-row'

/** The concepts of the passage before, where it stands under the same headings. */
export const conceptsBefore = (
  passage: ReadPassage,
  before: ReadPassage | undefined,
): ReadonlySet<number> | undefined =>
  before !== undefined &&
  before.passage.kind !== 'heading' &&
  sameHeadings(passage.passage.location.headings, before.passage.location.headings)
    ? before.concepts
    : undefined
