import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { catalogueQuery } from '../../api/catalogue.ts'
import { statusInWords } from '../../kinds/words.ts'
import { VerdictMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { RecordNamed } from '../../parts/record-named.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { type ClauseReviewView, clauseReviewView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import './clause-review.css'

type Answer = ClauseReviewView['answers'][number]
interface Asked {
  readonly product: string
  readonly revision?: string
}

/** A kept clause review: each duty as it was answered then, by its four questions. */
export const ClauseReviewPanel = withState(
  clauseReviewView,
  ({ state }: PanelProps<ClauseReviewView>) => {
    const { data } = useQuery(catalogueQuery)
    const { product, revision, answers } = state
    // The same scope today: in addresses, all products together are one, too.
    const asked = {
      product: product ?? 'all',
      ...(revision === null ? {} : { revision }),
    }
    return (
      <>
        <Section title="What was reviewed">
          <Facts
            facts={[
              { name: 'Scope', value: state.title },
              {
                name: 'Product',
                value:
                  product === null ? '' : <RecordLink collection="products" id={product} brief />,
              },
              {
                name: 'Release',
                value:
                  state.release === null ? (
                    ''
                  ) : (
                    <RecordLink collection="releases" id={state.release} brief />
                  ),
              },
              { name: 'Reason', value: <WithRecords text={state.reason} /> },
              { name: 'Answers', value: inCounts(answers) },
              {
                name: 'Catalogue, SHA-256',
                value: <span className="mono small">{state.catalogue}</span>,
              },
            ]}
          />
          <p className="row">
            <Link to="/clauses" search={asked}>
              What the review answers today, and what changed
            </Link>
            <Link to="/clauses">Every product at a glance</Link>
          </p>
        </Section>
        {[...new Set(answers.map(({ id }) => clauseOf(id)))].map((clause) => {
          const known = data?.clauses.find(({ id }) => id === clause)
          return (
            <OfClause
              key={clause}
              title={`${clause} ${known?.title ?? ''}`.trim()}
              titles={new Map(known?.constraints.map(({ id, title }) => [id, title]))}
              answers={answers.filter(({ id }) => clauseOf(id) === clause)}
              asked={asked}
            />
          )
        })}
      </>
    )
  },
)

const clauseOf = (id: string): string => id.split('/')[0] ?? ''

const verdicts = ['absent', 'could-not-run', 'partial', 'met', 'not-applicable']

/** `1 absent, 27 partial, 21 met`. */
const inCounts = (answers: readonly Answer[]): string =>
  verdicts
    .flatMap((verdict) => {
      const count = answers.filter((one) => one.verdict === verdict).length
      return count === 0 ? [] : [`${count} ${statusInWords(verdict).toLowerCase()}`]
    })
    .join(', ')

const columns = ['Duty', 'Together', 'There', 'Says it', 'In force', 'Ran'] as const

const OfClause = ({
  title,
  titles,
  answers,
  asked,
}: {
  readonly title: string
  readonly titles: ReadonlyMap<string, string>
  readonly answers: readonly Answer[]
  readonly asked: Asked
}) => (
  <Section title={title} aside={<span className="soft small">{inCounts(answers)}</span>}>
    <table className="kept-review">
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {answers.map(({ id, verdict, legs, word, accepted }) => (
          <tr key={id}>
            <th scope="row">
              <Link
                to="/clauses/$clause"
                params={{ clause: clauseOf(id) }}
                search={asked}
                hash={id}
              >
                {titles.get(id) ?? id}
              </Link>
              {word === '' ? null : (
                <span className="soft small">
                  by decision in <RecordNamed collection="findings" id={word} />
                </span>
              )}
              {accepted === '' ? null : (
                <span className="soft small">
                  gap accepted in <RecordNamed collection="findings" id={accepted} />
                </span>
              )}
            </th>
            {[verdict, legs.exists, legs.says, legs.inForce, legs.record].map((one, index) => (
              <td key={columns[index + 1]} data-label={columns[index + 1]}>
                <VerdictMark verdict={one} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </Section>
)
