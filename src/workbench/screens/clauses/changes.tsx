import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { changesQuery, type Scope } from '../../api/clauses.ts'
import { Failed } from '../../parts/banner.tsx'
import { GapMark, VerdictMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { RecordNamed } from '../../parts/record-named.tsx'
import { Moment } from '../../parts/time.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { FirstOf } from './first-of.tsx'
import { scopeOf } from './scope.tsx'
import { Step } from './step.tsx'

/** What is answered otherwise than when the review was kept the last time; the worse first. */
export const Changes = ({ asked }: { readonly asked: Scope }) => {
  const scope = scopeOf(asked)
  const { data, error, refetch } = useQuery(changesQuery(scope))
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (data === undefined) return null
  const { since, changes, unchanged } = data
  const keep = (
    <Step
      plain
      title="Keep the review as it is now"
      collection="clause-reviews"
      command="keep"
      preset={{
        ...(scope.product === undefined ? {} : { product: scope.product }),
        ...(scope.revision === undefined ? {} : { revision: scope.revision }),
      }}
    />
  )
  if (since === null)
    return (
      <Section title="Changed since the last review" aside={keep}>
        <p className="soft">
          No review is kept yet. Keep one, and this place says what changes from then on; each
          release that is signed keeps one, too.
        </p>
      </Section>
    )
  return (
    <Section title="Changed since the last review" aside={keep}>
      <p className="soft small">
        <RecordNamed collection="clause-reviews" id={since.humanId} />, <Moment at={since.at} />
        {since.reason === '' ? '' : `: ${since.reason}`}
        {` · ${unchanged} duties as they were`}
      </p>
      {changes.length === 0 ? (
        <p>Nothing has changed.</p>
      ) : (
        <FirstOf
          all={changes.toSorted((one, other) => order.indexOf(one.is) - order.indexOf(other.is))}
        >
          {({ id, title, severity, before, after, is, because }) => (
            <li key={id} className="gap">
              <span className="gap-severity">
                {is === 'worse' ? (
                  <GapMark severity={severity} />
                ) : (
                  <span className="soft">{words[is]}</span>
                )}
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
          )}
        </FirstOf>
      )}
    </Section>
  )
}

const order: readonly string[] = ['worse', 'other', 'evidence', 'better']
const words: Readonly<Record<string, string>> = {
  worse: 'Worse',
  other: 'Otherwise',
  evidence: 'Other evidence',
  better: 'Better',
}
