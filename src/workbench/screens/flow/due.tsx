import { NativeSelect } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type DueFilter, type DueLine, dueAttentionQuery, dueQuery } from '../../api/case-clocks.ts'
import { useSignedIn } from '../../api/session.ts'
import { roleInWords, statusInWords } from '../../kinds/words.ts'
import { More } from '../../lists/more.tsx'
import { productsQuery } from '../../lists/products.tsx'
import { Banner, Failed } from '../../parts/banner.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { Due, localDay, timeWithinDay } from '../../parts/time.tsx'
import '../../records/record.css'
import '../../lists/list.css'
import './flow.css'

/** Everything that is due over cases and reports, day by day, what is overdue first. */
export const DueScreen = () => {
  const filter: DueFilter = useSearch({ from: '/inside/due' })
  const query = useInfiniteQuery({
    ...dueQuery(filter),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    refetchInterval: 60_000,
  })
  const now = Date.now()
  const lines = query.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <Page title="Due" eyebrow="Clauses 9.2 and 9.5">
      <Attention />
      <Filters filter={filter} authorities={query.data?.pages[0]?.authorities ?? []} />
      {query.data === undefined ? (
        query.error === null ? (
          <Waiting lines={8} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : lines.length === 0 ? (
        <Empty>
          <p>
            {filter.mine === undefined
              ? 'Nothing is due that you may see, as the filters stand.'
              : 'Nothing of yours is due: no report that you look after, no case of a product that you own, no document to correct and no gap to close.'}
          </p>
        </Empty>
      ) : (
        <>
          <div className="stack">
            {daysOf(lines, now).map(([day, items]) => (
              <Section key={day} title={titleOf(day, now)}>
                <ul className="lines">
                  {items.map((line) => (
                    <li key={`${line.id} ${line.rule} ${line.dueAt}`}>
                      <Line line={line} late={day === overdue} />
                    </li>
                  ))}
                </ul>
              </Section>
            ))}
          </div>
          <p className="list-foot">
            <span className="soft small" aria-live="polite">
              {lines.length.toLocaleString()} {lines.length === 1 ? 'date' : 'dates'} shown
              {query.hasNextPage ? ', more follow' : ''}
            </span>
            <More pages={query} />
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
  now: number,
): readonly (readonly [day: string, items: readonly DueLine[]])[] => {
  const days = new Map<string, DueLine[]>()
  for (const line of lines) {
    const at = Date.parse(line.dueAt)
    const day = at < now ? overdue : localDay(at)
    const items = days.get(day)
    if (items === undefined) days.set(day, [line])
    else items.push(line)
  }
  return [...days]
}

const titleOf = (day: string, now: number): string =>
  day === overdue
    ? 'Overdue'
    : day === localDay(now)
      ? 'Today'
      : day === localDay(now + 86_400_000)
        ? 'Tomorrow'
        : weekday.format(new Date(`${day}T00:00:00Z`))

const weekday = new Intl.DateTimeFormat(undefined, {
  ...{ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  timeZone: 'UTC',
})

const Line = ({ line, late }: { readonly line: DueLine; readonly late: boolean }) => (
  <div className="due-line">
    <p className="due-what">
      <strong>{line.what}</strong>
      {line.source === null ? null : <span className="soft small">{line.source}</span>}
    </p>
    <p className="due-record">
      <Link
        to="/$collection/$id"
        params={{ collection: line.collection, id: line.humanId }}
        className="line-link"
        data-line
      >
        {line.title}
      </Link>
      <span className="line-id">
        {line.humanId} · {statusInWords(line.status)}
      </span>
    </p>
    <p className="due-when">
      {late ? (
        <Due on={line.dueAt} />
      ) : timeWithinDay(line.dueAt) === '' ? (
        <span className="soft">by the end of the day</span>
      ) : (
        <>by {timeWithinDay(line.dueAt)}</>
      )}
    </p>
  </div>
)

/** Dates of cases that nobody heard of, before any of them is listed; mostly nothing. */
const Attention = () => {
  const { data } = useQuery({ ...dueAttentionQuery, refetchInterval: 60_000 })
  const session = useSignedIn()
  if (data === undefined) return null
  const { unheard, rolesWithoutAddress } = data
  const roles = rolesWithoutAddress.map(roleInWords).join(' or ')
  if (unheard === 0 && (roles === '' || !session.roles.includes('administrator'))) return null
  return (
    <Banner
      tone={unheard === 0 ? 'warn' : 'bad'}
      title={
        unheard === 0
          ? 'Reminders of cases would reach nobody'
          : unheard === 1
            ? 'A reminder of one case reached nobody'
            : `Reminders of ${unheard.toLocaleString()} cases reached nobody`
      }
    >
      <p>
        {roles === '' ? '' : `Give an account of role ${roles} a mail address. `}
        <Link to="/$collection" params={{ collection: 'people' }}>
          People
        </Link>
        {unheard === 0 ? null : (
          <>
            {' · '}
            <Link
              to="/$collection"
              params={{ collection: 'cases' }}
              search={{ status: 'all', facet: 'reminder:unheard' }}
            >
              Show these cases
            </Link>
          </>
        )}
      </p>
    </Banner>
  )
}

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
