import { Link } from '@tanstack/react-router'
import type { Severity } from '../../../kernel/severity.ts'
import { severities } from '../../../kernel/severity.ts'
import { useActorName } from '../../api/people.ts'
import { humanise, valueInWords } from '../../kinds/words.ts'
import { FileList } from '../../parts/files.tsx'
import { SeverityMark, StatusMark, ToneMark } from '../../parts/marks.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day, Moment } from '../../parts/time.tsx'
import { type OpenReviewView, openReviewView } from '../views/upkeep.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Signatures } from './signatures.tsx'

/** Names of others, and colleagues with whether they agree with the conclusions. */
const TookPart = ({ state }: { readonly state: OpenReviewView }) => {
  const nameOf = useActorName()
  return (
    <ul>
      {state.participants.map((name) => (
        <li key={name}>{name}</li>
      ))}
      {state.attendees.map((actor) => {
        const agreed = state.agreements.find(({ by }) => by === actor)
        return (
          <li key={actor}>
            {nameOf(actor)}{' '}
            {agreed === undefined ? (
              state.status === 'held' ? null : (
                <ToneMark tone="none">Has not agreed</ToneMark>
              )
            ) : (
              <>
                <ToneMark tone="good">Agrees</ToneMark> {agreed.comment}{' '}
                <span className="soft small">
                  <Moment at={agreed.at} />
                </span>
              </>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** What was known of the case at the moment of the review; of earlier reviews nothing was kept. */
const KnownThen = ({ issue }: { readonly issue: OpenReviewView['issues'][number] }) => {
  const { dueAt, stale, disposition, impact } = issue
  const rows = Object.entries(impact ?? {})
  return (
    <>
      {stale === true ? <ToneMark tone="bad">Stale</ToneMark> : null}
      {disposition == null ? null : (
        <p>
          {valueInWords('path', disposition.path)}
          {disposition.approved ? '' : ' (not approved)'}
        </p>
      )}
      {rows.length === 0 ? null : (
        <p className="small">
          {rows.map(([status, count]) => `${humanise(status)}: ${count}`).join(', ')}
        </p>
      )}
      {dueAt == null ? null : (
        <p className="small">
          Due <Day on={dueAt} />
        </p>
      )}
    </>
  )
}

/** As it was called then: the list may be long, and none of it need be asked for. */
const CaseThen = ({ issue }: { readonly issue: OpenReviewView['issues'][number] }) => (
  <Link to="/$collection/$id" params={{ collection: 'cases', id: issue.reference }}>
    {issue.reference} {issue.title}
  </Link>
)

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
            {
              name: 'Took part',
              value: <TookPart state={state} />,
            },
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
                  <th scope="col">Known then</th>
                  <th scope="col">Conclusion</th>
                </tr>
              </thead>
              <tbody>
                {state.issues.map((issue) => {
                  const concluded = state.conclusions.find((one) => one.case === issue.case)
                  return (
                    <tr key={issue.case}>
                      <td>
                        <CaseThen issue={issue} />
                      </td>
                      <td>
                        <SeverityMark severity={severityOf(issue.severity)} />
                      </td>
                      <td>
                        <StatusMark status={issue.status} />
                      </td>
                      <td>
                        <KnownThen issue={issue} />
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
          {state.document === null ? (
            <p className="soft">The server is writing them as a document.</p>
          ) : (
            <FileList
              files={[state.document, ...(state.signedCopy === null ? [] : [state.signedCopy])]}
            />
          )}
        </Section>
      )}
      <Signatures signatures={state.signatures} none="Nobody has signed yet." />
    </>
  ),
)
