import { leakSteps } from '../../../../cases/contract.ts'
import { valueInWords } from '../../../kinds/words.ts'
import { Banner } from '../../../parts/banner.tsx'
import { ToneMark } from '../../../parts/marks.tsx'
import { Moment } from '../../../parts/time.tsx'
import { DoneBy } from '../../done-by.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { Actions, offer, useIsMine } from './actions.tsx'

/** The flaw is known outside: in red, what must happen now, until it is settled. */
export const Leak = ({ record, state }: PanelProps<CaseView>) => {
  const isMine = useIsMine()
  const { leak } = state
  if (leak === null || leak.settled !== null) return null
  const left = leakStepsLeft(state)
  const { disclosure } = state
  const waits =
    disclosure !== null &&
    disclosure.approved === null &&
    state.disclosureDecisions > leak.decisionsBefore
  const deciding = [
    ...offer(waits && !isMine(disclosure), 'approve-disclosure', 'Approve'),
    ...offer(true, 'decide-disclosure', waits ? 'Decide anew' : 'Decide'),
  ]
  return (
    <Banner tone="bad" title="Leaked: the flaw is known outside">
      <p>
        {leak.where}, seen {leak.seen.at.replace('T', ' ')} ({leak.seen.zone}). Answer every step by{' '}
        <Moment at={leak.dueAt} />. Nobody outside is told by itself: a person writes to each.
      </p>
      <p className="prose verbatim">{leak.what}</p>
      <DoneBy {...leak} />
      <ul className="lines">
        {leakSteps.map((step) => {
          const taken = leak.steps.find((one) => one.step === step)
          const open = left.includes(step)
          const needless = step === 'embargo' && taken === undefined && !open
          return (
            <li key={step} className="stack-tight">
              <Actions
                record={record}
                state={state}
                about={valueInWords('step', step)}
                offers={
                  !open
                    ? []
                    : step === 'disclosure'
                      ? deciding
                      : offer(true, 'take-leak-step', 'Answer', { step })
                }
              >
                <strong>{valueInWords('step', step)}</strong>
                <ToneMark tone={open ? 'bad' : needless ? 'excused' : 'good'}>
                  {open
                    ? 'To do'
                    : needless
                      ? 'There is no embargo'
                      : taken === undefined
                        ? 'Done'
                        : valueInWords('outcome', taken.outcome)}
                </ToneMark>
                {taken === undefined ? null : <DoneBy {...taken} />}
              </Actions>
              {taken === undefined ? null : <p className="prose verbatim">{taken.note}</p>}
            </li>
          )
        })}
      </ul>
      <Actions
        record={record}
        state={state}
        offers={offer(left.length === 0, 'settle-leak', 'Settle the leak')}
      />
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
