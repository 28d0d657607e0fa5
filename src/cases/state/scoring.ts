import { type Severity, severities } from '../../kernel/severity.ts'
import type { scoringEvents } from '../events/scoring.ts'
import { type Done, type Evolvers, type Of, without } from './evolver.ts'

export interface ScoringPart {
  readonly scores: readonly (Of<'case.scored'> & Done)[]
}

export const initialScoring: ScoringPart = { scores: [] }

export const evolveScoring: Evolvers<typeof scoringEvents> = {
  'case.scored': (state, event, done) => ({
    ...state,
    scores: [
      ...state.scores.filter(({ version }) => version !== event.version),
      { ...without(event), ...done },
    ],
  }),
}

/** The worst severity among the scores; undefined before the first. */
export const severityOf = ({ scores }: ScoringPart): Severity | undefined =>
  severities.findLast((severity) => scores.some((score) => score.severity === severity))
