import { type LeakStep, leakSteps } from '../contract.ts'
import type { leakEvents } from '../events/leak.ts'
import type { DisclosurePart } from './disclosure.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface LeakPart {
  /** The last leak; it stands until it is settled. */
  readonly leak:
    | (Of<'case.leak-reported'> &
        Done & {
          /** How many disclosure decisions were made before it: none of them answers it. */
          readonly decisionsBefore: number
          readonly steps: readonly (Of<'case.leak-step-taken'> & Done)[]
          readonly settled: (Of<'case.leak-settled'> & Done) | null
        })
    | null
}

export const initialLeak: LeakPart = { leak: null }

export const evolveLeak: Evolvers<typeof leakEvents> = {
  'case.leak-reported': (state, event, done) => ({
    ...state,
    leak: {
      ...without(event),
      ...done,
      decisionsBefore: state.disclosureDecisions,
      steps: [],
      settled: null,
    },
  }),
  'case.leak-step-taken': (state, event, done) =>
    state.leak === null
      ? state
      : {
          ...state,
          leak: {
            ...state.leak,
            steps: [
              ...state.leak.steps.filter(({ step }) => step !== event.step),
              { ...without(event), ...done },
            ],
          },
        },
  'case.leak-settled': (state, event, done) =>
    state.leak === null
      ? state
      : { ...state, leak: { ...state.leak, settled: { ...without(event), ...done } } },
}

/** A leak that nobody settled. */
export const openLeak = ({ leak }: LeakPart): LeakPart['leak'] =>
  leak === null || leak.settled !== null ? null : leak

/**
 * What still must happen after the leak. The disclosure counts as decided only by a decision that
 * was made and approved since, and the embargo as answered once it is lifted; the rest a person answers.
 */
export const leakStepsLeft = (state: LeakPart & DisclosurePart): readonly LeakStep[] => {
  const leak = openLeak(state)
  if (leak === null) return []
  return leakSteps.filter((step) => {
    if (step === 'disclosure')
      return state.disclosureDecisions <= leak.decisionsBefore || state.disclosure?.approved == null
    if (step === 'embargo' && state.embargo === null) return false
    return !leak.steps.some((taken) => taken.step === step)
  })
}
