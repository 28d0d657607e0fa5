import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ClauseMap, clauseMapQuery } from '../../api/clauses.ts'
import { Failed } from '../../parts/banner.tsx'
import { GapMark, VerdictMark } from '../../parts/marks.tsx'
import { Empty, Section, Waiting } from '../../parts/page.tsx'
import { FirstOf } from './first-of.tsx'
import { HeatMap } from './heat-map.tsx'
import { NotCovered } from './not-covered.tsx'
import { together } from './scope.tsx'

/** What is wrong first, then where: every product by clause. */
export const Overview = () => {
  const { data, error, refetch } = useQuery(clauseMapQuery)
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={10} />
  return (
    <div className="stack">
      {data.rows.length === 0 ? <NoProduct /> : <WorstGaps map={data} />}
      <Section title="Products by clause">
        <HeatMap map={data} />
        {data.leftOut === 0 ? null : (
          <p className="soft small">
            {`${data.leftOut.toLocaleString()} more products are not shown. Choose one above.`}
          </p>
        )}
      </Section>
      <NotCovered />
    </div>
  )
}

const NoProduct = () => (
  <Empty>
    <p>
      No product is registered, so the review answers for the house as a whole.{' '}
      <Link to="/$collection" params={{ collection: 'products' }}>
        Register the first product
      </Link>
      .
    </p>
  </Empty>
)

/** A gap of several products is one line: closing it once may close it for all. */
const WorstGaps = ({ map: { gaps, rows } }: { readonly map: ClauseMap }) => {
  const names = new Map(rows.map(({ product }) => [product?.id, product?.name ?? '']))
  if (gaps.length === 0)
    return (
      <Section title="Worst gaps">
        <p>No gap is open. What was accepted, or does not apply, stands with its reason.</p>
      </Section>
    )
  return (
    <Section
      title="Worst gaps"
      aside={<span className="soft small">{countInWords(gaps.length, 'open gap')}</span>}
    >
      <FirstOf all={gaps}>
        {({ constraint, title, severity, verdict, products }) => (
          <li key={constraint} className="gap">
            <span className="gap-severity">
              <GapMark severity={severity} />
            </span>
            <span className="gap-words">
              <Link
                to="/clauses/$clause"
                params={{ clause: constraint.split('/')[0] ?? '' }}
                search={{ product: products.length === 1 ? products[0] : together }}
                hash={constraint}
                className="line-link"
                data-line
              >
                {title}
              </Link>
              <span className="soft small">
                <span className="mono">{constraint}</span>
                {` · ${inProducts(products, names, rows.length)}`}
              </span>
            </span>
            <VerdictMark verdict={verdict} />
          </li>
        )}
      </FirstOf>
    </Section>
  )
}

const named = 2

const inProducts = (
  ids: readonly string[],
  names: ReadonlyMap<string | undefined, string>,
  all: number,
): string => {
  if (ids.length === all && all > 1)
    return all === 2 ? 'in both products' : `in all ${all.toLocaleString()} products`
  const first = ids.slice(0, named).map((id) => names.get(id) ?? '')
  const more = ids.length - first.length
  return more === 0
    ? `in ${first.join(' and ')}`
    : `in ${first.join(', ')} and ${more.toLocaleString()} more`
}

/** `1 open gap`, `3 open gaps`. */
export const countInWords = (count: number, one: string): string =>
  `${count.toLocaleString()} ${one}${count === 1 ? '' : 's'}`
