import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { type Clause, type Constraint, clausesQuery } from '../api/clauses.ts'
import { shortListQuery } from '../api/records.ts'
import { humanise } from '../kinds/words.ts'
import { Failed } from '../parts/banner.tsx'
import { VerdictMark } from '../parts/marks.tsx'
import { Empty, Page, Section, Waiting } from '../parts/page.tsx'
import '../records/record.css'
import { Evidence, PersonsWord } from './clause-evidence.tsx'
import './clauses.css'
import '../records/reading.css'

/** For each duty of the five clauses: what the documents say, and what the records say. */
export const Clauses = () => {
  const { product } = useSearch({ from: '/inside/clauses' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(clausesQuery(product))
  const { data: products } = useQuery(
    shortListQuery('products', { sort: 'title', order: 'asc', limit: 100 }),
  )
  return (
    <Page
      title="Clauses"
      below={
        <p className="soft">
          What IEC 81001-5-1 asks, in our words. Documents and records answer each on its own; only
          both together make it met. What a person{' '}
          <Link to="/$collection" params={{ collection: 'findings' }}>
            decided otherwise
          </Link>{' '}
          is marked.
        </p>
      }
      actions={
        <NativeSelect
          aria-label="Product"
          value={product ?? ''}
          onChange={({ currentTarget }) =>
            void navigate({
              to: '/clauses',
              search: { product: currentTarget.value || undefined },
              replace: true,
            })
          }
          data={[
            { value: '', label: 'All products' },
            ...(products ?? []).map(({ id, title }) => ({ value: id, label: title })),
          ]}
        />
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={10} />
      ) : data.length === 0 ? (
        <Empty>
          <p>The catalogue of clauses is empty. Build the server again: npm run build.</p>
        </Empty>
      ) : (
        <div className="stack">
          <Overview clauses={data} />
          {data.map((clause) => (
            <ClauseTable key={clause.id} clause={clause} />
          ))}
        </div>
      )}
    </Page>
  )
}

const countOf = ({ constraints }: Clause, verdict: string): number =>
  constraints.filter((one) => one.verdict === verdict).length

/** One square for each duty: where the gaps are, before anything is read. */
const Overview = ({ clauses }: { readonly clauses: readonly Clause[] }) => (
  <Section title="At a glance">
    <ul className="heat">
      {clauses.map((clause) => (
        <li key={clause.id}>
          <a href={`#clause-${clause.id}`}>
            <strong>{clause.id}</strong> {clause.title}
          </a>
          <span className="heat-squares" aria-hidden="true">
            {clause.constraints.map(({ id, verdict }) => (
              <span key={id} className={`heat-square heat-${verdict}`} title={id} />
            ))}
          </span>
          <span className="soft small numeric">
            {`${countOf(clause, 'met')} of ${clause.constraints.length} met`}
          </span>
        </li>
      ))}
    </ul>
  </Section>
)

const ClauseTable = ({ clause }: { readonly clause: Clause }) => (
  <section className="section" id={`clause-${clause.id}`} aria-label={`Clause ${clause.id}`}>
    <div className="section-head">
      <h2>
        {clause.id} {clause.title}
      </h2>
    </div>
    <div className="table-scroll">
      <table className="clause-table">
        <thead>
          <tr>
            <th scope="col">Duty</th>
            {answers.map((answer) => (
              <th key={answer} scope="col">
                {answer}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {clause.constraints.map((constraint) => (
            <ConstraintRow key={constraint.id} constraint={constraint} />
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

const answers = ['Documents', 'Records', 'Together'] as const

const ConstraintRow = ({ constraint }: { readonly constraint: Constraint }) => {
  const { id, duty, severity, documents, records, verdict } = constraint
  const { hash } = useLocation()
  const asked = hash === id
  const [open, setOpen] = useState(asked)
  const place = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (asked) place.current?.scrollIntoView({ block: 'center' })
  }, [asked])
  return (
    <>
      <tr ref={place} id={id}>
        <th scope="row">
          <button
            type="button"
            className="clause-duty"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {duty}
          </button>
          <span className="soft small">
            <span className="mono">{id}</span>
            {severity === null || severity === undefined
              ? ''
              : ` · if absent: ${humanise(severity).toLowerCase()} gap`}
          </span>
        </th>
        {[documents.verdict, records.verdict, verdict].map((one, index) => (
          <td key={answers[index]} data-label={answers[index]} className={`heat-cell heat-${one}`}>
            <VerdictMark verdict={one} />
            {index === answers.length - 1 ? <Decided constraint={constraint} /> : null}
          </td>
        ))}
      </tr>
      {open ? (
        <tr>
          <td colSpan={4} className="clause-evidence">
            <Evidence constraint={constraint} />
            <PersonsWord constraint={constraint} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

/** A verdict that a person gave, or a gap that one accepted, never looks like a found one. */
const Decided = ({ constraint: { overruled, accepted } }: { readonly constraint: Constraint }) =>
  overruled !== undefined ? (
    <span className="small soft clause-decided">by decision</span>
  ) : accepted !== undefined ? (
    <span className="small soft clause-decided">gap accepted</span>
  ) : null
