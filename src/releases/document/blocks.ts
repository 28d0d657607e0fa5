import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Block, Inline, Section, Subsection } from './model.ts'

/** Short makers of the model's values, so that a composition reads like the document it makes. */

export const text = (value: string): Inline => ({ kind: 'text', text: value })
export const strong = (value: string): Inline => ({ kind: 'strong', text: value })
export const code = (value: string): Inline => ({ kind: 'code', text: value })

export type Said = string | readonly Inline[]

const inlines = (said: Said): readonly Inline[] => (typeof said === 'string' ? [text(said)] : said)

export const paragraph = (said: Said): Block => ({ kind: 'paragraph', content: inlines(said) })

export const note = (said: Said): Block => ({ kind: 'note', tone: 'note', content: inlines(said) })

/** A list, or several where it is longer than one block may be; nothing for no items. */
export const list = (ordered: boolean, items: readonly Said[]): readonly Block[] =>
  inParts(items, limits.list.items).map((part) => ({
    kind: 'list',
    ordered,
    items: part.map(inlines),
  }))

export const missing = (what: string, suppliedBy: Supplier): Block => ({
  kind: 'missing',
  what,
  suppliedBy,
})

/** Who supplies a record, in the words of the access roles and their offices. */
export type Supplier =
  | 'product security engineer'
  | 'technical writer'
  | 'release manager'
  | 'quality and regulatory affairs'

export type Column = readonly [title: string, weight: number]

/** A table, or several where it is longer than one block may be; nothing for no rows. */
export const table = (
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Said[])[],
): readonly Block[] =>
  inParts(rows, limits.printable.rows).map((part) => ({
    kind: 'table',
    caption,
    header: columns.map(([title]) => title),
    weights: columns.map(([, weight]) => weight),
    rows: part.map((row) => row.map(inlines)),
  }))

/** Terms with what they stand for; terms whose definition is absent are left out. */
export const definitions = (
  entries: readonly (readonly [term: string, definition: Said | undefined | null])[],
): readonly Block[] => {
  const present = entries.flatMap(([term, said]) =>
    said === undefined || said === null ? [] : [{ term, definition: inlines(said) }],
  )
  return present.length === 0 ? [] : [{ kind: 'definitions', entries: present }]
}

export const subsection = (
  id: string,
  title: string,
  constraints: readonly ConstraintId[],
  blocks: readonly Block[],
): Subsection => ({ id, title, constraints, blocks })

export const section = (
  id: string,
  title: string,
  constraints: readonly ConstraintId[],
  blocks: readonly Block[],
  sections: readonly Subsection[] = [],
): Section => ({ id, title, constraints, blocks, sections })

const inParts = <T>(items: readonly T[], size: number): readonly (readonly T[])[] => {
  const parts: (readonly T[])[] = []
  for (let start = 0; start < items.length; start += size)
    parts.push(items.slice(start, start + size))
  return parts
}
