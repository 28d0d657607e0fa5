import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isGap, urgencyOf } from '../../../review/contract.ts'
import { type Clause, type Constraint, clausesQuery, type Scope } from '../../api/clauses.ts'
import { Failed } from '../../parts/banner.tsx'
import { GapMark, VerdictMark } from '../../parts/marks.tsx'
import { Section, Waiting } from '../../parts/page.tsx'
import { Changes } from './changes.tsx'
import { FirstOf } from './first-of.tsx'
import { NotCovered } from './not-covered.tsx'
import { countInWords } from './overview.tsx'
import { questions, unanswered } from './questions.ts'

/** One product, or all together: its gaps, the worst first, then every duty by clause. */
export const Duties = ({ asked, scope }: { readonly asked: Scope; readonly scope: Scope }) => {
  const { data, error, refetch } = useQuery(clausesQuery(scope))
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <Waiting lines={10} />
  return (
    <div className="stack">
      <Gaps clauses={data} asked={asked} />
      <Changes asked={asked} clauses={data} />
      {data.map((clause) => (
        <ClauseTable key={clause.id} clause={clause} asked={asked} />
      ))}
      <NotCovered product={scope.product} />
    </div>
  )
}

const Gaps = ({
  clauses,
  asked,
}: {
  readonly clauses: readonly Clause[]
  readonly asked: Scope
}) => {
  const gaps = clauses
    .flatMap(({ constraints }) => constraints.filter(isGap))
    .sort((one, other) => urgencyOf(other) - urgencyOf(one))
  const open = gaps.filter(({ accepted }) => accepted === undefined)
  return (
    <Section
      title="Gaps, the worst first"
      aside={
        <span className="soft small">
          {countInWords(open.length, 'open gap')}
          {gaps.length === open.length ? '' : `, ${gaps.length - open.length} accepted`}
        </span>
      }
    >
      {gaps.length === 0 ? (
        <p>There is no gap.</p>
      ) : (
        <FirstOf all={gaps}>
          {(gap) => (
            <li key={gap.id} className="gap">
              <span className="gap-severity">
                <GapMark severity={gap.severity} />
              </span>
              <span className="gap-words">
                <DutyLink constraint={gap} asked={asked}>
                  {gap.title}
                </DutyLink>
                <span className="soft small">{unanswered(gap)?.detail}</span>
              </span>
              <span>
                <VerdictMark verdict={gap.verdict} />
                <Decided constraint={gap} />
              </span>
            </li>
          )}
        </FirstOf>
      )}
    </Section>
  )
}

const DutyLink = ({
  constraint: { id },
  asked,
  children,
}: {
  readonly constraint: Constraint
  readonly asked: Scope
  readonly children: string
}) => (
  <Link
    to="/clauses/$clause"
    params={{ clause: id.split('/')[0] ?? '' }}
    search={{ product: asked.product, revision: asked.revision }}
    hash={id}
    className="duty-link"
    data-line
  >
    {children}
  </Link>
)

const ClauseTable = ({ clause, asked }: { readonly clause: Clause; readonly asked: Scope }) => (
  <section className="section" id={`clause-${clause.id}`} aria-label={`Clause ${clause.id}`}>
    <div className="section-head">
      <h2>
        <Link to="/clauses/$clause" params={{ clause: clause.id }} search={asked}>
          {clause.id} {clause.title}
        </Link>
      </h2>
      <span className="soft small numeric">
        {`${clause.constraints.filter(({ verdict }) => verdict === 'met').length} of ${clause.constraints.length} met`}
      </span>
    </div>
    <div className="table-scroll">
      <table className="clause-table">
        <thead>
          <tr>
            <th scope="col">Duty</th>
            {questions.map(({ leg, short }) => (
              <th key={leg} scope="col">
                {short}
              </th>
            ))}
            <th scope="col">Together</th>
          </tr>
        </thead>
        <tbody>
          {clause.constraints.map((constraint) => (
            <tr key={constraint.id}>
              <th scope="row">
                <DutyLink constraint={constraint} asked={asked}>
                  {constraint.title}
                </DutyLink>
                <span className="soft small mono">{constraint.id}</span>
              </th>
              {questions.map(({ leg, short }) => (
                <td
                  key={leg}
                  data-label={short}
                  className={`heat-cell heat-${constraint.legs[leg].verdict}`}
                >
                  <VerdictMark verdict={constraint.legs[leg].verdict} />
                </td>
              ))}
              <td data-label="Together" className={`heat-cell heat-${constraint.verdict}`}>
                <VerdictMark verdict={constraint.verdict} />
                <Decided constraint={constraint} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

/** A verdict that a person gave, or a gap that one accepted, never looks like a found one. */
export const Decided = ({
  constraint: { overruled, accepted, confirmed },
}: {
  readonly constraint: Constraint
}) =>
  overruled !== undefined ? (
    <span className="small soft clause-decided">by decision</span>
  ) : accepted !== undefined ? (
    <span className="small soft clause-decided">gap accepted</span>
  ) : confirmed !== undefined ? (
    <span className="small soft clause-decided">confirmed</span>
  ) : null
