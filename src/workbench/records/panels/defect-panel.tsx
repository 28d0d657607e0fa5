import { useActorName } from '../../api/people.ts'
import { humanise, valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { SeverityMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { PassageLink } from '../../parts/passage-link.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day, Due, Moment } from '../../parts/time.tsx'
import { DoneBy } from '../done-by.tsx'
import { useVersion } from '../use-version.ts'
import { type DefectView, defectView } from '../views/documents.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import '../reading.css'

type Props = PanelProps<DefectView>

export const DefectPanel = withState(defectView, ({ state }: Props) => {
  const nameOf = useActorName()
  const lastBack = state.sentBack.at(-1)
  const corrector = state.correction === null ? undefined : nameOf(state.correction.by)
  return (
    <>
      <div className="answers">
        <div className="answer">
          <h2 className="answer-name">How bad</h2>
          <p className="answer-value">
            <SeverityMark severity={state.severity} />
          </p>
          <p className="soft small">{humanise(state.defectKind)}</p>
        </div>
        <div className="answer">
          <h2 className="answer-name">Who corrects it</h2>
          <p className="answer-value">{state.assigned?.to ?? corrector ?? 'Nobody yet'}</p>
        </div>
        <div className="answer">
          <h2 className="answer-name">Until</h2>
          <p className="answer-value">
            {state.assigned === null ? (
              'Not set'
            ) : state.closed === null ? (
              <Due on={state.assigned.until} />
            ) : (
              <Day on={state.assigned.until} />
            )}
          </p>
        </div>
      </div>
      {state.status === 'assigned' && lastBack !== undefined ? (
        <Banner tone="warn" title="The correction was sent back">
          <p>{lastBack.reason}</p>
          <DoneBy by={lastBack.by} at={lastBack.at} />
        </Banner>
      ) : null}
      <Section title="What is wrong">
        <p className="prose verbatim">{state.misleads}</p>
        {state.statements.map((statement) => (
          <Cited key={statement.quote + statement.revision} statement={statement} />
        ))}
        <Facts
          facts={[
            { name: 'Document', value: <RecordLink collection="documents" id={state.document} /> },
            { name: 'Found by', value: humanise(state.cause) },
            {
              name: 'Case',
              value: state.case === null ? '' : <RecordLink collection="cases" id={state.case} />,
            },
            {
              name: 'Look',
              value: state.look === null ? '' : <RecordLink collection="looks" id={state.look} />,
            },
            {
              name: 'Report',
              value:
                state.report === null ? '' : <RecordLink collection="reports" id={state.report} />,
            },
            { name: 'In your tracker', value: state.trackerIssue },
          ]}
        />
      </Section>
      <Correction state={state} />
    </>
  )
})

const Cited = ({ statement }: { readonly statement: DefectView['statements'][number] }) => {
  const { document, revision, quote, location } = statement
  const version = useVersion(document, revision)
  return (
    <figure>
      <blockquote className="quote">{quote}</blockquote>
      <figcaption className="small soft">
        <PassageLink document={document} revision={revision} at={quote}>
          Version {version}
          {location === '' ? '' : `, ${location}`}
        </PassageLink>
      </figcaption>
    </figure>
  )
}

const Correction = ({ state }: { readonly state: DefectView }) => {
  const nameOf = useActorName()
  const { correction, verified, closed } = state
  return (
    <Section title="Correction">
      {correction === null ? (
        <p className="soft">
          Not corrected yet. Upload the corrected document, then record its version here.
        </p>
      ) : (
        <>
          <div className="before-after">
            <div>
              <h3>It said</h3>
              <p className="quote">
                {correction.before || state.statements.map(({ quote }) => quote).join('\n')}
              </p>
            </div>
            <div>
              <h3>It says in version {correction.revision}</h3>
              <p className="quote quote-good">{correction.after}</p>
            </div>
          </div>
          <Facts
            facts={[
              { name: 'Corrected', value: <DoneBy by={correction.by} at={correction.at} /> },
              {
                name: 'Verified',
                value:
                  verified === null ? (
                    'Waits for another person'
                  ) : (
                    <>
                      {verified.reason} <DoneBy by={verified.by} at={verified.at} />
                    </>
                  ),
              },
              {
                name: 'Closed',
                value:
                  closed === null ? (
                    ''
                  ) : (
                    <>
                      {valueInWords('told', closed.told)}: {closed.reason} <Moment at={closed.at} />
                    </>
                  ),
              },
            ]}
          />
        </>
      )}
      {state.sentBack.length === 0 ? null : (
        <p className="small soft">
          Sent back {state.sentBack.length} times, last by {nameOf(state.sentBack.at(-1)?.by ?? '')}
          .
        </p>
      )}
    </Section>
  )
}
