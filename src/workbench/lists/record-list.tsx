import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { KindContract } from '../../kernel/command.ts'
import { countsQuery, listQuery } from '../api/records.ts'
import { useSignedIn } from '../api/session.ts'
import { NotFound } from '../app/not-found.tsx'
import { offered, useOrder } from '../forms/order.ts'
import { contractOf } from '../kinds/contracts.ts'
import { placeOf } from '../kinds/places.ts'
import { Failed } from '../parts/banner.tsx'
import { Empty, Page, Waiting } from '../parts/page.tsx'
import { Filters } from './filters.tsx'
import { filterOf, type ListSearch } from './list-filter.ts'
import { type ListView, listViewOf } from './list-views.ts'
import { RecordRows } from './record-rows.tsx'

/** The list of a collection: filters, lines, and the way to the next page. */
export const RecordList = () => {
  const { collection } = useParams({ from: '/inside/$collection' })
  const contract = contractOf(collection)
  return contract === undefined ? <NotFound /> : <ListOf key={collection} contract={contract} />
}

const ListOf = ({ contract }: { readonly contract: KindContract }) => {
  const { collection } = contract
  const search = useSearch({ from: '/inside/$collection' })
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
      actions={<CreateButtons contract={contract} />}
    >
      <Filters contract={contract} view={view} search={search} onChange={change} />
      {query.error !== null && query.data === undefined ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <Waiting lines={8} />
      ) : items.length === 0 ? (
        <Nothing contract={contract} search={search} onShowAll={() => change({ status: 'all' })} />
      ) : (
        <>
          <RecordRows
            items={items}
            columns={view.columns}
            label={place.title}
            dueTitle={view.dueTitle}
          />
          <p className="list-foot">
            <span className="soft small" aria-live="polite">
              <Shown contract={contract} view={view} search={search} count={items.length} />
            </span>
            {query.hasNextPage ? (
              <Button
                variant="default"
                loading={query.isFetchingNextPage}
                onClick={() => void query.fetchNextPage()}
              >
                Show more
              </Button>
            ) : null}
          </p>
        </>
      )}
    </Page>
  )
}

/** Why there is no line: the filters, nothing left to do, or nothing yet at all. */
const Nothing = ({
  contract,
  search,
  onShowAll,
}: {
  readonly contract: KindContract
  readonly search: ListSearch
  readonly onShowAll: () => void
}) => {
  const { data: counts = {} } = useQuery(countsQuery(contract.collection))
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const words = isNarrowed(search)
    ? 'Nothing matches these filters.'
    : all === 0
      ? placeOf(contract.collection).empty
      : `Nothing to do: ${number.format(all)} ${all === 1 ? 'is' : 'are'} settled.`
  return (
    <Empty>
      <p>{words}</p>
      {isNarrowed(search) || all > 0 ? (
        <Button variant="default" onClick={onShowAll}>
          Show everything
        </Button>
      ) : null}
    </Empty>
  )
}

/** How many lines there are, and of how many where the server counts them anyway. */
const Shown = ({
  contract,
  view,
  search,
  count,
}: {
  readonly contract: KindContract
  readonly view: ListView
  readonly search: ListSearch
  readonly count: number
}) => {
  const { data: counts } = useQuery(countsQuery(contract.collection))
  const { status = [], severity, search: words, facet } = filterOf(contract, view, search)
  const counted = severity === undefined && words === undefined && facet === undefined
  const total =
    counts === undefined || !counted
      ? count
      : (status.length === 0 ? contract.statuses : status).reduce(
          (sum, one) => sum + (counts[one] ?? 0),
          0,
        )
  return total <= count
    ? `${number.format(count)} shown`
    : `${number.format(count)} of ${number.format(total)} shown`
}

const number = new Intl.NumberFormat()

const isNarrowed = ({ status, severity, search, facet }: ListSearch): boolean =>
  [status, severity, search, facet].some((one) => one !== undefined && one !== 'all')

const CreateButtons = ({ contract }: { readonly contract: KindContract }) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  return offered(contract, session, true).map(({ name, title }) => (
    <Button
      key={name}
      onClick={() =>
        order({
          collection: contract.collection,
          command: name,
          onDone: ({ humanId }) =>
            void navigate({
              to: '/$collection/$id',
              params: { collection: contract.collection, id: humanId },
            }),
        })
      }
    >
      {title}
    </Button>
  ))
}
