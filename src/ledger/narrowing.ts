import { type Kysely, sql } from 'kysely'
import { isStorable } from './fold.ts'
import type { Tables } from './tables.ts'

/**
 * A facet of the record that has one of these values; or whose value is a record of `of.kind` that
 * carries that facet itself: reports whose case touches a product, say.
 */
export type FacetMatch =
  | { readonly name: string; readonly values: readonly string[] }
  /** Whose value sorts before this one: a day before another, say. */
  | { readonly name: string; readonly below: string }
  | {
      readonly name: string
      /** Without a value: any at all. */
      readonly of: { readonly kind: string; readonly name: string; readonly value?: string }
    }

/** Values in one statement: engines bound the number of parameters. */
const mostValues = 1_000

/** The records of a kind for which this holds. More values than a statement takes throw. */
export const matching = (reader: Kysely<Tables>, kind: string, match: FacetMatch) => {
  const named = reader
    .selectFrom('facet')
    .select('facet.stream')
    .where('facet.kind', '=', kind)
    .where('facet.name', '=', match.name)
  if ('values' in match) {
    const values = match.values.filter(isStorable)
    if (values.length > mostValues) throw new Error(`${values.length} values of one facet.`)
    return values.length === 0
      ? named.where(sql<boolean>`1 = 0`)
      : named.where('facet.value', 'in', values)
  }
  if ('below' in match)
    return isStorable(match.below)
      ? named.where('facet.value', '<', match.below)
      : named.where(sql<boolean>`1 = 0`)
  const { of } = match
  return named.where('facet.value', 'in', (inner) => {
    const others = inner
      .selectFrom('facet as other')
      .select('other.stream')
      .where('other.kind', '=', of.kind)
      .where('other.name', '=', of.name)
    return of.value === undefined ? others : others.where('other.value', '=', of.value)
  })
}
