import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { ByConstraint } from '../folder-review.ts'
import type { ConstraintVerdict, DocumentVerdict } from '../judge/verdicts.ts'
import type { SecondVerdict } from './answer.ts'
import type { AskedDocument } from './ask-document.ts'

/** Where the judges say different things of one document. Neither is changed by the other. */
export interface Disagreement {
  readonly constraint: ConstraintId
  readonly first: DocumentVerdict
  readonly second: SecondVerdict['verdict'] | 'absent'
  /** What the one that says more quotes. */
  readonly evidence: readonly {
    readonly quote: string
    readonly page?: number
    readonly line?: number
  }[]
}

/**
 * In the order of the constraints asked about. Silence is no word: where the first could not judge, or
 * the second did not answer every question, only what is proven is shown against it.
 */
export const disagreements = (
  first: ByConstraint<ConstraintVerdict>,
  { verdicts, unanswered }: Pick<AskedDocument, 'verdicts' | 'unanswered'>,
  ids: readonly ConstraintId[],
): readonly Disagreement[] =>
  ids.flatMap((constraint): readonly Disagreement[] => {
    const one = first[constraint]
    const other = verdicts.get(constraint)
    const second = other?.verdict ?? 'absent'
    if (one === undefined || one.verdict === second) return []
    if (other === undefined && (one.verdict === 'could-not-run' || unanswered > 0)) return []
    const quoted = other?.evidence ?? one.evidence
    return [
      {
        constraint,
        first: one.verdict,
        second,
        evidence: quoted.slice(0, 3).map(({ quote, location: { page, line } }) => ({
          quote,
          ...(page === undefined ? {} : { page }),
          ...(line === undefined ? {} : { line }),
        })),
      },
    ]
  })
