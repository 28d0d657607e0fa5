import type { Passage } from '../../src/kernel/passage.ts'

/** What was done to a statement; the truth that matching is held against. */
export type Edit = 'kept' | 'reworded' | 'version' | 'decisive'

export interface EditedStatement extends Passage {
  /** Its place in the older revision; null of what is new. */
  readonly from: number | null
  readonly edit: Edit
}

/** The next revision of a document as writers make it: same seed, same revision. */
export const nextRevision = (
  before: readonly Passage[],
  seed: number,
): readonly EditedStatement[] => {
  const random = seeded(seed)
  const kept = before
    .map((one, from): EditedStatement => ({ ...one, ...edited(one.text, random), from }))
    // Some statements go.
    .filter(() => random() > 0.04)
  const moved = random() < 0.7 ? sectionMoved(kept, random) : kept
  // Some come: sentences that this document does not have.
  return moved.flatMap((one, place) =>
    random() > 0.04
      ? [one]
      : [
          {
            ...one,
            kind: 'paragraph' as const,
            text: `${newSentences[place % newSentences.length]} (${place})`,
            from: null,
            edit: 'kept' as const,
          },
          one,
        ],
  )
}

const edited = (
  text: string,
  random: () => number,
): { readonly text: string; readonly edit: Edit } => {
  const words = text.split(' ')
  const roll = random()
  if (roll < 0.08 && words.length >= 6) {
    const reworded = insteadOf(text)
    if (reworded !== text) return { text: reworded, edit: 'reworded' }
    // A word that adds nothing, where no other fits.
    const at = 1 + Math.floor(random() * (words.length - 2))
    return { text: [...words.slice(0, at), 'also', ...words.slice(at)].join(' '), edit: 'reworded' }
  }
  if (roll < 0.12) {
    const bumped = text.replace(
      /\b(\d+)\.(\d+)\b/,
      (_all, major, minor) => `${major}.${Number(minor) + 1}`,
    )
    if (bumped !== text) return { text: bumped, edit: 'version' }
  }
  if (roll < 0.14 && words.length >= 6) {
    const turned = text.replace(/\b(is|are|must|should|can)\b(?! not)/, '$1 not')
    if (turned !== text) return { text: turned, edit: 'decisive' }
  }
  return { text, edit: 'kept' }
}

const insteadOf = (text: string): string => {
  for (const [word, other] of synonyms)
    if (new RegExp(`\\b${word}\\b`).test(text))
      return text.replace(new RegExp(`\\b${word}\\b`), other)
  return text
}

const synonyms: readonly (readonly [string, string])[] = [
  ['use', 'employ'],
  ['ensure', 'make sure'],
  ['following', 'subsequent'],
  ['about', 'regarding'],
  ['such as', 'for example'],
  ['information', 'details'],
  ['provide', 'give'],
  ['several', 'various'],
  ['example', 'instance'],
  ['also', 'in addition'],
]

/** A section, from one heading to the next, goes elsewhere. */
const sectionMoved = (
  list: readonly EditedStatement[],
  random: () => number,
): readonly EditedStatement[] => {
  const headings = list.flatMap(({ kind }, place) => (kind === 'heading' ? [place] : []))
  if (headings.length < 3) return list
  const at = Math.floor(random() * (headings.length - 1))
  const [start = 0, end = list.length] = headings.slice(at, at + 2)
  const section = list.slice(start, end)
  const rest = [...list.slice(0, start), ...list.slice(end)]
  const others = rest.flatMap(({ kind }, place) => (kind === 'heading' ? [place] : []))
  const to = others[Math.floor(random() * others.length)] ?? rest.length
  return [...rest.slice(0, to), ...section, ...rest.slice(to)]
}

const newSentences: readonly string[] = [
  'Audit trails are kept for the whole retention period and are exported on demand.',
  'Whoever services the pump signs in with a smart card of the manufacturer.',
  'Backups are encrypted with a key that never leaves the hospital.',
  'Wireless interfaces stay off until a technician has enrolled the device.',
  'Certificates are renewed each spring by the department for clinical engineering.',
]

/** Mulberry32: the same numbers on every machine. */
const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
