import type { Likeness } from '../../api/intake.ts'

/** The same for a record that stays: without what strangers call their files and mails. */
export const whyForTheRecord = (why: readonly Likeness[]): string =>
  why
    .map((one) =>
      one.by === 'file'
        ? 'the same file'
        : one.by === 'number'
          ? 'the same number of theirs'
          : oneInWords(one),
    )
    .join(', ')

/** Why two reports may be about the same flaw, in one line. */
export const whyInWords = (why: readonly Likeness[]): string =>
  why.map(oneInWords).join(', ') || 'Nothing in common was found'

const oneInWords = (one: Likeness): string => {
  switch (one.by) {
    case 'identifier':
      return `both name ${one.value}`
    case 'file':
      return `the same file ${one.name}`
    case 'number':
      return `the same number of theirs, ${one.value}`
    case 'text':
      return `${Math.round(one.share * 100)} % of the words in both`
    case 'product':
      return 'the same product'
    default:
      return one satisfies never
  }
}

const markedAtMost = 20_000
const shortest = 4

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    (
      text
        .slice(0, markedAtMost)
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).filter(({ length }) => length >= shortest),
  )

export interface MarkedPart {
  readonly at: number
  readonly text: string
  readonly both: boolean
}

/** A text in parts: what the other text says in the same words, and what it does not. */
export const markedParts = (text: string, other: string): readonly MarkedPart[] => {
  const common = wordsOf(other)
  const parts: MarkedPart[] = []
  let at = 0
  const add = (piece: string, both: boolean) => {
    if (piece === '') return
    const last = parts.at(-1)
    if (last !== undefined && last.both === both)
      parts[parts.length - 1] = { ...last, text: last.text + piece }
    else parts.push({ at, text: piece, both })
    at += piece.length
  }
  for (const piece of text.slice(0, markedAtMost).split(/([\p{L}\p{N}]+)/u))
    add(piece, common.has(piece.toLowerCase()))
  add(text.slice(markedAtMost), false)
  return parts
}
