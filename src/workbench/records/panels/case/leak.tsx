import { Button } from '@mantine/core'
import { leakSteps } from '../../../../cases/contract.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { Banner } from '../../../parts/banner.tsx'
import { ToneMark } from '../../../parts/marks.tsx'
import { Moment } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

/** The flaw is known outside: in red, what must happen now, until it is settled. */
export const Leak = ({ record, state }: PanelProps<CaseView>) => {
  const act = useActOn('cases', record)
  const session = useSignedIn()
  const { leak } = state
  if (leak === null || leak.settled !== null) return null
  const left = leakStepsLeft(state)
  const may = state.closed === null && mayIssue(session, 'cases', 'take-leak-step')
  return (
    <Banner tone="bad" title="Leaked: the flaw is known outside">
      <p>
        {leak.where}, seen {leak.seen.at.replace('T', ' ')} ({leak.seen.zone}). Answer every step by{' '}
        <Moment at={leak.dueAt} />. Nobody outside is told by itself: a person writes to each.
      </p>
      <p className="prose verbatim">{leak.what}</p>
      <DoneBy {...leak} />
      <ul className="dashed">
        {leakSteps.map((step) => {
          const taken = leak.steps.find((one) => one.step === step)
          const open = left.includes(step)
          return (
            <li key={step}>
              <span className="row">
                <span>{valueInWords('step', step)}</span>
                <ToneMark tone={open ? 'bad' : 'good'}>
                  {open
                    ? 'To do'
                    : taken === undefined
                      ? 'Done'
                      : valueInWords('outcome', taken.outcome)}
                </ToneMark>
                {taken === undefined ? null : <DoneBy {...taken} />}
                {open && may ? (
                  <Button
                    size="compact-sm"
                    variant="default"
                    onClick={() =>
                      step === 'disclosure'
                        ? act('decide-disclosure')
                        : act('take-leak-step', { step })
                    }
                  >
                    {step === 'disclosure' ? 'Decide' : 'Answer'}
                    <span className="visually-hidden">: {valueInWords('step', step)}</span>
                  </Button>
                ) : null}
              </span>
              {taken === undefined ? null : <p className="prose verbatim">{taken.note}</p>}
            </li>
          )
        })}
      </ul>
      {left.length === 0 && may ? (
        <p>
          <Button size="compact-sm" onClick={() => act('settle-leak')}>
            Settle the leak
          </Button>
        </p>
      ) : null}
    </Banner>
  )
}

/** The steps that nobody has answered yet, as the server counts them. */
const leakStepsLeft = (state: CaseView): readonly string[] => {
  const { leak, disclosure, disclosureDecisions } = state
  if (leak === null) return []
  return leakSteps.filter((one) => {
    if (one === 'disclosure')
      return disclosureDecisions <= leak.decisionsBefore || disclosure?.approved == null
    if (one === 'embargo' && state.embargo === null) return false
    return !leak.steps.some((taken) => taken.step === one)
  })
}
