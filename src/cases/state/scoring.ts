import { type Severity, severities } from '../../kernel/severity.ts'
import type { scoringEvents } from '../events/scoring.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export type Score = Omit<Of<'case.scored'>, 'kind'> &
  Done & { readonly kind: 'ours' | 'finder' | 'supplier' | 'nvd' | 'other' }

interface WhichScore {
  readonly version: string
  readonly source: string
  readonly product?: string | undefined
}

export interface ScoringPart {
  /** The one that stands of each version, source and product. */
  readonly scores: readonly Score[]
  /** What stood before, oldest first; `why` where it was taken back and not replaced. */
  readonly earlierScores: readonly (Score & { readonly until: string; readonly why?: string })[]
  /** The one of ours that decides the severity; without it the worst does. */
  readonly primaryScore: (Of<'case.score-chosen'> & Done) | null
  readonly exploitation: (Of<'case.exploitation-noted'> & Done) | null
  readonly ssvc: (Of<'case.ssvc-decided'> & Done) | null
}

export const initialScoring: ScoringPart = {
  scores: [],
  earlierScores: [],
  primaryScore: null,
  exploitation: null,
  ssvc: null,
}

/** A case that is scored over and over keeps the last of what it replaced; all stand in its events. */
const earlierKept = 100

export const evolveScoring: Evolvers<typeof scoringEvents> = {
  'case.scored': (state, { kind, ...event }, done) => {
    const score: Score = { ...without(event), kind: kind ?? kindOf(event.source), ...done }
    const replaced = state.scores.filter((one) => isSameScore(one, score))
    return {
      ...state,
      scores: [...state.scores.filter((one) => !isSameScore(one, score)), score],
      earlierScores: kept(
        state,
        replaced.map((one) => ({ ...one, until: done.at })),
      ),
      // A new score of ours counts where the one before did.
      primaryScore:
        state.primaryScore !== null && replaced.some((one) => isNamed(one, state.primaryScore))
          ? { ...state.primaryScore, source: score.source }
          : state.primaryScore,
    }
  },
  'case.score-chosen': (state, event, done) => ({
    ...state,
    primaryScore: { ...without(event), ...done },
  }),
  'case.score-withdrawn': (state, event, done) => ({
    ...state,
    scores: state.scores.filter((one) => !isNamed(one, event)),
    earlierScores: kept(
      state,
      state.scores
        .filter((one) => isNamed(one, event))
        .map((one) => ({ ...one, until: done.at, why: event.reason })),
    ),
    primaryScore:
      state.primaryScore !== null && sameNames(state.primaryScore, event)
        ? null
        : state.primaryScore,
  }),
  'case.exploitation-noted': (state, event, done) => ({
    ...state,
    exploitation: {
      // A new word on exploitation says nothing against what the lists said.
      ...(state.exploitation?.kev === undefined ? {} : { kev: state.exploitation.kev }),
      ...(state.exploitation?.epss === undefined ? {} : { epss: state.exploitation.epss }),
      ...without(event),
      ...done,
    },
  }),
  'case.ssvc-decided': (state, event, done) => ({ ...state, ssvc: { ...without(event), ...done } }),
}

/** Whether this is the score that a command names. */
export const isNamed = (score: WhichScore, named: WhichScore | null): boolean =>
  named !== null && sameNames(score, named)

/** The score that decides how severe the case is; undefined before the first. */
export const decidingScore = ({
  scores,
  primaryScore,
}: Pick<ScoringPart, 'scores' | 'primaryScore'>): Score | undefined =>
  scores.find((score) => isNamed(score, primaryScore)) ??
  scores.reduce<Score | undefined>(
    (worst, one) => (worst === undefined || isWorse(one, worst) ? one : worst),
    undefined,
  )

export const severityOf = (
  state: Pick<ScoringPart, 'scores' | 'primaryScore'>,
): Severity | undefined => decidingScore(state)?.severity

/** The score that a row of a product is decided on: its own, where it has one, else the flaw's. */
export const scoreFor = (
  { scores, primaryScore }: Pick<ScoringPart, 'scores' | 'primaryScore'>,
  product: string,
): number | undefined => {
  const own = scores.filter((score) => score.product === product)
  const counted = own.length > 0 ? own : scores.filter((score) => score.product === undefined)
  const chosen = counted.find((score) => isNamed(score, primaryScore))
  if (chosen !== undefined) return chosen.score
  return counted.length === 0 ? undefined : Math.max(...counted.map(({ score }) => score))
}

const isWorse = (one: Score, other: Score): boolean => {
  const difference = severities.indexOf(one.severity) - severities.indexOf(other.severity)
  return difference > 0 || (difference === 0 && one.score > other.score)
}

/** Facts from before scores had a kind: what a person entered without a source is ours. */
const kindOf = (source: string): Score['kind'] => (source.startsWith('person:') ? 'ours' : 'other')

/** We have one judgement, whoever of us enters it. */
const isSameScore = (one: Score, other: Score): boolean =>
  one.version === other.version &&
  one.product === other.product &&
  (one.kind === 'ours' && other.kind === 'ours' ? true : one.source === other.source)

const sameNames = (one: WhichScore, other: WhichScore): boolean =>
  one.version === other.version && one.source === other.source && one.product === other.product

const kept = (
  { earlierScores }: ScoringPart,
  more: ScoringPart['earlierScores'],
): ScoringPart['earlierScores'] => [...earlierScores, ...more].slice(-earlierKept)
