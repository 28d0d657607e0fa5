import { isGap } from '../../../review/contract.ts'
import type { Constraint, Scope } from '../../api/clauses.ts'
import { useActorName } from '../../api/people.ts'
import type { Values } from '../../forms/values.ts'
import { statusInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { RecordNamed } from '../../parts/record-named.tsx'
import { Day } from '../../parts/time.tsx'
import { Steps } from './step.tsx'

/** What a person decided about the answer, and the one step that each way of closing a gap takes. */
export const NextSteps = ({
  answer,
  about: { product },
}: {
  readonly answer: Constraint
  readonly about: Scope
}) => {
  const { overruled, accepted, confirmed, asksAgain, basis } = answer
  const about = { constraint: answer.id, ...(product === undefined ? {} : { product }) }
  const verdict = answer.verdict === 'could-not-run' ? {} : { verdict: answer.verdict }
  return (
    <div className="stack-tight">
      {overruled === undefined ? null : (
        <Banner title={`The review found: ${statusInWords(overruled.found).toLowerCase()}`}>
          <p>
            A person says otherwise in <RecordNamed collection="findings" id={overruled.humanId} />
            {`: ${overruled.reason}`}
          </p>
        </Banner>
      )}
      {accepted === undefined ? null : (
        <Banner title="This gap is accepted">
          <p>
            By signature in <RecordNamed collection="findings" id={accepted.humanId} />
            {`: ${accepted.reason}`}
          </p>
        </Banner>
      )}
      {confirmed === undefined ? null : (
        <p className="small soft">
          Confirmed in <RecordNamed collection="findings" id={confirmed.humanId} />
          {`: ${confirmed.reason}`}
        </p>
      )}
      {asksAgain.map(({ humanId, reason, because }) => (
        <Banner key={humanId} tone="warn" title="A person’s word asks to be looked at again">
          <p>
            {because} Then it said, in <RecordNamed collection="findings" id={humanId} />
            {`: ${reason}`}
          </p>
        </Banner>
      ))}
      <UnderWay answer={answer} />
      <Steps
        all={[
          ...(isGap(answer) ? waysToClose(answer, about) : []),
          ...(confirmed === undefined && overruled === undefined && 'verdict' in verdict
            ? [
                {
                  ...finding('confirm', 'Confirm this verdict', { ...about, basis, ...verdict }),
                  plain: true,
                },
              ]
            : []),
          ...(overruled === undefined
            ? [
                {
                  ...finding('overrule', 'Overrule this verdict', { ...about, basis }),
                  plain: true,
                },
              ]
            : []),
        ]}
      />
    </div>
  )
}

const finding = (command: string, title: string, preset: Values) => ({
  title,
  collection: 'findings',
  command,
  preset,
})

const waysToClose = (answer: Constraint, about: Values) => [
  {
    title: 'Correct a document',
    collection: 'defects',
    command: 'open',
    preset: defectFor(answer),
  },
  finding('plan-task', 'Plan a task', about),
  ...(answer.legs.record.verdict === 'met' ? [] : [finding('name-record', 'Name a record', about)]),
  ...(answer.accepted === undefined ? [finding('accept-gap', 'Accept this gap', about)] : []),
]

/** What somebody has begun to do about the gap. */
const UnderWay = ({ answer: { tasks, defects } }: { readonly answer: Constraint }) => {
  const nameOf = useActorName()
  return tasks.length + defects.length === 0 ? null : (
    <ul className="evidence-records" aria-label="Under way">
      {tasks.map(({ humanId, what, who, until }) => (
        <li key={humanId}>
          <RecordNamed collection="findings" id={humanId} />
          {`: ${what} (${nameOf(who)}, by `}
          <Day on={until} />)
        </li>
      ))}
      {defects.map(({ humanId, title, status }) => (
        <li key={humanId}>
          <RecordNamed collection="defects" id={humanId} />
          {`: ${title} (${statusInWords(status).toLowerCase()})`}
        </li>
      ))}
    </ul>
  )
}

const severities: Readonly<Record<string, string>> = {
  minor: 'low',
  moderate: 'medium',
  major: 'high',
}

/** The gap as a defect of a document: of the one that says it best, else of the one that is there. */
const defectFor = ({ id, title, duty, severity, legs }: Constraint) => {
  const document = legs.says.evidence[0]?.documentId ?? legs.exists.documents[0]?.id
  return {
    title: `Missing: ${title}`,
    defectKind: 'omission',
    severity: severities[severity] ?? 'medium',
    misleads: `Who relies on the document does not find this (${id}): ${duty}`,
    cause: 'review',
    constraint: id,
    ...(document === undefined ? {} : { document }),
  }
}
