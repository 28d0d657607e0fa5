import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { caseClocksQuery } from '../../../api/case-clocks.ts'
import { closureQuery } from '../../../api/case-closure.ts'
import { humanise, valueInWords } from '../../../kinds/words.ts'
import { Products } from '../../../lists/products.tsx'
import { SeverityMark } from '../../../parts/marks.tsx'
import { Due } from '../../../parts/time.tsx'
import { decidingScore } from '../../views/case/scoring.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** A case in one look: how bad, who is affected, what is decided, what is due, what blocks it. */
export const Answers = ({ record, state }: PanelProps<CaseView>) => {
  const worst = decidingScore(state)
  const [due, rule] = dueOf(state)
  const { data: known } = useQuery(caseClocksQuery(record.humanId))
  const what = known?.clocks.find((clock) => clock.rule === rule)?.title ?? humanise(rule)
  return (
    <div className="answers answers-6">
      <Answer
        name="How bad"
        more={worst === undefined ? 'Score it first' : `CVSS ${worst.version}`}
      >
        <SeverityMark severity={worst?.severity} score={worst?.score} />
      </Answer>
      <ForPatient state={state} />
      <Affected state={state} />
      <Answer name="Decided" more={decisionInWords(state)}>
        {state.ending !== null
          ? valueInWords('ending', state.ending.ending)
          : state.disposition === null
            ? 'Nothing yet'
            : valueInWords('path', state.disposition.path)}
      </Answer>
      <Answer name="Due" more={state.closed === null ? what : 'The case is closed'}>
        {state.closed !== null ? 'Nothing' : due === '' ? 'Nothing' : <Due on={due} />}
      </Answer>
      <Blocks record={record} state={state} />
    </div>
  )
}

const Answer = ({
  name,
  more,
  children,
}: {
  readonly name: string
  readonly more: ReactNode
  readonly children: ReactNode
}) => (
  <div className="answer">
    <h2 className="answer-name">{name}</h2>
    <p className="answer-value">{children}</p>
    <p className="soft small">{more}</p>
  </div>
)

/** The worst harm that anybody assessed, for whichever product. */
const ForPatient = ({ state: { safety, stale } }: { readonly state: CaseView }) => {
  const rankOf = ({ severity, matrix }: CaseView['safety'][number]) =>
    matrix.severity.findIndex(({ id }) => id === severity)
  const worst = safety.toSorted((a, b) => rankOf(b) - rankOf(a))[0]
  return (
    <Answer
      name="For a patient"
      more={
        worst === undefined
          ? 'Assess the safety'
          : stale.some(({ part }) => part === 'safety')
            ? 'Stale: assess it anew'
            : `${humanise(worst.result.fda)} risk${worst.signed === null ? ', not signed' : ''}`
      }
    >
      {worst === undefined
        ? 'Not assessed'
        : (worst.matrix.severity[rankOf(worst)]?.name ?? humanise(worst.severity))}
    </Answer>
  )
}

/** Products by name, as many as fit a look; what is looked into still may be affected. */
const Affected = ({ state: { impact } }: { readonly state: CaseView }) => {
  const affected = impact.filter(({ status }) => status === 'affected')
  const waiting = impact.filter(({ status }) => status === 'under-investigation').length
  const products = [...new Set(affected.map(({ product }) => product))]
  return (
    <Answer
      name="Who is affected"
      more={
        impact.length === 0 ? (
          'Set the impact'
        ) : (
          <>
            {products.length === 0 ? null : <Products ids={products.slice(0, productsNamed)} />}
            {products.length > productsNamed
              ? ` and ${products.length - productsNamed} more products`
              : ''}
            {waiting === 0
              ? ''
              : `${products.length === 0 ? '' : '; '}${waiting} under investigation`}
            {products.length === 0 && waiting === 0 ? `Of ${revisions(impact.length)}` : ''}
          </>
        )
      }
    >
      {impact.length === 0
        ? 'Not looked at'
        : affected.length === 0
          ? 'No revision'
          : revisions(affected.length)}
    </Answer>
  )
}

const productsNamed = 2

const revisions = (count: number): string => `${count} ${count === 1 ? 'revision' : 'revisions'}`

const Blocks = ({ record, state }: PanelProps<CaseView>) => {
  const { data } = useQuery(closureQuery(record.humanId))
  const open = data?.filter(({ done }) => !done) ?? []
  return (
    <Answer
      name="Blocks the closure"
      more={
        state.closed !== null
          ? 'The case is closed'
          : data === undefined
            ? ''
            : open[0] === undefined
              ? 'It can be closed'
              : `Missing first: ${open[0].what}`
      }
    >
      {state.closed !== null
        ? 'Nothing'
        : data === undefined
          ? '…'
          : open.length === 0
            ? 'Nothing'
            : `${open.length} of ${data.length}`}
    </Answer>
  )
}

const decisionInWords = ({ ending, disposition, stale }: CaseView): string => {
  const decision = ending ?? disposition
  if (decision === null) return ''
  if ('rejected' in decision && decision.rejected !== null) return 'Sent back'
  if (ending === null && stale.some(({ part }) => part === 'disposition'))
    return 'Stale: to be approved again'
  return decision.approved === null ? 'Waits for approval' : 'Approved'
}

/** What is due next by the rules: the earliest date that runs, or was missed and is not done. */
const dueOf = ({ timing, leak }: CaseView): readonly [day: string, rule: string] => {
  if (leak !== null && leak.settled === null) return [leak.dueAt, 'Answer to the leak']
  const [first] = (timing?.clocks ?? [])
    .flatMap(({ rule, outcome, dueAt, doneAt }) =>
      dueAt !== null && (outcome === 'running' || (outcome === 'missed' && doneAt === null))
        ? [{ rule, dueAt }]
        : [],
    )
    .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))
  return first === undefined ? ['', 'No clock runs'] : [first.dueAt, first.rule]
}
