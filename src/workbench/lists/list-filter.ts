import type { QueryClient } from '@tanstack/react-query'
import type { KindContract } from '../../kernel/command.ts'
import {
  type Assigned,
  countsQuery,
  type ListFilter,
  listQuery,
  type SortName,
} from '../api/records.ts'
import { contractOf } from '../kinds/contracts.ts'
import { type ListView, listViewOf, statusesAtFirst } from './list-views.ts'

/** What stands in the address of a list, so that a view can be linked to and comes back. */
export interface ListSearch {
  readonly status?: string | undefined
  readonly severity?: string | undefined
  readonly search?: string | undefined
  readonly sort?: SortName | undefined
  readonly order?: 'asc' | 'desc' | undefined
  /** `name:value` pairs; a comma stands before each further name. */
  readonly facet?: string | undefined
  readonly due?: 'overdue' | 'soon' | undefined
  readonly assigned?: Assigned | undefined
  /** The product that reports are about, as the proof of silence counts them; `none` of ours. */
  readonly about?: string | undefined
}

// A comma within a value, `product:Pump, large`, separates nothing; the server reads it so, too.
const nextFacet = /,(?=[a-z][a-z-]*:)/

/** The `name:value` pairs of an address. */
export const facetsOf = ({ facet }: ListSearch): readonly string[] => facet?.split(nextFacet) ?? []

export const facetValue = (search: ListSearch, name: string): string =>
  facetsOf(search)
    .find((pair) => pair.startsWith(`${name}:`))
    ?.slice(name.length + 1) ?? ''

export const withFacet = (search: ListSearch, name: string, value: string): string | undefined => {
  const others = facetsOf(search).filter((pair) => !pair.startsWith(`${name}:`))
  const all = value === '' ? others : [...others, `${name}:${value}`]
  return all.length === 0 ? undefined : all.join(',')
}

export const filterOf = (
  contract: KindContract,
  view: ListView,
  search: ListSearch,
): ListFilter => ({
  status:
    search.status === 'all' ? [] : (search.status?.split(',') ?? statusesAtFirst(contract, view)),
  ...(search.severity === undefined ? {} : { severity: search.severity.split(',') }),
  ...(search.search === undefined ? {} : { search: search.search }),
  ...(search.facet === undefined ? {} : { facet: facetsOf(search) }),
  ...(search.due === undefined ? {} : { due: search.due }),
  ...(search.assigned === undefined ? {} : { assigned: search.assigned }),
  ...(search.about === undefined ? {} : { about: search.about }),
  sort: search.sort ?? view.sort,
  order: search.order ?? view.order,
})

/** Asks for a list while the page is still being put together. */
export const askForList = (queries: QueryClient, collection: string, search: ListSearch): void => {
  const contract = contractOf(collection)
  if (contract === undefined) return
  const filter = filterOf(contract, listViewOf(collection), search)
  void queries.prefetchInfiniteQuery(listQuery(collection, filter))
  void queries.prefetchQuery(countsQuery(collection))
}
