import type { Passage } from '../../kernel/passage.ts'
import { conceptKeysOf, headingKeysOf, textKeysOf, wordKeys } from './keys.ts'
import { isForOperators } from './omissions.ts'
import { lowerCase, type Run, runsOf, type Stem, stemsOf } from './words.ts'

/** A passage with what the matchers ask of it, worked out once. */
export interface PreparedPassage {
  readonly path: string
  readonly passage: Passage
  /** The text in lower case: the same length, so that offsets serve both. */
  readonly lower: string
  /** Stems in order, without the words that carry no topic. */
  readonly stems: readonly Stem[]
  readonly stemSet: ReadonlySet<string>
  /** Headings above and the table's head, in lower case: what gives a bare number its meaning. */
  readonly context: string
  readonly runs: readonly Run[]
  /** What an index finds the passage by: `keysOf`, worked out as far as it is asked. */
  readonly keys: PassageKeys
  readonly document: PreparedDocument
}

export interface PassageKeys {
  readonly has: (key: string) => boolean
}

/** What all passages of one document share. */
export interface PreparedDocument {
  /** Whether the document's title or one of its passages has all these keys. */
  readonly has: (keys: readonly string[]) => boolean
  /** Whether its title tells that it is for those who install, run or secure the product. */
  readonly forOperators: boolean
}

/** Prepares a document's passages; rows learn the head of their table. */
export const preparePassages = (
  path: string,
  passages: readonly Passage[],
  title: string = path,
): readonly PreparedPassage[] => {
  let head: Passage | undefined
  const all: PreparedPassage[] = []
  const document = documentOf(title, all)
  for (const passage of passages) {
    if (passage.kind !== 'table-row') head = undefined
    all.push(preparePassage(path, passage, head?.text, document))
    if (passage.kind === 'table-row') head ??= passage
  }
  return all
}

/** Prepares one passage; `head` is the text of its table's head, where it is another row of one. */
export const preparePassage = (
  path: string,
  passage: Passage,
  head: string | undefined,
  document: PreparedDocument,
): PreparedPassage => {
  const context = lowerCase(
    `${head === undefined ? '' : `${head} `}${passage.location.headings.join(' ')}`,
  )
  return prepared({ path, passage, context, document })
}

/** A part of a passage, which stands where the passage stands. */
export const preparedText = (
  { path, passage, context, document }: PreparedPassage,
  text: string,
): PreparedPassage => prepared({ path, passage: { ...passage, text }, context, document })

const prepared = ({
  path,
  passage,
  context,
  document,
}: Pick<PreparedPassage, 'path' | 'passage' | 'context' | 'document'>): PreparedPassage => {
  const lower = lowerCase(passage.text)
  const stems = stemsOf(lower)
  return {
    path,
    passage,
    lower,
    stems,
    stemSet: new Set(stems.map(({ text }) => text)),
    context,
    runs: runsOf(lower),
    keys: lazyKeys({ lower, context, passage, stems }),
    document,
  }
}

const lazyKeys = (
  passage: Pick<PreparedPassage, 'lower' | 'context' | 'passage' | 'stems'>,
): PassageKeys => {
  let words: ReadonlySet<string> | undefined
  let above: ReadonlySet<string> | undefined
  let concepts: ReadonlySet<string> | undefined
  return {
    has: (key) => {
      if (key.startsWith(':') || key.startsWith('^:')) {
        concepts ??= conceptKeysOf(passage)
        return concepts.has(key)
      }
      if (key.startsWith('^')) {
        above ??= headingKeysOf(passage)
        return above.has(key)
      }
      words ??= textKeysOf(passage)
      return words.has(key)
    },
  }
}

const documentOf = (title: string, passages: readonly PreparedPassage[]): PreparedDocument => {
  const named = wordKeys(title)
  const known = new Map<string, boolean>()
  const search = (keys: readonly string[]): boolean =>
    keys.every((key) => named.includes(key)) ||
    passages.some((passage) => keys.every((key) => passage.keys.has(key)))
  return {
    has: (keys) => {
      const name = keys.join(' ')
      const answer = known.get(name) ?? search(keys)
      known.set(name, answer)
      return answer
    },
    forOperators: isForOperators(title),
  }
}
