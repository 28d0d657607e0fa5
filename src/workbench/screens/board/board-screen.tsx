import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import type { KindContract } from '../../../kernel/command.ts'
import { countsQuery, type ListItem, listQuery } from '../../api/records.ts'
import { statusInWords } from '../../kinds/words.ts'
import { CreateButtons } from '../../lists/create-buttons.tsx'
import { SeverityFilter } from '../../lists/filters.tsx'
import { Find } from '../../lists/find.tsx'
import { facetsOf, type ListSearch } from '../../lists/list-filter.ts'
import { Failed } from '../../parts/banner.tsx'
import { Page, Waiting } from '../../parts/page.tsx'
import './board.css'

/** What the boards of two kinds differ in. */
interface BoardOf {
  readonly title: string
  readonly contract: KindContract
  readonly collection: string
  /** Statuses nobody has to do anything about any more: each is a list, not a column. */
  readonly settled: readonly string[]
  readonly Card: ComponentType<{ readonly item: ListItem }>
  /** What an empty column says. */
  readonly none: string
}

/** What narrows a board: how it is written, whether it does, and the address without or with it. */
export interface Toggle {
  readonly label: string
  readonly on: boolean
  readonly next: ListSearch
}

interface Narrowed {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}

/** Milliseconds between looks at what colleagues did. */
const again = 15_000

/** Records by where they stand. What narrows the board down stands in its address. */
export const BoardScreen = ({
  kind,
  search,
  onChange,
  filters,
  toggles,
}: Narrowed & {
  readonly kind: BoardOf
  readonly filters: ReactNode
  readonly toggles: readonly Toggle[]
}) => {
  const { title, contract, collection, settled } = kind
  const narrowing = narrowingOf(search)
  const { data: counts } = useQuery({
    ...countsQuery(collection, search.due, narrowing),
    placeholderData: keepPreviousData,
    refetchInterval: again,
  })
  return (
    <Page
      title={title}
      eyebrow={`Clause ${contract.clause}`}
      actions={
        <>
          <Link to="/$collection" params={{ collection }} search={search}>
            As a list
          </Link>
          <CreateButtons contract={contract} />
        </>
      }
    >
      <div className="filters">
        <div className="filters-more">
          <Find search={search} onChange={onChange} />
          <SeverityFilter search={search} onChange={onChange} />
          {filters}
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
          {[overdue(search), ...toggles].map(({ label, on, next }) => (
            <button
              key={label}
              type="button"
              aria-pressed={on}
              className="status-choice"
              onClick={() => onChange(next)}
            >
              {label}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="board">
        {contract.statuses
          .filter((status) => !settled.includes(status))
          .map((status) => (
            <Column
              key={status}
              kind={kind}
              status={status}
              search={search}
              count={counts === undefined ? undefined : (counts[status] ?? 0)}
            />
          ))}
      </div>
      <p className="soft small row">
        {settled.map((status) => (
          <Link
            key={status}
            to="/$collection"
            params={{ collection }}
            search={{ ...search, status }}
          >
            {statusInWords(status)}
            {counts === undefined ? '' : `: ${(counts[status] ?? 0).toLocaleString()}`}
          </Link>
        ))}
      </p>
    </Page>
  )
}

const overdue = (search: ListSearch): Toggle => ({
  label: 'Overdue',
  on: search.due === 'overdue',
  next: { ...search, due: search.due === 'overdue' ? undefined : 'overdue' },
})

const narrowingOf = ({ severity, facet }: ListSearch) => ({
  ...(severity === undefined ? {} : { severity: severity.split(',') }),
  ...(facet === undefined ? {} : { facet: facetsOf({ facet }) }),
})

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
  kind: { collection, Card, none },
  status,
  search,
  count,
}: {
  readonly kind: BoardOf
  readonly status: string
  readonly search: ListSearch
  readonly count: number | undefined
}) => {
  const query = useInfiniteQuery({
    ...listQuery(collection, {
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
        <p className="soft small">{none}</p>
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
