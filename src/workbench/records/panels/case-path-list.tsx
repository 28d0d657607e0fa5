import { Button } from '@mantine/core'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue } from '../../forms/order.ts'
import { commandOf } from '../../kinds/contracts.ts'
import { ToneMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { type CaseEvidence, pathOf, type Step } from '../case-path.ts'
import { DoneBy } from '../done-by.tsx'
import type { CaseView } from '../views/case.ts'

/** What 9.5 asks for before the case ends, in the order of the work. */
export const CasePath = ({
  state,
  evidence,
  onAct,
}: {
  readonly state: CaseView
  readonly evidence: CaseEvidence
  readonly onAct: (command: string) => void
}) => {
  const session = useSignedIn()
  const steps = pathOf(state, evidence, `person:${session.person}`)
  const open = steps.filter((step) => step.state === 'open')
  const first = open.find(
    ({ command }) => command !== undefined && mayIssue(session, 'cases', command),
  )
  return (
    <Section
      title="Path to closure"
      aside={
        <p className="soft small">
          {open.length === 0
            ? 'Nothing blocks the closure'
            : `${open.length} of ${steps.length} block the closure`}
        </p>
      }
    >
      <ol className="path">
        {steps.map((step) => (
          <li key={step.what} className={`path-step path-${step.state}`}>
            <div className="path-what">
              <StepMark step={step} />
              <p className="path-constraint">{step.constraint}</p>
            </div>
            <div className="path-detail">
              <p>{step.detail}</p>
              {(step.by ?? []).map((done) => (
                <p key={done.at}>
                  <DoneBy {...done} />
                </p>
              ))}
            </div>
            {step.state === 'open' &&
            step.command !== undefined &&
            state.closed === null &&
            mayIssue(session, 'cases', step.command) ? (
              <ActButton step={step} primary={step === first} onAct={onAct} />
            ) : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}

const StepMark = ({ step }: { readonly step: Step }) => (
  <ToneMark
    tone={step.state === 'done' ? 'good' : step.state === 'not-needed' ? 'excused' : 'todo'}
  >
    <span className="path-name">{step.what}</span>
    <span className="visually-hidden">
      {step.state === 'done' ? ': done' : step.state === 'not-needed' ? ': not needed' : ': open'}
    </span>
  </ToneMark>
)

const ActButton = ({
  step,
  primary,
  onAct,
}: {
  readonly step: Step
  readonly primary: boolean
  readonly onAct: (command: string) => void
}) => {
  const { command = '' } = step
  return (
    <Button
      size="compact-sm"
      variant={primary ? 'light' : 'default'}
      onClick={() => onAct(command)}
      className="path-act"
    >
      {commandOf('cases', command).title}
    </Button>
  )
}
