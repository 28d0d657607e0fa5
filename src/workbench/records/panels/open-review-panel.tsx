import type { Severity } from '../../../kernel/severity.ts'
import { severities } from '../../../kernel/severity.ts'
import { valueInWords } from '../../kinds/words.ts'
import { SeverityMark, StatusMark, ToneMark } from '../../parts/marks.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { type OpenReviewView, openReviewView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Signatures } from './signatures.tsx'

const severityOf = (word: string | null): Severity | undefined =>
  severities.find((one) => one === word)

export const OpenReviewPanel = withState(
  openReviewView,
  ({ state }: PanelProps<OpenReviewView>) => (
    <>
      <Section title="Review">
        <Facts
          facts={[
            { name: 'Held', value: <Moment at={state.heldAt} /> },
            { name: 'Took part', value: state.participants.join(', ') },
            {
              name: 'Release',
              value:
                state.release === null ? (
                  ''
                ) : (
                  <RecordLink collection="releases" id={state.release} />
                ),
            },
            {
              name: 'Product',
              value:
                state.product === null ? (
                  ''
                ) : (
                  <RecordLink collection="products" id={state.product} />
                ),
            },
          ]}
        />
      </Section>
      <Section title="Open cases, frozen at that moment">
        {state.issues.length === 0 ? (
          <Empty>
            <p>No case was open. Conclude with minutes that say so.</p>
          </Empty>
        ) : (
          <div className="table-scroll">
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">Case</th>
                  <th scope="col">Severity</th>
                  <th scope="col">Status then</th>
                  <th scope="col">Conclusion</th>
                </tr>
              </thead>
              <tbody>
                {state.issues.map((issue) => {
                  const concluded = state.conclusions.find((one) => one.case === issue.case)
                  return (
                    <tr key={issue.case}>
                      <td>
                        <RecordLink collection="cases" id={issue.case} />
                      </td>
                      <td>
                        <SeverityMark severity={severityOf(issue.severity)} />
                      </td>
                      <td>
                        <StatusMark status={issue.status} />
                      </td>
                      <td>
                        {concluded === undefined ? (
                          <ToneMark tone="none">Not concluded</ToneMark>
                        ) : (
                          <>
                            <strong>{valueInWords('conclusion', concluded.conclusion)}</strong>
                            <br />
                            {concluded.reason}
                          </>
                        )}
                      </td>
                    </tr>
                  )
                })}
              </tbody>
            </table>
          </div>
        )}
      </Section>
      {state.minutes === '' ? null : (
        <Section title="Minutes">
          <p className="prose verbatim">{state.minutes}</p>
        </Section>
      )}
      <Signatures signatures={state.signatures} none="Nobody has signed yet." />
    </>
  ),
)
