import type {
  ChangedDocument,
  ConstraintAnswer,
  FrozenAnswer,
  FrozenLegs,
  FrozenPassage,
  Verdict,
} from '../contract.ts'
import { kept } from './freeze.ts'

/** Why a constraint is answered otherwise than when it was kept, one sentence for each reason. */
export const becauseOf = (
  was: FrozenAnswer,
  now: FrozenAnswer,
  today: ConstraintAnswer,
): { readonly because: readonly string[]; readonly documents: readonly ChangedDocument[] } => {
  const { gone, come } = passagesBetween(was, now, today)
  return {
    because: [
      ...legsBecause(was.legs, now.legs),
      ...placesOf('No longer shown by', gone),
      // A kept review holds the best passages only: others may have stood there before.
      ...placesOf(was.passages.length < kept.passages ? 'Newly shown by' : 'Now shown by', come),
      ...words(was, now),
    ],
    documents: documentsOf({ gone, come }),
  }
}

const questions: readonly (readonly [keyof FrozenLegs, string])[] = [
  ['exists', 'a document of the kind'],
  ['says', 'a passage that says it'],
  ['inForce', 'in force'],
  ['record', 'records'],
]

/** Questions that went the same way share a sentence. */
const legsBecause = (was: FrozenLegs, now: FrozenLegs): readonly string[] => {
  const ways = new Map<string, string[]>()
  for (const [leg, words] of questions) {
    if (was[leg] === now[leg]) continue
    const way = `${inWords(was[leg])}, now ${inWords(now[leg])}`
    ways.set(way, [...(ways.get(way) ?? []), words])
  }
  return [...ways].map(([way, legs]) => `${capital(legs.join(', '))}: ${way}.`)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const inWords = (verdict: Verdict): string => verdict.replaceAll('-', ' ')

interface Between {
  readonly gone: readonly FrozenPassage[]
  readonly come: readonly FrozenPassage[]
}

/** A passage is gone only where today's answer does not have it at all, however far down. */
const passagesBetween = (
  was: FrozenAnswer,
  now: FrozenAnswer,
  { documents }: ConstraintAnswer,
): Between => {
  const then = new Set(was.passages.map(({ passageHash }) => passageHash))
  const today = new Set(documents.evidence.map(({ passageHash }) => passageHash))
  const gone = was.passages.filter(({ passageHash }) => !today.has(passageHash))
  const come = now.passages.filter(({ passageHash }) => !then.has(passageHash))
  const onlyMoved = gone.length === 0 && was.passages.length === kept.passages
  return { gone, come: onlyMoved ? [] : come }
}

/** One sentence for each document, with the places in it. */
const placesOf = (said: string, passages: readonly FrozenPassage[]): readonly string[] => {
  const places = new Map<string, Set<string>>()
  for (const { document, location } of passages) {
    const known = places.get(document) ?? new Set()
    if (location !== '') known.add(whole(location))
    places.set(document, known)
  }
  return [...places].map(([document, found]) =>
    ended(`${said}: ${[whole(document), [...found].join('; ')].filter(Boolean).join(', ')}`),
  )
}

const ended = (sentence: string): string => (sentence.endsWith('…') ? sentence : `${sentence}.`)

/** What was cut when it was kept ends at a word, and says that it was cut. */
const whole = (text: string): string =>
  text.length < kept.place ? text : `${text.slice(0, text.lastIndexOf(' '))} …`

/** The documents that stand behind it; of those that showed it then, the file that was judged. */
const documentsOf = ({ gone, come }: Between): readonly ChangedDocument[] => {
  const found = new Map<string, ChangedDocument>()
  for (const { documentId: id, document } of come)
    found.set(id, { id, document: whole(document), revision: null })
  for (const { documentId: id, document, revision } of gone)
    found.set(id, { id, document: whole(document), revision })
  return [...found.values()]
}

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
