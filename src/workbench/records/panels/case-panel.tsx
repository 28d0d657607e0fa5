import { useQuery } from '@tanstack/react-query'
import { useActorName } from '../../api/people.ts'
import { audiencesInWords, valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { SeverityMark, ToneMark } from '../../parts/marks.tsx'
import { Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Day, Due } from '../../parts/time.tsx'
import { DoneBy } from '../done-by.tsx'
import { Related, relatedQuery } from '../related.tsx'
import { useActOn } from '../use-act-on.ts'
import { type CaseView, caseView, worstScore } from '../views/case.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { CaseFactsList } from './case-facts-list.tsx'
import { Outward } from './case-outward.tsx'
import { CasePath } from './case-path-list.tsx'
import { CaseProof } from './case-proof.tsx'
import { ImpactTable } from './impact-table.tsx'
import { WhatWasReported } from './what-was-reported.tsx'

type Props = PanelProps<CaseView>

/** A case in one look: how bad, who is affected, what is decided, what is due, what blocks it. */
export const CasePanel = withState(caseView, ({ record, state }: Props) => (
  <>
    {state.closed === null ? null : (
      <Banner tone="good" title="This case is closed.">
        <p>{state.closed.conclusion}</p>
        <DoneBy {...state.closed} />
      </Banner>
    )}
    <Embargo state={state} />
    <Answers state={state} />
    <Path record={record} state={state} />
    <ImpactTable record={record} state={state} />
    <Decisions state={state} />
    <Section title="The flaw">
      {state.summary === '' ? null : <p className="prose verbatim">{state.summary}</p>}
      <Facts
        facts={[
          { name: 'CVE', value: state.cve },
          { name: 'CWE', value: state.cwe },
          { name: 'Root cause', value: state.rootCause },
          { name: 'Aware since', value: <Day on={state.awareOn} /> },
          {
            name: 'Reports',
            value:
              state.reports.length === 0
                ? null
                : state.reports.map((id) => <RecordLink key={id} collection="reports" id={id} />),
          },
        ]}
      />
      <CaseFactsList facts={state.facts} />
    </Section>
    <WhatWasReported reports={state.reports} />
    <Section title="In the documents">
      <h3>Looks after the fix</h3>
      <Related
        collection="looks"
        facet={`case:${record.id}`}
        none="None yet. Once a fix is verified, the server searches the documents."
      />
      <h3>Documentation defects</h3>
      <Related collection="defects" facet={`case:${record.id}`} none="None was opened." />
    </Section>
    <Outward record={record} state={state} />
    <CaseProof record={record} state={state} />
  </>
))

/** The first assessment is due this many days after awareness, as the server counts. */
const assessmentDays = 30

/** What is due next, and when: the assessment, then the day decided for disclosure. */
const dueOf = ({ status, awareOn, disclosure }: CaseView): readonly [day: string, what: string] => {
  if (status === 'open') {
    const day = Date.parse(`${awareOn}T00:00:00Z`) + assessmentDays * 86_400_000
    return [new Date(day).toISOString().slice(0, 10), 'Assessment']
  }
  return disclosure?.on === undefined
    ? ['', 'Decide the disclosure for a day']
    : [disclosure.on, 'Disclosure']
}

const Answers = ({ state }: { readonly state: CaseView }) => {
  const worst = worstScore(state)
  const affected = state.impact.filter(({ status }) => status === 'affected').length
  const others = state.impact.length - affected
  const [due, what] = dueOf(state)
  return (
    <div className="answers">
      <div className="answer">
        <h2 className="answer-name">How bad</h2>
        <p className="answer-value">
          <SeverityMark severity={worst?.severity} score={worst?.score} />
        </p>
        <p className="soft small">
          {worst === undefined ? 'Score it first' : `CVSS ${worst.version}`}
        </p>
      </div>
      <div className="answer">
        <h2 className="answer-name">Who is affected</h2>
        <p className="answer-value">
          {state.impact.length === 0
            ? 'Not looked at'
            : affected === 0
              ? 'No revision'
              : `${affected} ${affected === 1 ? 'revision' : 'revisions'}`}
        </p>
        <p className="soft small">
          {state.impact.length === 0
            ? 'Set the impact'
            : others === 0
              ? 'Of those looked at'
              : `${others} more looked at`}
        </p>
      </div>
      <div className="answer">
        <h2 className="answer-name">Decided</h2>
        <p className="answer-value">
          {state.disposition === null
            ? 'Nothing yet'
            : valueInWords('path', state.disposition.path)}
        </p>
        <p className="soft small">
          {state.disposition === null
            ? ''
            : state.disposition.approved === null
              ? 'Waits for approval'
              : 'Approved'}
        </p>
      </div>
      <div className="answer">
        <h2 className="answer-name">Due</h2>
        <p className="answer-value">
          {state.closed !== null ? 'Nothing' : due === '' ? 'No day set' : <Due on={due} />}
        </p>
        <p className="soft small">{state.closed === null ? what : 'The case is closed'}</p>
      </div>
    </div>
  )
}

const Embargo = ({ state }: { readonly state: CaseView }) => {
  const nameOf = useActorName()
  return state.embargo === null ? null : (
    <Banner tone="warn" title="Under an embargo">
      <p>
        {state.embargo.until === undefined ? (
          'Until it is lifted'
        ) : (
          <>
            Until <Day on={state.embargo.until} />
          </>
        )}
        . Only {state.embargo.named.map(nameOf).join(', ')} can see this case and what hangs on it.
      </p>
      <p className="small">{state.embargo.reason}</p>
    </Banner>
  )
}

const Path = ({ record, state }: Props) => {
  const about = `case:${record.id}`
  const looks = useQuery(relatedQuery('looks', about))
  const defects = useQuery(relatedQuery('defects', about))
  const updates = useQuery(relatedQuery('updates', about))
  const advisories = useQuery(relatedQuery('advisories', about))
  const act = useActOn('cases', record)
  return (
    <CasePath
      state={state}
      evidence={{
        looks: looks.data ?? [],
        defects: defects.data ?? [],
        outward: [...(updates.data ?? []), ...(advisories.data ?? [])],
      }}
      onAct={act}
    />
  )
}

const Decisions = ({ state: { disposition, disclosure } }: { readonly state: CaseView }) => (
  <Section title="Decisions">
    {disposition === null ? (
      <p className="soft">The disposition is not proposed yet.</p>
    ) : (
      <div className="decision">
        <h3>{valueInWords('path', disposition.path)}</h3>
        <p className="prose verbatim">{disposition.reason}</p>
        {disposition.guidance.length === 0 ? null : (
          <>
            <p className="soft small">Operators must:</p>
            <ul className="dashed">
              {disposition.guidance.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        )}
        <Approval decision={disposition} verb="Proposed" />
      </div>
    )}
    {disclosure === null ? (
      <p className="soft">Disclosure is not decided yet.</p>
    ) : (
      <div className="decision">
        <h3>
          {disclosure.disclose
            ? `Disclose to ${audiencesInWords(disclosure.audiences)}`
            : 'Do not disclose'}
        </h3>
        <p className="soft small">
          {valueInWords('tlp', disclosure.tlp)}
          {disclosure.on === undefined ? null : (
            <>
              , from <Day on={disclosure.on} />
            </>
          )}
        </p>
        <p className="prose verbatim">{disclosure.reason}</p>
        <Approval decision={disclosure} verb="Decided" />
      </div>
    )}
  </Section>
)

const Approval = ({
  decision,
  verb,
}: {
  readonly decision: NonNullable<CaseView['disposition'] | CaseView['disclosure']>
  readonly verb: string
}) => (
  <p className="row">
    <span>
      {verb}: <DoneBy {...decision} />
    </span>
    {decision.approved === null ? (
      <ToneMark tone="half">Waits for a second person</ToneMark>
    ) : (
      <span>
        <ToneMark tone="good">Approved</ToneMark> <DoneBy {...decision.approved} />
      </span>
    )}
  </p>
)
