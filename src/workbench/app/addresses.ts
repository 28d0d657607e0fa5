import type { EventSearch } from '../api/audit-events.ts'
import { type Change, changes } from '../api/changes.ts'
import { assignments, sorts } from '../api/records.ts'
import type { ListSearch } from '../lists/list-filter.ts'

/** A word of an address, where it is one. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, 500) : undefined

/** `at` is a statement's number, its words, or a remark's number; a number in an address is one. */
export const passageSearch = (
  given: Record<string, unknown>,
): { readonly revision?: string | undefined; readonly at?: string | undefined } => ({
  revision: text(wordsOf(given['revision'])),
  at: text(wordsOf(given['at'])),
})
const wordsOf = (value: unknown): unknown => (typeof value === 'number' ? String(value) : value)

/** What the clause review is about: a product's id, or `all` of them together. */
export const clauseSearch = (
  given: Record<string, unknown>,
): { readonly product?: string | undefined; readonly revision?: string | undefined } => ({
  product: text(given['product']),
  revision: text(wordsOf(given['revision'])),
})

/** Which versions of a document are compared, and which changes are shown. */
export const comparisonSearch = (
  given: Record<string, unknown>,
): {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly only?: Change | undefined
} => ({
  from: text(wordsOf(given['from'])),
  to: text(wordsOf(given['to'])),
  only: only(changes, given['only']),
})

/** One of these words, where it is one. */
export const only = <Value extends string>(
  values: readonly Value[],
  value: unknown,
): Value | undefined => values.find((one) => one === value)

/** What narrows a list down. */
export const listSearch = (given: Record<string, unknown>): ListSearch => ({
  status: text(given['status']),
  severity: text(given['severity']),
  search: text(given['search']),
  sort: only(sorts, given['sort']),
  order: only(['asc', 'desc'], given['order']),
  facet: text(given['facet']),
  due: only(['overdue', 'soon'], given['due']),
  assigned: only(assignments, given['assigned']),
  about: text(given['about']),
})

/** Which audit events of devices are asked for. */
export const eventSearch = (given: Record<string, unknown>): EventSearch => ({
  kind: text(given['kind']),
  source: text(given['source']),
  from: text(given['from']),
  until: text(given['until']),
})
