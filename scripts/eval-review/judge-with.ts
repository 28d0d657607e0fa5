import type { Weights } from '../../src/catalogue/detection-schema.ts'
import type { CompiledConstraint } from '../../src/review/judge/detection.ts'
import { HitList } from '../../src/review/judge/hit-list.ts'
import { verdictsOf } from '../../src/review/judge/judge.ts'
import type { DocumentVerdicts } from '../../src/review/judge/verdicts.ts'
import { type Reading, sourcesOf } from './corpus.ts'
import { learnFrom } from './learn.ts'

export interface Judge {
  readonly weights: Weights
  readonly constraints: readonly CompiledConstraint[]
}

/** The verdicts on a document that has been read, by these weights. */
export const judgeReading = (judge: Judge, { matches, profile, read }: Reading): Verdicts => {
  const hits = new HitList(judge.weights, profile)
  for (const match of matches) hits.add(match)
  return { path: read.path, constraints: verdictsOf(judge, read, profile, hits) }
}

export interface Verdicts {
  readonly path: string
  readonly constraints: DocumentVerdicts
}

/**
 * Every document judged by weights learnt without its source: what the weights are worth elsewhere.
 * The catalogue's examples, which are of no source, always teach. With a `share` below 1 the weights
 * are learnt from that part of the other sources.
 */
export const judgeApart = (
  start: Judge,
  readings: readonly Reading[],
  examples: readonly Reading[],
  share = 1,
): Verdicts[] => {
  const sources = sourcesOf(readings)
  return sources.flatMap((source, at) => {
    // Those that follow in the list, around its end: every source teaches equally often.
    const others = [...sources.slice(at + 1), ...sources.slice(0, at)]
    const teachers = new Set(others.slice(0, Math.round(share * others.length)))
    const weights = learnFrom(start.weights, start.constraints, [
      ...readings.filter((one) => teachers.has(one.source)),
      ...examples,
    ])
    return readings
      .filter((one) => one.source === source)
      .map((one) => judgeReading({ ...start, weights }, one))
  })
}
