import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { KindContract } from '../../kernel/command.ts'
import { type ListItem, listQuery } from '../api/records.ts'
import { placeOf } from '../kinds/places.ts'
import { Failed } from '../parts/banner.tsx'
import { Page, Waiting } from '../parts/page.tsx'
import { CreateButtons } from './create-buttons.tsx'
import { Filters } from './filters.tsx'
import { filterOf, type ListSearch } from './list-filter.ts'
import { type FacetFilter, listViewOf } from './list-views.ts'
import { Nothing, Shown } from './list-words.tsx'
import { More } from './more.tsx'
import { RecordRows } from './record-rows.tsx'

/** A list with its filters, which stand in the address, and the way to the next page. */
export const ListOf = ({
  contract,
  search,
  moreFilters,
  links,
  notice,
  rows,
}: {
  readonly contract: KindContract
  readonly search: ListSearch
  readonly moreFilters?: readonly FacetFilter[]
  /** Beside what makes a new record. */
  readonly links?: ReactNode
  /** Before the filters: what must not be missed. */
  readonly notice?: ReactNode
  /** The lines, where they are more than links to their records. */
  readonly rows?: (items: readonly ListItem[]) => ReactNode
}) => {
  const { collection } = contract
  const navigate = useNavigate()
  const place = placeOf(collection)
  const view = listViewOf(collection)
  const query = useInfiniteQuery({
    ...listQuery(collection, filterOf(contract, view, search)),
    placeholderData: keepPreviousData,
    // Whoever comes to a list sees what is there now; whoever stays, what others add to it.
    refetchOnMount: 'always',
    // Every page that is shown is asked again: the more there are, the less often.
    refetchInterval: ({ state }) =>
      (view.poll ?? 15_000) * Math.max(1, state.data?.pages.length ?? 1),
  })
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: ListSearch) =>
    void navigate({
      to: '/$collection',
      params: { collection },
      search: next,
      replace: true,
      resetScroll: false,
    })

  return (
    <Page
      title={place.title}
      eyebrow={`Clause ${contract.clause}`}
      actions={
        <>
          {links}
          <CreateButtons contract={contract} />
        </>
      }
    >
      {notice}
      <Filters
        contract={contract}
        view={view}
        search={search}
        onChange={change}
        {...(moreFilters === undefined ? {} : { more: moreFilters })}
      />
      {query.error !== null && query.data === undefined ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <Waiting lines={8} />
      ) : items.length === 0 ? (
        <Nothing contract={contract} search={search} onShowAll={() => change({ status: 'all' })} />
      ) : (
        <>
          {rows?.(items) ?? (
            <RecordRows
              items={items}
              columns={view.columns}
              label={place.title}
              dueTitle={view.dueTitle}
            />
          )}
          <p className="list-foot">
            <span className="soft small" aria-live="polite">
              <Shown contract={contract} view={view} search={search} count={items.length} />
            </span>
            <More pages={query} />
          </p>
        </>
      )}
    </Page>
  )
}
