import { useActorName } from '../../api/people.ts'
import { humanise, valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { SeverityMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day, Due } from '../../parts/time.tsx'
import { DoneBy } from '../done-by.tsx'
import { useVersion } from '../use-version.ts'
import { type DefectView, defectView, isOpenDefect } from '../views/defect.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Correction } from './defect/correction.tsx'
import { InTracker, OtherLanguages } from './defect/elsewhere.tsx'
import { Safety } from './defect/safety.tsx'
import '../reading.css'

type Props = PanelProps<DefectView>

export const DefectPanel = withState(defectView, (props: Props) => {
  const { state } = props
  const nameOf = useActorName()
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
            ) : isOpenDefect(state) ? (
              <Due on={state.assigned.until} />
            ) : (
              <Day on={state.assigned.until} />
            )}
          </p>
        </div>
      </div>
      <Warnings state={state} />
      <Section title="What is wrong">
        <p className="prose verbatim">{state.misleads}</p>
        {state.statements.map((statement) => (
          <Cited key={statement.quote + statement.revision} statement={statement} />
        ))}
        <Facts facts={factsOf(state)} />
      </Section>
      <Safety {...props} />
      <Correction {...props} />
      <OtherLanguages {...props} />
      <InTracker {...props} />
    </>
  )
})

const linkTo = (collection: string, id: string | null) =>
  id === null ? '' : <RecordLink collection={collection} id={id} />

const factsOf = (state: DefectView) => [
  { name: 'Document', value: linkTo('documents', state.document) },
  { name: 'Missing at', value: state.missingAt },
  { name: 'Misleads in versions', value: state.revisions.join(', ') },
  { name: 'Languages', value: state.languages.join(', ') },
  { name: 'Found by', value: valueInWords('cause', state.cause) },
  { name: 'Case', value: linkTo('cases', state.case) },
  { name: 'Look', value: linkTo('looks', state.look) },
  { name: 'Report', value: linkTo('reports', state.report) },
  { name: 'Review finding', value: linkTo('findings', state.finding) },
]

/** What whoever opens the defect must see before anything else. */
const Warnings = ({ state }: { readonly state: DefectView }) => {
  const back = state.sentBack.at(-1)
  const returned = state.returned.at(-1)
  const reopened = state.reopened.at(-1)
  if (state.withdrawn !== null)
    return (
      <Banner tone="plain" title={valueInWords('as', state.withdrawn.as)}>
        <p>{state.withdrawn.reason}</p>
        <DoneBy {...state.withdrawn} />
      </Banner>
    )
  const toBeCorrected = state.status === 'open' || state.status === 'assigned'
  return (
    <>
      {toBeCorrected && returned !== undefined ? (
        <Banner tone="bad" title={`Wrong again: version ${returned.revision} says it once more`}>
          <p className="verbatim">{returned.quote}</p>
        </Banner>
      ) : null}
      {state.noticeDemanded !== null && state.notice === null ? (
        <Banner tone="bad" title="Operators wait for a notice">
          <p>{state.noticeDemanded.reason}</p>
        </Banner>
      ) : null}
      {state.issue?.isClosed === true && isOpenDefect(state) ? (
        <Banner tone="warn" title={`Issue ${state.issue.key} is closed in ${state.tracker ?? ''}`}>
          <p>{asks[state.status]}</p>
        </Banner>
      ) : null}
      {toBeCorrected && reopened !== undefined ? (
        <Banner tone="warn" title="It was opened again">
          <p>{reopened.reason}</p>
          <DoneBy {...reopened} />
        </Banner>
      ) : null}
      {state.status === 'assigned' && back !== undefined ? (
        <Banner tone="warn" title="The correction was sent back">
          <p>{back.reason}</p>
          <DoneBy by={back.by} at={back.at} />
        </Banner>
      ) : null}
    </>
  )
}

const asks: Readonly<Record<string, string>> = {
  open: 'Record the correction here, if the document is corrected.',
  assigned: 'Record the correction here, if the document is corrected.',
  corrected: 'Another person verifies the correction here.',
  verified: 'Close it here, and say how the field is told.',
}

const Cited = ({ statement }: { readonly statement: DefectView['statements'][number] }) => {
  const { document, revision, quote, location } = statement
  const version = useVersion(document, revision)
  return (
    <figure>
      <blockquote className="quote">{quote}</blockquote>
      <figcaption className="small soft">
        Version {version}
        {location === '' ? '' : `, ${location}`}
      </figcaption>
    </figure>
  )
}
