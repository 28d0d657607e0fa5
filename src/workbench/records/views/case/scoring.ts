import { z } from 'zod'
import { severities } from '../../../../kernel/severity.ts'
import { doneView, fileView } from '../common.ts'

const named = { version: z.string(), source: z.string(), product: z.string().optional() }

const score = doneView.extend({
  ...named,
  vector: z.string(),
  score: z.number(),
  severity: z.enum(severities),
  kind: z.string(),
  base: z.number().optional(),
  threat: z.number().nullable().optional(),
  environmental: z.number().nullable().optional(),
  reasoning: z
    .array(
      z.object({
        metric: z.string(),
        value: z.string(),
        told: z.array(z.object({ ask: z.string(), answer: z.string() })),
      }),
    )
    .optional(),
  rationale: z.string().optional(),
})
export type ScoreView = z.output<typeof score>

/** What the page of a case reads of its analysis: tries, context, scores, exploitation, SSVC. */
export const scoringView = {
  reproductions: z.array(
    doneView.extend({
      outcome: z.string(),
      report: z.string().optional(),
      product: z.string().optional(),
      revision: z.string().optional(),
      how: z.string(),
      tools: z.array(z.string()),
      evidence: z.array(fileView),
      verifiedBy: z.string(),
      on: z.string(),
    }),
  ),
  context: doneView
    .extend({
      location: z.string(),
      boundary: z.string(),
      reachableBy: z.string(),
      data: z.string(),
    })
    .nullable(),
  scores: z.array(score),
  earlierScores: z.array(score.extend({ until: z.string(), why: z.string().optional() })),
  primaryScore: doneView.extend({ ...named, reason: z.string() }).nullable(),
  exploitation: doneView
    .extend({
      status: z.string(),
      source: z.string(),
      reference: z.string(),
      on: z.string(),
      kev: z.object({ added: z.string(), due: z.string().optional() }).optional(),
      epss: z
        .object({ score: z.number(), percentile: z.number().optional(), on: z.string() })
        .optional(),
    })
    .nullable(),
  ssvc: doneView
    .extend({
      tree: z.string(),
      table: z.string(),
      outcome: z.object({ name: z.string(), meaning: z.string() }),
      points: z.record(z.string(), z.string()),
      path: z.array(z.object({ point: z.string(), value: z.string(), sentence: z.string() })),
      reason: z.string(),
    })
    .nullable(),
}
const parts = z.object(scoringView)
type ScoringView = z.output<typeof parts>

/** The score that decides how bad a case is: the one that was chosen, else the worst. */
export const decidingScore = ({
  scores,
  primaryScore,
}: Pick<ScoringView, 'scores' | 'primaryScore'>): ScoreView | undefined =>
  scores.find(
    ({ version, source, product }) =>
      primaryScore !== null &&
      primaryScore.version === version &&
      primaryScore.source === source &&
      primaryScore.product === product,
  ) ??
  scores.reduce<ScoreView | undefined>(
    (worst, one) => (worst === undefined || isWorse(one, worst) ? one : worst),
    undefined,
  )

const isWorse = (one: ScoreView, other: ScoreView): boolean => {
  const difference = severities.indexOf(one.severity) - severities.indexOf(other.severity)
  return difference > 0 || (difference === 0 && one.score > other.score)
}
