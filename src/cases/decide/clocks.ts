import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Instant } from '../../kernel/time.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  meetClock,
  pauseClock,
  recordAwareness,
  recordIncident,
  recordOutward,
  resumeClock,
} from '../contract.ts'
import type { CaseState } from '../state.ts'
import { type Clock, clocksOf } from './clocks/clock.ts'
import type { CaseClocks } from './clocks/rules.ts'
import { pastTime } from './past-time.ts'
import { closed, type Decided, whileOpen } from './while-open.ts'

export { clocksOf, holds } from './clocks/clock.ts'
export { defaultCaseClocksText } from './clocks/default-rules.ts'
export { decideKeepClocks, dueMoments } from './clocks/keeping.ts'
export { type CaseClocks, caseClocksSchema } from './clocks/rules.ts'
export { timed } from './clocks/timing.ts'

export const decideRecordAwareness = whileOpen(
  (state, { aware, ...input }: InputOf<typeof recordAwareness>, { now }) => {
    const past = pastTime(aware, now)
    if (isRefusal(past)) return past
    if (state.awareness !== null && input.reason === '')
      return refuse(
        'case/awareness-recorded',
        'The moment of awareness is recorded. Say why it is corrected; the history keeps both.',
      )
    return [
      { type: 'case.awareness-recorded', ...input, moment: past.instant, timeZone: past.zone },
    ]
  },
)

export const decideRecordIncident = whileOpen(
  (_state, { aware, product, ...input }: InputOf<typeof recordIncident>, { now, newId }) => {
    const past = pastTime(aware, now)
    if (isRefusal(past)) return past
    return [
      {
        type: 'case.incident-recorded',
        id: newId(),
        ...input,
        moment: past.instant,
        timeZone: past.zone,
        ...(product === undefined ? {} : { product }),
      },
    ]
  },
)

type OfClocks<Input> = (state: CaseState, input: Input, context: DecisionContext) => Decided

export const decidePauseClock =
  (clocks: CaseClocks): OfClocks<InputOf<typeof pauseClock>> =>
  (state, { clock, reason }, { now }) => {
    if (state.closed !== null) return closed
    const found = clockNamed(clocks, state, clock, now)
    if (isRefusal(found)) return found
    if (!found.rule.pausable)
      return refuse(
        'case/clock-not-pausable',
        `The rule "${found.rule.id}" (${found.rule.source.trim()}) does not let its clock be paused.`,
      )
    return found.outcome === 'running' || found.outcome === 'conditional'
      ? [{ type: 'case.clock-paused', clock, reason }]
      : refuse(
          'case/clock-not-running',
          `This clock does not run: it is ${found.outcome}. Only a running clock can be paused.`,
        )
  }

export const decideResumeClock =
  (clocks: CaseClocks): OfClocks<InputOf<typeof resumeClock>> =>
  (state, { clock, reason }, { now }) => {
    if (state.closed !== null) return closed
    const found = clockNamed(clocks, state, clock, now)
    if (isRefusal(found)) return found
    return state.pauses.some((pause) => pause.clock === clock && pause.to === null)
      ? [{ type: 'case.clock-resumed', clock, reason }]
      : refuse('case/clock-not-paused', 'This clock is not paused. Nothing is to be resumed.')
  }

export const decideMeetClock =
  (clocks: CaseClocks): OfClocks<InputOf<typeof meetClock>> =>
  (state, { clock, what }, { now }) => {
    if (state.closed !== null) return closed
    const found = clockNamed(clocks, state, clock, now)
    if (isRefusal(found)) return found
    if (!found.rule.metBy.includes('by-hand'))
      return refuse(
        'case/clock-met-by-facts',
        `The rule "${found.rule.id}" is met by what is recorded: ${found.rule.metBy.join(', ')}. Record that.`,
      )
    return found.doneAt === null
      ? [{ type: 'case.clock-met', clock, what }]
      : refuse('case/clock-done', 'What this clock asks for is recorded already.')
  }

export const decideRecordOutward = (
  state: CaseState,
  { fact, record }: InputOf<typeof recordOutward>,
): Decided =>
  state.outward.some((one) => one.fact === fact && one.record === record)
    ? []
    : [{ type: 'case.outward-recorded', fact, record }]

const clockNamed = (
  clocks: CaseClocks,
  state: CaseState,
  name: string,
  now: Instant,
): Clock | Refusal => {
  const all = clocksOf(clocks, state, now)
  const found = all.find(({ clock }) => clock === name)
  return (
    found ??
    refuse(
      'case/no-such-clock',
      `The case has no clock "${name}". It has: ${all.map(({ clock }) => clock).join(', ') || 'none'}.`,
    )
  )
}
