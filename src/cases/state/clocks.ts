import type { Instant } from '../../kernel/time.ts'
import { unheardOf } from '../../kernel/unheard.ts'
import type { clockEvents, Timing } from '../events/clocks.ts'
import type { CaseEvent } from '../events.ts'
import type { CaseState } from '../state.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface ClocksPart {
  /** The moment last recorded; without one, clocks run from the beginning of the day `awareOn`. */
  readonly awareness: (Of<'case.awareness-recorded'> & Done) | null
  readonly incidents: readonly (Of<'case.incident-recorded'> & Done)[]
  readonly pauses: readonly {
    readonly clock: string
    readonly reason: string
    readonly by: string
    readonly from: string
    readonly to: string | null
  }[]
  readonly metByHand: readonly (Of<'case.clock-met'> & Done)[]
  /** Once here, a clock stays missed, whatever is recorded later. */
  readonly missed: readonly Of<'case.clock-missed'>[]
  readonly told: readonly (Of<'case.clock-reminded'> & {
    readonly kind: 'remind' | 'escalate'
  })[]
  readonly outward: readonly (Of<'case.outward-recorded'> & { readonly at: string })[]
  /** When it first stood where, and when exploitation was first known. */
  readonly reached: Readonly<Record<string, Instant>>
  /** As the rules gave it when something was last recorded; null before they were asked. */
  readonly timing: Timing | null
}

export const initialClocks: ClocksPart = {
  awareness: null,
  incidents: [],
  pauses: [],
  metByHand: [],
  missed: [],
  told: [],
  outward: [],
  reached: {},
  timing: null,
}

export const evolveClocks: Evolvers<typeof clockEvents> = {
  'case.awareness-recorded': (state, event, done) => ({
    ...state,
    awareness: { ...without(event), ...done },
    awareOn: event.moment.slice(0, 10),
  }),
  'case.incident-recorded': (state, event, done) => ({
    ...state,
    incidents: [...state.incidents, { ...without(event), ...done }],
  }),
  'case.clock-paused': (state, { clock, reason }, { by, at }) => ({
    ...state,
    pauses: [...state.pauses, { clock, reason, by, from: at, to: null }],
  }),
  'case.clock-resumed': (state, { clock }, { at }) => ({
    ...state,
    pauses: state.pauses.map((pause) =>
      pause.clock === clock && pause.to === null ? { ...pause, to: at } : pause,
    ),
  }),
  'case.clock-met': (state, event, done) => ({
    ...state,
    metByHand: [...state.metByHand, { ...without(event), ...done }],
  }),
  'case.clock-missed': (state, event) => ({ ...state, missed: [...state.missed, without(event)] }),
  'case.clock-reminded': (state, event) => ({
    ...state,
    told: [...state.told, { ...without(event), kind: 'remind' }],
  }),
  'case.clock-escalated': (state, event) => ({
    ...state,
    told: [...state.told, { ...without(event), kind: 'escalate' }],
  }),
  'case.clocks-looked': (state) => state,
  'case.outward-recorded': (state, event, { at }) => ({
    ...state,
    outward: [...state.outward, { ...without(event), at }],
  }),
}

/** What any event says about time: where the case came for the first time, and what is due now. */
export const timedBy = (state: CaseState, timing: Timing | undefined, at: Instant): CaseState => {
  const now = [state.status, ...(knownExploited(state) ? [exploited] : [])].filter(
    (step) => state.reached[step] === undefined,
  )
  const reached =
    now.length === 0
      ? state.reached
      : { ...state.reached, ...Object.fromEntries(now.map((step) => [step, at])) }
  const standing = timing ?? state.timing
  return {
    ...state,
    reached,
    timing: standing,
    // What was told of a date that is none any more need not be known.
    told:
      timing === undefined
        ? state.told
        : state.told.filter(({ clock, dueAt }) =>
            timing.clocks.some((one) => one.clock === clock && one.dueAt === dueAt),
          ),
  }
}

/** The key in `reached` of the moment at which exploitation was first recorded as active. */
export const exploited = 'exploited'

const knownExploited = (state: {
  readonly status: string
  readonly exploitation?: { readonly status: string } | null
}): boolean => state.exploitation?.status === 'active'

/** The event without what the rules said. */
export const plain = ({ timing: _, ...event }: CaseEvent) => event

/** What is due, the next first: a date that was missed is due until it is done. */
export const dueClocks = ({ timing }: ClocksPart) =>
  (timing?.clocks ?? [])
    .flatMap(({ clock, rule, outcome, dueAt, doneAt }) =>
      dueAt !== null && (outcome === 'running' || (outcome === 'missed' && doneAt === null))
        ? [{ clock, rule, dueAt }]
        : [],
    )
    .sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1))

/** Facets by which clocks are found, counted and looked at. */
export const clockValues = (state: CaseState): Readonly<Record<string, readonly string[]>> => {
  const { timing, reached, awareOn, told, status, openedAt } = state
  if (status === 'closed' || timing === null)
    return {
      // Nobody has asked the rules about it yet: the server does so when it looks next.
      ...(status === 'closed' || openedAt === '' ? {} : { watch: [openedAt] }),
      ...outcomes(timing),
      ...steps(reached, state.awareness?.moment ?? awareOn),
    }
  return {
    ...(timing.watchAt === null ? {} : { watch: [timing.watchAt] }),
    'clock-rules': [timing.edition],
    ...outcomes(timing),
    ...(unheardOf(told).length > 0 ? { reminder: ['unheard'] } : {}),
    ...steps(reached, state.awareness?.moment ?? awareOn),
  }
}

/** Those that the flow counts. What never ran is most of all clocks, and would be most of the facets. */
const counted: readonly string[] = ['kept', 'missed', 'running', 'paused']

const outcomes = (timing: Timing | null) => ({
  clock: [
    ...new Set(
      (timing?.clocks ?? [])
        .filter(({ outcome }) => counted.includes(outcome))
        .map(({ outcome, rule }) => `${outcome} ${rule}`),
    ),
  ],
})

/** Whole hours from awareness to the first time it stood there, and that it did, by year. */
const steps = (reached: CaseState['reached'], aware: string) => {
  const from = Date.parse(aware)
  return Number.isNaN(from)
    ? {}
    : Object.fromEntries(
        Object.entries(reached).flatMap(([step, at]) => {
          const hours = Math.max(0, Math.floor((Date.parse(at) - from) / 3_600_000))
          const year = at.slice(0, 4)
          return step === 'open' || step === exploited
            ? []
            : [
                [`reached-${step}`, [year, 'ever']],
                [
                  `took-${step}`,
                  [year, 'ever'].map((one) => `${one} ${String(hours).padStart(7, '0')}`),
                ],
              ]
        }),
      )
}
