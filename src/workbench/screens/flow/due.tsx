import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type DueFilter, type DueLine, dueQuery } from '../../api/case-clocks.ts'
import { More } from '../../lists/more.tsx'
import { productsQuery } from '../../lists/products.tsx'
import { Failed } from '../../parts/banner.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { dayInWords, Moment } from '../../parts/time.tsx'
import '../../records/record.css'
import '../../lists/list.css'

/** Everything that is due over cases and reports, day by day, what is overdue first. */
export const DueScreen = () => {
  const filter: DueFilter = useSearch({ from: '/inside/due' })
  const query = useInfiniteQuery({
    ...dueQuery(filter),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchInterval: 60_000,
  })
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Page title="Due" eyebrow="Clauses 9.2 and 9.5">
      <Filters filter={filter} authorities={query.data?.pages[0]?.authorities ?? []} />
      {query.data === undefined ? (
        query.error === null ? (
          <Waiting lines={8} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : lines.length === 0 ? (
        <Empty>
          <p>Nothing is due that you may see, as the filters stand.</p>
        </Empty>
      ) : (
        <>
          {daysOf(lines, new Date().toISOString()).map(([day, items]) => (
            <Section key={day} title={day === overdue ? 'Overdue' : dayInWords(day)}>
              <ul className="checks">
                {items.map((line) => (
                  <li key={`${line.id} ${line.rule} ${line.dueAt}`}>
                    <Line line={line} late={day === overdue} />
                  </li>
                ))}
              </ul>
            </Section>
          ))}
          <p className="list-foot">
            <span className="soft small" aria-live="polite">
              {lines.length.toLocaleString()} {lines.length === 1 ? 'date' : 'dates'} shown
              {query.hasNextPage ? ', more follow' : ''}
            </span>
            {query.hasNextPage ? (
              <More
                loading={query.isFetchingNextPage}
                busy={query.isFetching}
                onSight={() => void query.fetchNextPage({ cancelRefetch: false })}
                onMore={() => void query.fetchNextPage()}
              />
            ) : null}
          </p>
        </>
      )}
    </Page>
  )
}

const overdue = 'overdue'

/** The lines are sorted by their moments, so what is overdue comes first by itself. */
const daysOf = (
  lines: readonly DueLine[],
  now: string,
): readonly (readonly [day: string, items: readonly DueLine[]])[] => {
  const days = new Map<string, DueLine[]>()
  for (const line of lines) {
    const day = line.dueAt < now ? overdue : line.dueAt.slice(0, 10)
    const items = days.get(day)
    if (items === undefined) days.set(day, [line])
    else items.push(line)
  }
  return [...days]
}

const Line = ({ line, late }: { readonly line: DueLine; readonly late: boolean }) => (
  <div className="stack-tight">
    <p>
      <Link to="/$collection/$id" params={{ collection: line.collection, id: line.humanId }}>
        {line.humanId}
      </Link>{' '}
      <strong>{line.what}</strong>
    </p>
    <p className="soft small">
      {line.title} ·{' '}
      <span className={late ? 'due due-late' : 'due'}>
        {late ? 'was due ' : 'due '}
        <Moment at={line.dueAt} />
      </span>
    </p>
  </div>
)

const Filters = ({
  filter,
  authorities,
}: {
  readonly filter: DueFilter
  readonly authorities: readonly { readonly id: string; readonly name: string }[]
}) => {
  const navigate = useNavigate()
  const { data: products = [] } = useQuery(productsQuery)
  const change = (next: DueFilter) =>
    void navigate({ to: '/due', search: { ...filter, ...next }, replace: true })
  const chosen = (value: string) => (value === '' ? undefined : value)
  return (
    <div className="filters">
      <fieldset className="status-filter">
        <legend className="visually-hidden">Whose</legend>
        {([undefined, 'yes'] as const).map((mine) => (
          <button
            key={mine ?? 'all'}
            type="button"
            aria-pressed={filter.mine === mine}
            className="status-choice"
            onClick={() => change({ mine })}
          >
            {mine === undefined ? 'Everybody’s' : 'Mine'}
          </button>
        ))}
      </fieldset>
      <div className="filters-more">
        <NativeSelect
          label="Product"
          value={filter.product ?? ''}
          onChange={({ currentTarget }) => change({ product: chosen(currentTarget.value) })}
          data={[
            { value: '', label: 'Every product' },
            ...products.map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
        <NativeSelect
          label="Authority"
          value={filter.authority ?? ''}
          onChange={({ currentTarget }) => change({ authority: chosen(currentTarget.value) })}
          data={[
            { value: '', label: 'All dates' },
            ...authorities.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
    </div>
  )
}
