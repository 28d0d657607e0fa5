import type { analysisEvents } from '../events/analysis.ts'
import { attached } from './conversation.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export type Reproduction = Of<'case.report-verified'> & Done

export interface AnalysisPart {
  /** Every try, in order; the last counts for its report. */
  readonly reproductions: readonly Reproduction[]
  readonly context: (Of<'case.context-recorded'> & Done) | null
}

export const initialAnalysis: AnalysisPart = { reproductions: [], context: null }

export const evolveAnalysis: Evolvers<typeof analysisEvents> = {
  'case.report-verified': (state, event, done) => ({
    ...attached(state, event.evidence),
    reproductions: [...state.reproductions, { ...without(event), ...done }],
  }),
  'case.context-recorded': (state, event, done) => ({
    ...state,
    context: { ...without(event), ...done },
  }),
}

/** What counts for a report: the last try of it, or the last that spoke for all of them. */
export const reproductionOf = (
  { reproductions }: AnalysisPart,
  report: string,
): Reproduction | undefined =>
  reproductions.findLast((one) => one.report === undefined || one.report === report)

/** Where anybody tried it: what the last try of each report, and of all of them, found. */
export const lastReproductions = ({ reproductions }: AnalysisPart): readonly Reproduction[] => {
  const lastOfAll = reproductions.findLastIndex(({ report }) => report === undefined)
  // What speaks for every report takes the place of what was found of each before.
  const since = reproductions.slice(Math.max(lastOfAll, 0))
  return [...new Map(since.map((one) => [one.report ?? '', one])).values()]
}
