import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { caseContract } from '../../../cases/contract.ts'
import { countsQuery, type ListItem, listQuery } from '../../api/records.ts'
import { statusInWords } from '../../kinds/words.ts'
import { CreateButtons } from '../../lists/create-buttons.tsx'
import { ProductFilter, SeverityFilter } from '../../lists/filters.tsx'
import { Find } from '../../lists/find.tsx'
import { facetsOf, facetValue, type ListSearch, withFacet } from '../../lists/list-filter.ts'
import { Failed } from '../../parts/banner.tsx'
import { Page, Waiting } from '../../parts/page.tsx'
import { Card } from './card.tsx'
import './board.css'

/** Everything that is still to be done; what is closed is a list, not a column. */
const columns = caseContract.statuses.filter((status) => status !== 'closed')

/** Milliseconds between looks at what colleagues did. */
const again = 15_000

/** Cases by where they stand. What narrows the board down stands in its address. */
export const Board = () => {
  const search = useSearch({ from: '/inside/cases/board' })
  const navigate = useNavigate()
  const change = (next: ListSearch) =>
    void navigate({ to: '/cases/board', search: next, replace: true, resetScroll: false })
  const narrowing = narrowingOf(search)
  const { data: counts } = useQuery({
    ...countsQuery('cases', search.due, narrowing),
    placeholderData: keepPreviousData,
    refetchInterval: again,
  })
  return (
    <Page
      title="Board of cases"
      eyebrow={`Clause ${caseContract.clause}`}
      actions={
        <>
          <Link to="/$collection" params={{ collection: 'cases' }} search={search}>
            As a list
          </Link>
          <CreateButtons contract={caseContract} />
        </>
      }
    >
      <BoardFilters search={search} onChange={change} />
      <div className="board">
        {columns.map((status) => (
          <Column
            key={status}
            status={status}
            search={search}
            count={counts === undefined ? undefined : (counts[status] ?? 0)}
          />
        ))}
      </div>
      <p className="soft small">
        <Link
          to="/$collection"
          params={{ collection: 'cases' }}
          search={{ ...search, status: 'closed' }}
        >
          Closed{counts === undefined ? '' : `: ${(counts['closed'] ?? 0).toLocaleString()}`}
        </Link>
      </p>
    </Page>
  )
}

const narrowingOf = ({ severity, facet }: ListSearch) => ({
  ...(severity === undefined ? {} : { severity: severity.split(',') }),
  ...(facet === undefined ? {} : { facet: facetsOf({ facet }) }),
})

const BoardFilters = ({
  search,
  onChange,
}: {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}) => {
  const stale = facetValue(search, 'stale') === 'yes'
  return (
    <div className="filters">
      <div className="filters-more">
        <Find search={search} onChange={onChange} />
        <SeverityFilter search={search} onChange={onChange} />
        <ProductFilter search={search} onChange={onChange} />
        <NativeSelect
          aria-label="Order"
          value={search.sort ?? 'due'}
          onChange={({ currentTarget }) =>
            onChange({ ...search, ...orders[currentTarget.value]?.search })
          }
          data={Object.entries(orders).map(([value, { label }]) => ({ value, label }))}
        />
      </div>
      <fieldset className="status-filter">
        <legend className="visually-hidden">Only</legend>
        <button
          type="button"
          aria-pressed={search.due === 'overdue'}
          className="status-choice"
          onClick={() =>
            onChange({ ...search, due: search.due === 'overdue' ? undefined : 'overdue' })
          }
        >
          Overdue
        </button>
        <button
          type="button"
          aria-pressed={stale}
          className="status-choice"
          onClick={() =>
            onChange({ ...search, facet: withFacet(search, 'stale', stale ? '' : 'yes') })
          }
        >
          Stale
        </button>
      </fieldset>
    </div>
  )
}

const orders: Readonly<
  Record<string, { readonly label: string; readonly search: Pick<ListSearch, 'sort' | 'order'> }>
> = {
  due: { label: 'Soonest due first', search: { sort: 'due', order: 'asc' } },
  severity: { label: 'Most severe first', search: { sort: 'severity', order: 'desc' } },
  opened: { label: 'Oldest first', search: { sort: 'opened', order: 'asc' } },
  updated: { label: 'Last changed first', search: { sort: 'updated', order: 'desc' } },
}

/** Cards are paged per column: the server is asked for the next ones when somebody wants them. */
const Column = ({
  status,
  search,
  count,
}: {
  readonly status: string
  readonly search: ListSearch
  readonly count: number | undefined
}) => {
  const query = useInfiniteQuery({
    ...listQuery('cases', {
      status: [status],
      ...narrowingOf(search),
      ...(search.search === undefined ? {} : { search: search.search }),
      ...(search.due === undefined ? {} : { due: search.due }),
      sort: search.sort ?? 'due',
      order: search.order ?? 'asc',
      limit: cardsAtOnce,
    }),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => again * Math.max(1, state.data?.pages.length ?? 1),
  })
  const cards: readonly ListItem[] = query.data?.pages.flatMap((page) => page.items) ?? []
  const title = statusInWords(status)
  return (
    <section className="board-column" aria-label={title} data-column>
      <h2>
        {title}
        {/* Words are searched in the list alone: a number beside them would be of all. */}
        {count === undefined || search.search !== undefined ? null : (
          <span className="numeric soft"> {count.toLocaleString()}</span>
        )}
      </h2>
      {query.error !== null ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <Waiting />
      ) : cards.length === 0 ? (
        <p className="soft small">No case here.</p>
      ) : (
        <ul className="board-cards">
          {cards.map((item) => (
            <Card key={item.id} item={item} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <button
          type="button"
          className="link-button"
          disabled={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          More<span className="visually-hidden"> of {title}</span>
        </button>
      ) : null}
    </section>
  )
}

/** As many as a column shows before somebody asks for more. */
const cardsAtOnce = 25
