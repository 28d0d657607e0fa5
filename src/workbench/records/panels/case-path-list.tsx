import { Button } from '@mantine/core'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue } from '../../forms/order.ts'
import { commandOf } from '../../kinds/contracts.ts'
import { roleInWords } from '../../kinds/words.ts'
import { Duty } from '../../parts/duty.tsx'
import { ToneMark } from '../../parts/marks.tsx'
import { Section } from '../../parts/page.tsx'
import { WithRecords } from '../../parts/with-records.tsx'
import { pathOf } from '../case-path.ts'
import type { CaseEvidence, Step } from '../case-step.ts'
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
  // My own work first; where there is none, whose it is.
  const next = first ?? open.find(({ command }) => command !== undefined) ?? open[0]
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
      {state.closed !== null ? null : next === undefined ? (
        <Closable onAct={onAct} />
      ) : (
        <Next step={next} />
      )}
      <ol className="path">
        {steps.map((step) => (
          <li key={step.what} className={`path-step path-${step.state}`}>
            <div className="path-what">
              <StepMark step={step} />
              <p className="path-constraint">
                <Duty id={step.constraint} />
              </p>
            </div>
            <div className="path-detail">
              <p>
                <WithRecords text={step.detail} />
              </p>
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

const Closable = ({ onAct }: { readonly onAct: (command: string) => void }) => {
  const session = useSignedIn()
  return (
    <div className="path-next row">
      <p>
        <strong>Next: close the case.</strong> Nothing blocks it.
      </p>
      {mayIssue(session, 'cases', 'close') ? (
        <Button size="compact-sm" onClick={() => onAct('close')}>
          Close the case
        </Button>
      ) : null}
    </div>
  )
}

/** What comes next, in one line; where it is not mine to do, who can. */
const Next = ({ step: { what, detail, command } }: { readonly step: Step }) => {
  const session = useSignedIn()
  const others =
    command === undefined || mayIssue(session, 'cases', command)
      ? ''
      : commandOf('cases', command)
          .permission.filter((role) => role !== 'administrator')
          .map((role) => roleInWords(role).toLowerCase())
          .join(' or ')
  return (
    <p className="path-next">
      <strong>Next: {what.toLowerCase()}.</strong> <WithRecords text={detail} />.
      {others === '' ? null : <span className="soft"> For the {others}.</span>}
    </p>
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
