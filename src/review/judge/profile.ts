import { type KindName, kindNames } from '../../catalogue/detection-schema.ts'
import { conceptsIn, type Lexicon } from '../../catalogue/lexicon.ts'
import type { Passage } from '../../kernel/passage.ts'
import { tokenize } from './tokens.ts'

/** What a document is, before it is read sentence by sentence. */
export interface Profile {
  readonly kinds: ReadonlySet<KindName>
  /** Concepts in file name and title. */
  readonly concepts: ReadonlySet<number>
}

/** A template is known by its blanks: this many, and this share of its passages. */
const blanks = { count: 3, share: 0.02 }
const titleWithin = 12
const longestTitle = 160
const headingsRead = 400

/** The document's kinds by file name, title and headings. A document can be of several. */
export const profileOf = (
  lexicon: Lexicon,
  path: string,
  passages: readonly Passage[],
): Profile => {
  const inPath = conceptsIn(lexicon, tokenize(pathWords(path)))
  const inTitle = conceptsIn(lexicon, tokenize(titleOf(passages)))
  const inHeadings = new Set<number>()
  let read = 0
  for (const passage of passages) {
    if (passage.kind !== 'heading' || ++read > headingsRead) continue
    for (const concept of conceptsIn(lexicon, tokenize(passage.text.slice(0, longestTitle))))
      inHeadings.add(concept)
  }
  const holds = (where: string, kind: KindName, found: ReadonlySet<number>): boolean => {
    const concept = lexicon.index.get(`kind:${where}:${kind}`)
    return concept !== undefined && found.has(concept)
  }
  const kinds = new Set<KindName>()
  for (const kind of kindNames)
    if (
      holds('path', kind, inPath) ||
      holds('title', kind, inTitle) ||
      holds('headings', kind, inHeadings)
    )
      kinds.add(kind)
  if (manyBlanks(passages)) kinds.add('template')
  return { kinds, concepts: new Set([...inPath, ...inTitle]) }
}

/** Folder and file name as words: `releaseNotes_v5.rst` reads "release notes v5". */
const pathWords = (path: string): string => {
  const parts = path.split('/').slice(-2)
  let words = ''
  for (const c of parts.join(' / ').replace(/\.[A-Za-z0-9]{1,5}$/, '')) {
    const last = words.at(-1) ?? ' '
    if (c === '_' || c === '-' || c === '.') words += ' '
    else words += isUpper(c) && last >= 'a' && last <= 'z' ? ` ${c}` : c
  }
  return words
}

const isUpper = (c: string): boolean => c >= 'A' && c <= 'Z'

const titleOf = (passages: readonly Passage[]): string => {
  const first = passages.slice(0, titleWithin)
  const heading = first.find((passage) => passage.kind === 'heading')
  return (heading ?? first[0])?.text.slice(0, longestTitle) ?? ''
}

const manyBlanks = (passages: readonly Passage[]): boolean => {
  let count = 0
  for (const passage of passages) {
    if (passage.kind === 'code') continue
    const { text } = passage
    if (
      text.includes('{{') ||
      /\bTBD\b|\[(?:[Tt]o be|[Ii]nsert|[Yy]our|[Cc]ompany|COMPANY|INSERT)/.test(text.slice(0, 500))
    )
      count++
  }
  return count >= blanks.count && count >= passages.length * blanks.share
}
