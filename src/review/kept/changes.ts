import type {
  ClauseAnswer,
  ConstraintAnswer,
  ConstraintChange,
  FrozenAnswer,
  ReviewChanges,
  Verdict,
} from '../contract.ts'
import { becauseOf } from './because.ts'
import { freeze } from './freeze.ts'

type Changes = Pick<ReviewChanges, 'changes' | 'unchanged' | 'counts'>

/** What is answered otherwise than it was when a review was kept, in the order of the catalogue. */
export const changesSince = (
  before: readonly FrozenAnswer[],
  clauses: readonly ClauseAnswer[],
): Changes => {
  const after = freeze(clauses)
  const then = new Map(before.map((one) => [one.id, one]))
  const about = new Map(
    clauses.flatMap(({ constraints }) => constraints.map((one) => [one.id, one] as const)),
  )
  const changes = after.flatMap((now): readonly ConstraintChange[] => {
    const was = then.get(now.id)
    const today = about.get(now.id)
    if (was === undefined || today === undefined) return []
    const { id, title, severity } = today
    const change = changeOf(was, now, today)
    return change === undefined ? [] : [{ id, title, severity, ...change }]
  })
  return {
    changes,
    unchanged: after.length - changes.length,
    counts: { before: countsOf(before), after: countsOf(after) },
  }
}

const countsOf = (
  answers: readonly Pick<FrozenAnswer, 'verdict'>[],
): Readonly<Partial<Record<Verdict, number>>> => {
  const counts: Partial<Record<Verdict, number>> = {}
  for (const { verdict } of answers) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}

const changeOf = (
  was: FrozenAnswer,
  now: FrozenAnswer,
  today: ConstraintAnswer,
): Pick<ConstraintChange, 'before' | 'after' | 'is' | 'because' | 'documents'> | undefined => {
  const { because, documents } = becauseOf(was, now, today)
  if (was.verdict === now.verdict && because.length === 0) return undefined
  return {
    before: { verdict: was.verdict, legs: was.legs },
    after: { verdict: now.verdict, legs: now.legs },
    is:
      was.verdict === now.verdict ? underOneVerdict(was, now) : direction(was.verdict, now.verdict),
    because: because.length > 0 ? because : ['The records answer otherwise.'],
    documents,
  }
}

const ranks: readonly Verdict[] = ['could-not-run', 'absent', 'partial', 'met']

const direction = (was: Verdict, now: Verdict): 'better' | 'worse' | 'other' => {
  const [before, after] = [ranks.indexOf(was), ranks.indexOf(now)]
  if (before < 0 || after < 0) return 'other'
  return after > before ? 'better' : 'worse'
}

/** The verdict holds, but its questions are answered better or worse than they were. */
const underOneVerdict = (was: FrozenAnswer, now: FrozenAnswer): ConstraintChange['is'] => {
  const ways = legs
    .filter((leg) => was.legs[leg] !== now.legs[leg])
    .map((leg) => direction(was.legs[leg], now.legs[leg]))
  if (ways.length === 0) return 'evidence'
  if (ways.every((way) => way === 'worse')) return 'weaker'
  return ways.every((way) => way === 'better') ? 'stronger' : 'evidence'
}

const legs = ['exists', 'says', 'inForce', 'record'] as const
