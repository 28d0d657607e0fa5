import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { ByConstraint } from '../folder-review.ts'
import type { ConstraintVerdict, DocumentVerdict } from '../judge/verdicts.ts'
import type { SecondAnswer, SecondVerdict } from './answer.ts'

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

/** In the order of the constraints asked about. What the first could not judge is no disagreement. */
export const disagreements = (
  first: ByConstraint<ConstraintVerdict>,
  { verdicts }: Pick<SecondAnswer, 'verdicts'>,
  ids: readonly ConstraintId[],
): readonly Disagreement[] =>
  ids.flatMap((constraint): readonly Disagreement[] => {
    const one = first[constraint]
    const other = verdicts.get(constraint)
    const second = other?.verdict ?? 'absent'
    if (one === undefined || one.verdict === 'could-not-run' || one.verdict === second) return []
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
