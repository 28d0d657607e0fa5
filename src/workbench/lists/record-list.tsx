import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { KindContract } from '../../kernel/command.ts'
import { listQuery } from '../api/records.ts'
import { useSignedIn } from '../api/session.ts'
import { NotFound } from '../app/not-found.tsx'
import { offered, useOrder } from '../forms/order.ts'
import { contractOf } from '../kinds/contracts.ts'
import { placeOf } from '../kinds/places.ts'
import { Failed } from '../parts/banner.tsx'
import { Empty, Page, Waiting } from '../parts/page.tsx'
import { Filters } from './filters.tsx'
import { filterOf, type ListSearch } from './list-filter.ts'
import { listViewOf } from './list-views.ts'
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
    ...(view.poll === undefined ? {} : { refetchInterval: view.poll }),
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
        <Empty>
          <p>{isNarrowed(search) ? 'Nothing matches these filters.' : place.empty}</p>
          {isNarrowed(search) ? (
            <Button variant="default" onClick={() => change({ status: 'all' })}>
              Show everything
            </Button>
          ) : null}
        </Empty>
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
              {items.length} shown
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
