import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { catalogueQuery, type OwnDuty, ownDutiesQuery } from '../../api/catalogue.ts'
import { useActorName } from '../../api/people.ts'
import { Failed } from '../../parts/banner.tsx'
import { VerdictMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { RecordNamed } from '../../parts/record-named.tsx'
import { Moment } from '../../parts/time.tsx'
import { Steps } from './step.tsx'

/**
 * What the review says nothing of: clauses that the catalogue has by number and title only, and what
 * the maker added to them, which only people judge.
 */
export const NotCovered = ({ product }: { readonly product?: string | undefined }) => {
  const { data: catalogue, error, refetch } = useQuery(catalogueQuery)
  const { data: own = [] } = useQuery(ownDutiesQuery(product))
  // A file of the maker's own that is wrong says so here: file and key are in the message.
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />
  if (catalogue === undefined) return null
  const { clauses } = catalogue.neighbours
  const without = clauses.filter(({ id }) => !own.some(({ clause }) => clause === id))
  return (
    <Section
      title="Clauses that are not covered"
      id="not-covered"
      aside={<span className="soft small">{`${clauses.length} by number and title`}</span>}
    >
      <p className="soft">
        No duty is asserted for these clauses, and the review says nothing of them: not met, not
        missing. Whoever holds the standard can write its duties, in your own words, into
        catalogue/duties.yaml in the data folder of the server; they stand here at once, and you
        judge them. How the file is written: “Map the clauses”, in the how-to pages that come with
        the server, and in the file itself.
      </p>
      {own.length === 0 ? null : (
        <>
          <h3>Duties of your own</h3>
          <ul className="told-list" aria-label="Duties of your own">
            {own.map((duty) => (
              <Own
                key={duty.id}
                duty={duty}
                product={product}
                title={clauses.find(({ id }) => id === duty.clause)?.title ?? ''}
              />
            ))}
          </ul>
        </>
      )}
      <details className="change-clause">
        <summary>
          {own.length === 0 ? `Show all ${without.length}` : `${without.length} without a duty`}
        </summary>
        <ul className="not-covered" aria-label="Clauses that are not covered">
          {without.map(({ id, title, coveredBy }) => (
            <li key={id}>
              <span className="mono small soft">{id}</span> {title}
              {coveredBy === undefined ? null : (
                <>
                  {' '}
                  <Link
                    to="/clauses/$clause"
                    params={{ clause: coveredBy }}
                    search={product === undefined ? {} : { product }}
                    className="small"
                  >
                    taken in by {coveredBy}
                  </Link>
                </>
              )}
            </li>
          ))}
        </ul>
      </details>
    </Section>
  )
}

const Own = ({
  duty: { id, clause, title, duty, word },
  title: clauseTitle,
  product,
}: {
  readonly duty: OwnDuty
  readonly title: string
  readonly product: string | undefined
}) => {
  const nameOf = useActorName()
  return (
    <li className="withheld" id={id}>
      <span className="row">
        <strong>{title}</strong>
        <span className="soft small mono">{id}</span>
        {word === null || !word.holds ? (
          <span className="soft">A person must judge it</span>
        ) : (
          <VerdictMark verdict={word.verdict} />
        )}
      </span>
      <span className="soft small">{`${clause} ${clauseTitle}`}</span>
      <span>{duty}</span>
      {word === null ? null : (
        <span className="small">
          {word.holds ? '' : 'The duty read otherwise when it was judged last: '}
          {nameOf(word.by)}, <Moment at={word.at} />, in{' '}
          <RecordNamed collection="findings" id={word.humanId} />: {word.reason}
        </span>
      )}
      <Steps
        all={[
          {
            title: word === null ? 'Judge it' : 'Judge it anew',
            collection: 'findings',
            command: 'judge-duty',
            preset: { constraint: id, ...(product === undefined ? {} : { product }) },
          },
        ]}
      />
    </li>
  )
}
