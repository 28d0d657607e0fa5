import type { CueName, Weights } from '../../src/catalogue/detection-schema.ts'
import type { CompiledConstraint } from '../../src/review/judge/detection.ts'
import { HitList } from '../../src/review/judge/hit-list.ts'
import type { Match } from '../../src/review/judge/points.ts'
import type { Profile } from '../../src/review/judge/profile.ts'
import { standingOf } from '../../src/review/judge/weigh.ts'
import { exampleKind, type Reading, type Wanted } from './corpus.ts'

/** One point is this many log-odds: a passage one point above a threshold is right at 0.88. */
const steepness = 2
/** A `met` that is not is a false green: it costs this many times what a missed `met` costs. */
const falseGreenCosts = 3
/** A step that makes the judge wrong on an example of the catalogue is not worth taking. */
const wrongOnOwn = 100
/** What a weight one point away from its start costs: it moves only where many passages ask for it. */
const ridge = 8
const steps = [-0.5, -0.1, 0.1, 0.5]
const rounds = 60

/** A number of the weights that can be learnt. */
export interface Knob {
  /** Its keys in weights.yaml. */
  readonly path: readonly string[]
  readonly get: (weights: Weights) => number
  readonly set: (weights: Weights, value: number) => Weights
  /** Whether a match counts differently when it is turned. */
  readonly touches: (match: Match) => boolean
}

/** Every number that is learnt. */
export const knobsOf = (start: Weights): readonly Knob[] => [
  ...(['strong', 'weak'] as const).map(
    (grade): Knob => ({
      path: ['grades', grade],
      get: (weights) => weights.grades[grade],
      set: (weights, value) => ({ ...weights, grades: { ...weights.grades, [grade]: value } }),
      touches: ({ pattern }) => pattern.grade === grade,
    }),
  ),
  // The cast names what a record of cues has for keys.
  ...(Object.keys(start.cues) as CueName[]).map(
    (cue): Knob => ({
      path: ['cues', cue],
      get: (weights) => weights.cues[cue] ?? 0,
      set: (weights, value) => ({ ...weights, cues: { ...weights.cues, [cue]: value } }),
      touches: ({ cues }) => cues.has(cue),
    }),
  ),
  ...circumstances.map(
    ([name, touches]): Knob => ({
      path: [name],
      get: (weights) => weights[name],
      set: (weights, value) => ({ ...weights, [name]: value }),
      touches,
    }),
  ),
  {
    path: ['thresholds', 'met'],
    get: ({ thresholds }) => thresholds.met,
    set: (weights, met) => ({ ...weights, thresholds: { ...weights.thresholds, met } }),
    touches: () => true,
  },
]

const circumstances: readonly (readonly [
  'heading' | 'borrowed' | 'concrete' | 'fits' | 'unfit',
  Knob['touches'],
])[] = [
  ['heading', ({ headed }) => headed],
  ['borrowed', ({ borrowed }) => borrowed],
  ['concrete', ({ concrete }) => concrete],
  ['fits', ({ constraint }) => constraint.fits.size > 0],
  ['unfit', ({ constraint }) => constraint.unfit.size > 0],
]

/**
 * Learns the numbers of `start` from labelled readings: an ordinal logistic loss (is there anything,
 * is it met) with a ridge that holds every number at its start, lowered by steps of a tenth until no
 * step helps. Same readings, same weights. A good match makes a document partial: that is the origin
 * of the scale, and stays.
 */
export const learnFrom = (
  start: Weights,
  constraints: readonly CompiledConstraint[],
  readings: readonly Reading[],
): Weights => {
  const cells = readings.flatMap((reading) => cellsOf(start, constraints, reading))
  const knobs = knobsOf(start).map((knob) => ({
    ...knob,
    touched: cells.filter(({ matches }) => matches.some(knob.touches)),
  }))
  let best = start
  for (let round = 0; round < rounds; round++) {
    const before = best
    for (const { get, set, touched } of knobs) {
      const costOf = (weights: Weights): number =>
        touched.reduce((sum, cell) => sum + lossOf(weights, cell), 0) +
        ridge * (get(weights) - get(start)) ** 2
      let least = costOf(best)
      for (const step of steps) {
        const tried = set(best, Math.round(10 * (get(best) + step)) / 10)
        const costs = costOf(tried)
        if (costs < least - 1e-9) [best, least] = [tried, costs]
      }
    }
    if (best === before) break
  }
  return best
}

/** What was found in one document for one labelled constraint. */
interface Cell {
  readonly constraint: CompiledConstraint
  readonly profile: Profile
  readonly matches: readonly Match[]
  readonly wanted: Wanted
  /** A passage of our own, of which the judge may not be wrong. */
  readonly own: boolean
}

/** What no pattern found, no weight can change: it is left out. */
const cellsOf = (
  { silentKinds }: Weights,
  constraints: readonly CompiledConstraint[],
  { labels, matches, profile, kind }: Reading,
): Cell[] => {
  if (silentKinds.some((kind) => profile.kinds.has(kind))) return []
  return constraints.flatMap((constraint) => {
    const wanted = labels[constraint.id]?.verdict
    const found = matches.filter((match) => match.constraint === constraint)
    return wanted === undefined || found.length === 0
      ? []
      : [{ constraint, profile, matches: found, wanted, own: kind === exampleKind }]
  })
}

const lossOf = (weights: Weights, { constraint, profile, matches, wanted, own }: Cell): number => {
  const hits = new HitList(weights, profile)
  for (const match of matches) hits.add(match)
  const standing = standingOf(weights, constraint, profile, hits.of(constraint.id))
  if (standing === undefined) return 0
  const { score, mayBeMet } = standing
  const { thresholds } = weights
  const verdict =
    score < thresholds.partial ? 'absent' : score >= thresholds.met && mayBeMet ? 'met' : 'partial'
  if (own) return verdict === wanted ? 0 : wrongOnOwn
  const said = logLoss(score - thresholds.partial, wanted !== 'absent')
  if (!mayBeMet) return said
  const met = logLoss(score - thresholds.met, wanted === 'met')
  return said + (wanted === 'met' ? met : falseGreenCosts * met)
}

const logLoss = (margin: number, yes: boolean): number =>
  Math.log1p(Math.exp(steepness * (yes ? -margin : margin)))
