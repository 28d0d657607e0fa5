import type {
  ClauseAnswer,
  ConstraintChange,
  FrozenAnswer,
  FrozenLegs,
  ReviewChanges,
  Verdict,
} from '../contract.ts'
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
    const { title = '', severity = '' } = about.get(now.id) ?? {}
    const change = was === undefined ? undefined : changeOf(was, now)
    return change === undefined ? [] : [{ id: now.id, title, severity, ...change }]
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
): Pick<ConstraintChange, 'before' | 'after' | 'is' | 'because'> | undefined => {
  const because = [
    ...legsBecause(was.legs, now.legs),
    ...passagesBecause(was, now),
    ...words(was, now),
  ]
  if (was.verdict === now.verdict && because.length === 0) return undefined
  return {
    before: { verdict: was.verdict, legs: was.legs },
    after: { verdict: now.verdict, legs: now.legs },
    is: was.verdict === now.verdict ? 'evidence' : direction(was.verdict, now.verdict),
    because: because.length > 0 ? because : ['The records answer otherwise.'],
  }
}

const ranks: readonly Verdict[] = ['could-not-run', 'absent', 'partial', 'met']

const direction = (was: Verdict, now: Verdict): 'better' | 'worse' | 'other' => {
  const [before, after] = [ranks.indexOf(was), ranks.indexOf(now)]
  if (before < 0 || after < 0) return 'other'
  return after > before ? 'better' : 'worse'
}

const questions: readonly (readonly [keyof FrozenLegs, string])[] = [
  ['exists', 'A document of the kind'],
  ['says', 'A passage that says it'],
  ['inForce', 'In force'],
  ['record', 'Records'],
]

const legsBecause = (was: FrozenLegs, now: FrozenLegs): readonly string[] =>
  questions.flatMap(([leg, words]) =>
    was[leg] === now[leg] ? [] : [`${words}: ${inWords(was[leg])}, now ${inWords(now[leg])}.`],
  )

const inWords = (verdict: Verdict): string => verdict.replaceAll('-', ' ')

/** Passages that are gone, by the place where they were, and documents that say it newly. */
const passagesBecause = (was: FrozenAnswer, now: FrozenAnswer): readonly string[] => {
  const [then, today] = [hashesOf(was), hashesOf(now)]
  // A word that a person gave shows no passage any more; the passages may still stand.
  if (then.size === 0 && today.size === 0) return []
  const gone = was.passages.filter(({ passageHash }) => !today.has(passageHash))
  const come = now.passages.filter(({ passageHash }) => !then.has(passageHash))
  return [
    ...gone.map(({ document, location }) => `No longer shown by: ${placed(document, location)}.`),
    ...come.map(({ document, location }) => `Newly shown by: ${placed(document, location)}.`),
  ]
}

const hashesOf = ({ passages }: FrozenAnswer): ReadonlySet<string> =>
  new Set(passages.map(({ passageHash }) => passageHash))

const placed = (document: string, location: string): string =>
  location === '' ? document : `${document}, ${location}`

const words = (was: FrozenAnswer, now: FrozenAnswer): readonly string[] => [
  ...(was.word === now.word
    ? []
    : [
        now.word === ''
          ? `The word of a person in ${was.word} holds no more.`
          : `A person decided it in ${now.word}.`,
      ]),
  ...(was.accepted === now.accepted
    ? []
    : [
        now.accepted === ''
          ? `The gap is accepted no more (${was.accepted}).`
          : `The gap was accepted in ${now.accepted}.`,
      ]),
]
