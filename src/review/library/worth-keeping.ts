import { constraintIds } from '../../catalogue/constraint-ids.ts'
import type { ConstraintVerdict } from '../judge/verdicts.ts'
import type { JudgedRevision } from './kept-verdicts.ts'

/** Passages of one document that an answer shows. */
export const evidencePerDocument = 3

/** The verdict on whatever `worthKeeping` left out; how sure the judge was of a silence, nobody asks. */
export const saysNothing: ConstraintVerdict = { verdict: 'absent', confidence: 0, evidence: [] }

/** What an answer can need of the verdicts: most documents say nothing to most constraints. */
export const worthKeeping = (verdicts: JudgedRevision['verdicts']): JudgedRevision['verdicts'] =>
  Object.fromEntries(
    constraintIds.flatMap((id) => {
      const one = verdicts[id]
      return one === undefined || one.verdict === 'absent'
        ? []
        : [[id, { ...one, evidence: one.evidence.slice(0, evidencePerDocument) }]]
    }),
  )
