import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { isOpenGap, urgencyOf, worstOf } from '../../../review/contract.ts'
import { type ClausePage, clausePageQuery, type Scope } from '../../api/clauses.ts'
import { Failed } from '../../parts/banner.tsx'
import { GapMark, VerdictMark } from '../../parts/marks.tsx'
import { Page, Section, Waiting } from '../../parts/page.tsx'
import { Auditor } from './auditor.tsx'
import { CatalogueWords } from './catalogue-words.tsx'
import { DutyCard } from './duty-card.tsx'
import { PackButton } from './pack-button.tsx'
import { ScopeSelect, scopeOf } from './scope.tsx'
import './clauses.css'
import '../../records/record.css'
import '../../records/reading.css'

/** One clause as the catalogue has it, with what answers each duty beside it. */
export const ClauseScreen = () => {
  const { clause: id } = useParams({ from: '/inside/clauses/$clause' })
  const asked = useSearch({ from: '/inside/clauses/$clause' })
  const navigate = useNavigate()
  const scope = scopeOf(asked)
  const { data, error, refetch } = useQuery(clausePageQuery(id, scope))
  return (
    <Page
      key={id}
      title={data === undefined ? `Clause ${id}` : `${id} ${data.clause.title}`}
      eyebrow={
        <>
          <Link to="/clauses">Clauses</Link>
          {asked.product === undefined ? null : (
            <Link to="/clauses" search={asked}>
              All duties
            </Link>
          )}
        </>
      }
      below={data === undefined ? undefined : <p className="soft">{data.clause.duty}</p>}
      actions={
        <>
          <ScopeSelect
            asked={asked}
            onChange={(search) =>
              void navigate({
                to: '/clauses/$clause',
                params: { clause: id },
                search,
                replace: true,
              })
            }
          />
          {data === undefined ? null : (
            <PackButton key={JSON.stringify(scope)} clause={id} scope={scope} />
          )}
        </>
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={10} />
      ) : (
        <div className="clause-page">
          <div className="stack">
            <Standing page={data} />
            <DutyList page={data} asked={asked} />
            <Auditor page={data} />
          </div>
          <CatalogueWords page={data} asked={asked} />
        </div>
      )}
    </Page>
  )
}

/** Where the clause stands, and what to do next. */
const Standing = ({ page: { constraints } }: { readonly page: ClausePage }) => {
  const answers = constraints.map(({ answer }) => answer)
  const worst = worstOf(answers)
  const next = answers.filter(isOpenGap).sort((a, b) => urgencyOf(b) - urgencyOf(a))[0]
  const verdicts = ['absent', 'could-not-run', 'partial', 'met', 'not-applicable'] as const
  return (
    <Section
      title="Where it stands"
      aside={worst === null ? undefined : <GapMark severity={worst} />}
    >
      <ul className="row">
        {verdicts.map((verdict) => {
          const count = answers.filter((one) => one.verdict === verdict).length
          return count === 0 ? null : (
            <li key={verdict} className="row">
              <VerdictMark verdict={verdict} />
              <span className="numeric">{count}</span>
            </li>
          )
        })}
      </ul>
      <p>
        {next === undefined ? (
          'No gap is open.'
        ) : (
          <>
            Next: <a href={`#${next.id}`}>{next.title}</a>, the worst gap that is open.
          </>
        )}
      </p>
    </Section>
  )
}

/** The worst gap first and open; what is met stays folded until somebody asks. */
const DutyList = ({
  page: { constraints },
  asked,
}: {
  readonly page: ClausePage
  readonly asked: Scope
}) => {
  const sorted = constraints.toSorted((a, b) => urgencyOf(b.answer) - urgencyOf(a.answer))
  return (
    <section aria-label="Duties" className="duties">
      <h2>Duties, the worst gap first</h2>
      {sorted.map((one, index) => (
        <DutyCard
          key={`${asked.product ?? ''} ${one.answer.id}`}
          duty={one}
          about={scopeOf(asked)}
          first={index === 0 && isOpenGap(one.answer)}
        />
      ))}
    </section>
  )
}
