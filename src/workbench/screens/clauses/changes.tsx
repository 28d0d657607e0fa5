import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Clause, changesQuery, type ReviewChanges, type Scope } from '../../api/clauses.ts'
import { Failed } from '../../parts/banner.tsx'
import { VerdictMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { RecordNamed } from '../../parts/record-named.tsx'
import { Moment } from '../../parts/time.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { countsInWords, documentsBehind, nextStep, way, worstFirst } from './change-words.ts'
import { scopeOf } from './scope.tsx'
import { ForOthers, Step } from './step.tsx'

type Change = ReviewChanges['changes'][number]

/** What is answered otherwise than when the review was kept the last time, clause by clause. */
export const Changes = ({
  asked,
  clauses,
}: {
  readonly asked: Scope
  readonly clauses: readonly Pick<Clause, 'id' | 'title'>[]
}) => {
  const scope = scopeOf(asked)
  const { data, error, refetch } = useQuery(changesQuery(scope))
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return null
  const { since, changes, unchanged } = data
  const keep = {
    title: 'Keep the review as it is now',
    collection: 'clause-reviews',
    command: 'keep',
    preset: {
      ...(scope.product === undefined ? {} : { product: scope.product }),
      ...(scope.revision === undefined ? {} : { revision: scope.revision }),
    },
  }
  return (
    <Section title="Changed since the last review" aside={<Step plain {...keep} />}>
      {since === null ? (
        <p className="soft">
          No review is kept yet. Keep one, and this place says what changes from then on; each
          release that is signed keeps one, too.
        </p>
      ) : (
        <>
          <p className="soft small">
            <RecordNamed collection="clause-reviews" id={since.humanId} />, <Moment at={since.at} />
            {since.reason === '' ? '' : `: ${since.reason}`}
          </p>
          <p>{countsInWords(changes, unchanged)}</p>
          <Behind changes={changes} />
          {clauses.map(({ id, title }) => (
            <OfClause
              key={id}
              title={`${id} ${title}`}
              changes={changes.filter((one) => one.id.startsWith(`${id}/`)).sort(worstFirst)}
              asked={asked}
            />
          ))}
        </>
      )}
      <ForOthers all={[keep]} />
    </Section>
  )
}

/** One revision often moves many duties: whoever looks there first has seen most of it. */
const Behind = ({ changes }: { readonly changes: readonly Change[] }) => {
  const documents = documentsBehind(changes)
  return documents.length === 0 ? null : (
    <>
      <h3>Documents behind it</h3>
      <ul className="told-list small" aria-label="Documents behind it">
        {documents.map(({ id, document, revision, duties }) => (
          <li key={id} className="change-document">
            {revision === null ? (
              <Link to="/$collection/$id" params={{ collection: 'documents', id }}>
                {document}
              </Link>
            ) : (
              <Link to="/documents/$id/compare" params={{ id }} search={{ from: revision }}>
                {document}
              </Link>
            )}
            <span className="soft">
              {`${duties === 1 ? '1 duty' : `${duties} duties`}${revision === null ? ', shown newly' : '; the link compares then and now'}`}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

const OfClause = ({
  title,
  changes,
  asked,
}: {
  readonly title: string
  readonly changes: readonly Change[]
  readonly asked: Scope
}) =>
  changes.length === 0 ? null : (
    <details className="change-clause" open={changes.some(({ is }) => is === 'worse')}>
      <summary>
        <strong>{title}</strong> <span className="soft small">{countsInWords(changes)}</span>
      </summary>
      <ul className="gaps">
        {changes.map((change) => (
          <Line key={change.id} change={change} asked={asked} />
        ))}
      </ul>
    </details>
  )

const Line = ({ change, asked }: { readonly change: Change; readonly asked: Scope }) => {
  const { id, title, severity, before, after, is, because } = change
  const next = nextStep(change)
  return (
    <li className="gap">
      <span className={`gap-severity change-${is}`}>
        {way[is]}
        {is === 'worse' || is === 'weaker' ? <span className="soft small">{severity}</span> : null}
      </span>
      <span className="gap-words">
        <Link
          to="/clauses/$clause"
          params={{ clause: id.split('/')[0] ?? '' }}
          search={asked}
          hash={id}
          className="duty-link"
          data-line
        >
          {title}
        </Link>
        {because.map((sentence) => (
          <span key={sentence} className="soft small">
            <WithRecords text={sentence} />
          </span>
        ))}
        {next === '' ? null : <span className="small">{next}</span>}
      </span>
      <span className="change-marks">
        {before.verdict === after.verdict ? null : (
          <>
            <VerdictMark verdict={before.verdict} />
            <span>
              <span aria-hidden="true">→</span>
              <span className="visually-hidden"> then, now: </span>
            </span>
          </>
        )}
        <VerdictMark verdict={after.verdict} />
      </span>
    </li>
  )
}
