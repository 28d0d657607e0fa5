import { gapSeverities } from '../../../review/contract.ts'
import type { ReviewChanges } from '../../api/clauses.ts'
import { questions } from './questions.ts'

type Change = ReviewChanges['changes'][number]

/** Which way it went, the ones to look at first. */
export const way = {
  worse: 'Worse',
  weaker: 'Weaker',
  other: 'Otherwise',
  evidence: 'Other passages',
  stronger: 'Stronger',
  better: 'Better',
} as const satisfies Record<Change['is'], string>

const ways = Object.keys(way)
const severities: readonly string[] = gapSeverities

/** Worse before better, and of those the graver duty. */
export const worstFirst = (one: Change, other: Change): number =>
  ways.indexOf(one.is) - ways.indexOf(other.is) ||
  severities.indexOf(other.severity) - severities.indexOf(one.severity)

/** `2 worse, 1 better, 46 as they were`. */
export const countsInWords = (changes: readonly Change[], unchanged = 0): string => {
  const counts = Object.entries(way).flatMap(([is, word]) => {
    const count = changes.filter((one) => one.is === is).length
    return count === 0 ? [] : [`${count} ${inCounts[is] ?? word.toLowerCase()}`]
  })
  if (counts.length === 0) return 'Nothing has changed.'
  return `${[...counts, ...(unchanged === 0 ? [] : [`${unchanged} as they were`])].join(', ')}${unchanged === 0 ? '' : '.'}`
}

const inCounts: Readonly<Record<string, string>> = { evidence: 'resting on other passages' }

const doNext: Readonly<Record<(typeof questions)[number]['leg'], string>> = {
  exists: 'To do: add a document that says it, or take the passage up again.',
  says: 'To do: take the passage up again, or confirm the one that says it now.',
  inForce: 'To do: record the approval, or the day from which it holds.',
  record: 'To do: look at the records that answer it.',
}
const falls: readonly string[] = ['met', 'partial', 'absent', 'could-not-run']

/** What closes it again: by the first question that is answered worse. Nothing where it is better. */
export const nextStep = ({ is, before, after }: Change): string => {
  if (is === 'better' || is === 'stronger') return ''
  if (is === 'evidence') return 'To do: look whether it still says what it should.'
  const fell = questions.find(
    ({ leg }) => falls.indexOf(after.legs[leg]) > falls.indexOf(before.legs[leg]),
  )
  if (fell !== undefined) return doNext[fell.leg]
  return is === 'worse'
    ? 'To do: the questions are answered as before; give the word on it anew, or close the gap.'
    : ''
}

export interface Behind {
  readonly id: string
  readonly document: string
  readonly revision: string | null
  /** How many changed duties it stands behind. */
  readonly duties: number
}

const documentsShown = 5

/** The documents that most changes have in common, the first of them. */
export const documentsBehind = (changes: readonly Change[]): readonly Behind[] => {
  const found = new Map<string, Behind>()
  for (const { documents } of changes)
    for (const { id, document, revision } of documents) {
      const known = found.get(id)
      found.set(id, {
        id,
        document,
        revision: known?.revision ?? revision,
        duties: (known?.duties ?? 0) + 1,
      })
    }
  return [...found.values()].sort((a, b) => b.duties - a.duties).slice(0, documentsShown)
}
