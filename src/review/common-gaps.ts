import type { Clause } from '../catalogue/schema.ts'
import { notInSource } from '../catalogue/schema.ts'
import { type ClauseAnswer, type ConstraintAnswer, isGap, type StandingGap } from './contract.ts'

type Answered = Omit<ClauseAnswer, 'commonGaps'>

/** The answers with the common gaps of each clause that they show: a gap may lie in another clause. */
export const withCommonGaps = (
  clauses: readonly Pick<Clause, 'id' | 'commonGaps'>[],
  answers: readonly Answered[],
): readonly ClauseAnswer[] => {
  const byId = new Map(
    answers.flatMap(({ constraints }) => constraints).map((one) => [one.id, one]),
  )
  return answers.map((answer) => {
    const told = clauses.find(({ id }) => id === answer.id)?.commonGaps ?? notInSource
    return {
      ...answer,
      commonGaps: told === notInSource ? [] : told.flatMap((gap) => standing(gap, byId)),
    }
  })
}

type CommonGap = Exclude<Clause['commonGaps'], string>[number]

const standing = (
  { text, severity, shownBy }: CommonGap,
  answers: ReadonlyMap<string, ConstraintAnswer>,
): readonly StandingGap[] => {
  const asked = shownBy.flatMap((id) => answers.get(id) ?? [])
  const gaps = asked.filter(isGap)
  if (gaps.length === 0) return []
  const applying = asked.filter(({ verdict }) => verdict !== 'not-applicable')
  return [
    {
      text,
      severity,
      stands: applying.every(({ verdict }) => verdict === 'absent')
        ? 'whole'
        : gaps.every(({ verdict }) => verdict === 'could-not-run')
          ? 'not-known'
          : 'in-part',
      shownBy: gaps.map(({ id, verdict, next }) => ({ id, verdict, next })),
      accepted: gaps.every(({ accepted }) => accepted !== undefined),
    },
  ]
}
