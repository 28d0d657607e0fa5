import { Link } from '@tanstack/react-router'
import { VerdictMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { type ClauseReviewView, clauseReviewView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'

/** A kept clause review: each duty as it was answered then, by its four questions. */
export const ClauseReviewPanel = withState(
  clauseReviewView,
  ({ state }: PanelProps<ClauseReviewView>) => (
    <>
      <Section title="What was reviewed">
        <Facts
          facts={[
            { name: 'Scope', value: state.title },
            {
              name: 'Product',
              value:
                state.product === null ? (
                  ''
                ) : (
                  <RecordLink collection="products" id={state.product} brief />
                ),
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
            {
              name: 'Catalogue, SHA-256',
              value: <span className="mono small">{state.catalogue}</span>,
            },
          ]}
        />
        <p>
          <Link to="/clauses" search={state.product === null ? {} : { product: state.product }}>
            What the review answers today
          </Link>
        </p>
      </Section>
      <Section title="What it answered">
        <div className="table-scroll">
          <table className="table table-cards">
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
              {state.answers.map(({ id, verdict, legs, word, accepted }) => (
                <tr key={id}>
                  <th scope="row">
                    <span className="mono">{id}</span>
                    {word === '' ? null : <span className="soft small">by decision: {word}</span>}
                    {accepted === '' ? null : (
                      <span className="soft small">gap accepted: {accepted}</span>
                    )}
                  </th>
                  {[legs.exists, legs.says, legs.inForce, legs.record, verdict].map(
                    (one, index) => (
                      <td key={columns[index + 1]} data-label={columns[index + 1]}>
                        <VerdictMark verdict={one} />
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
    </>
  ),
)

const columns = ['Duty', 'Document', 'Says it', 'In force', 'Record', 'Verdict'] as const
