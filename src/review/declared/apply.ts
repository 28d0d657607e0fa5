import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Passage } from '../../kernel/passage.ts'
import type { AsksAgain } from '../contract.ts'
import type { ByConstraint, PersonsWord, ReviewedVerdict } from '../folder-review.ts'
import type { DocumentVerdicts } from '../judge/verdicts.ts'
import {
  type Document,
  type LibraryDocument,
  pathOf,
  type Revision,
} from '../library/judge-library.ts'
import { kindWords } from '../library/of-the-kind.ts'
import { evidenceOfPerson, passageHash } from '../library/passage-hash.ts'
import { insteadOf, wordsOn } from '../library/persons-words.ts'
import type { Viewed } from '../records/views.ts'
import type { Declared, DeclaredWord } from './parse.ts'

/** What was declared of a folder, as the review of it asks. */
export interface DeclaredFolder {
  readonly file: string
  /** The day on which documents are in force or not. */
  readonly today: string
  /** The document as the library would hold it; every one has a standing, declared or not. */
  documentOf(path: string, sha256: string): Document
  /** Under this name it is judged: the judge learns the kind from words. */
  judgedAs(path: string): string
  /** Why it is no document of this review; undefined where it is. */
  leftOut(path: string): string | undefined
  /** Whether people said something of its passages. */
  hasWords(path: string): boolean
  /** Verdicts after people had their say, by the rules of the library. */
  afterWords(
    path: string,
    sha256: string,
    judged: DocumentVerdicts,
    passages: () => Promise<readonly Passage[]>,
  ): Promise<AfterWords>
}

export interface AfterWords {
  readonly constraints: ByConstraint<ReviewedVerdict>
  /** Words that hold no more: the passage they were about is another now. */
  readonly asksAgain: readonly AsksAgain[]
}

/** Before every word, and after every one: whether a word without a quote still holds. */
const before = '0000-01-01T00:00:00.000Z'
const after = '9999-12-31T00:00:00.000Z'

/** `product`: as `--product` names it; what is declared of other products is left out. */
export const declaredFolder = (
  declared: Declared,
  today: string,
  product: string | undefined,
): DeclaredFolder => {
  const { file } = declared
  const documents = new Map(declared.documents.map((one) => [one.path, one]))
  const words = new Map<string, DeclaredWord[]>()
  for (const word of [...declared.words].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)))
    words.set(word.document, [...(words.get(word.document) ?? []), word])

  const documentOf = (path: string, sha256: string): Document => {
    const known = documents.get(path)
    return {
      id: path,
      humanId: path,
      kind: 'document',
      title: '',
      status: 'open',
      openedAt: before,
      state: {
        documentKind: known?.kind ?? 'other',
        number: '',
        products: [...(known?.products ?? [])],
        covers: [],
        origin: null,
        revisions: revisionsOf(path, sha256, known?.revision),
      },
    }
  }
  return {
    file,
    today,
    documentOf,
    judgedAs: (path) => {
      // The folders of a path tell a kind that nobody declared.
      if (kindWords[documents.get(path)?.kind ?? 'other'] === undefined) return path
      const document = documentOf(path, '')
      const [revision] = document.state.revisions
      return revision === undefined ? path : pathOf(document, revision)
    },
    leftOut: (path) => {
      const known = documents.get(path)
      if (known === undefined) return undefined
      if (known.kind === 'record')
        return `${file} calls it a record: it proves, and instructs nobody`
      const { products } = known
      return product === undefined || products.length === 0 || products.includes(product)
        ? undefined
        : `${file} says that it belongs to ${products.slice(0, 3).join(', ')}${products.length > 3 ? ' and others' : ''}`
    },
    hasWords: (path) => words.has(path),
    afterWords: async (path, sha256, judged, passages) => {
      const about = words.get(path) ?? []
      const quotes = new Set(
        about.flatMap(({ quote }) => (quote === undefined ? [] : [folded(quote)])),
      )
      const read = (quotes.size === 0 ? [] : await passages()).map(foldedPassage)
      // The others can be none that a word is about.
      const quoted = read.filter(({ words }) => quotes.has(words))
      const document = documentOf(path, sha256)
      const [revision] = document.state.revisions.slice(-1)
      if (revision === undefined) return { constraints: judged, asksAgain: [] }
      const one: LibraryDocument = {
        document,
        revision,
        judged: { verdicts: judged, passageHashes: new Map() },
        passages: async () => quoted.map(({ passage }) => passage),
      }
      const constraints: Partial<Record<ConstraintId, ReviewedVerdict>> = { ...judged }
      const asksAgain: AsksAgain[] = []
      for (const id of new Set(about.map(({ constraint }) => constraint))) {
        const own = about.filter(({ constraint }) => constraint === id)
        const { held, past } = await wordsOn(
          one,
          own.map((word) => findingOf(word, quoted)),
        )
        const said = insteadOf(judged[id].verdict, held)
        if (said !== undefined) {
          const word: PersonsWord = {
            by: said.finding.state.by,
            on: said.finding.state.at.slice(0, 10),
            reason: said.finding.state.reason,
            found: judged[id].verdict,
          }
          const evidence = said.passage === undefined ? [] : [evidenceOfPerson(said.passage)]
          constraints[id] = { verdict: said.verdict, confidence: 1, evidence, word }
        }
        asksAgain.push(...past.map((word) => withPassage(word, own, read)))
      }
      return { constraints, asksAgain }
    },
  }
}

/** What was approved is these bytes: a file that is another now is a revision that nobody approved. */
const revisionsOf = (
  path: string,
  sha256: string,
  known: NonNullable<Declared['documents'][number]['revision']> | undefined,
): Revision[] => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const now = (version: string): Revision => ({
    version,
    file: { hash: sha256, name },
    addedAt: known === undefined ? before : after,
    inForceFrom: null,
    approved: null,
    reading: null,
  })
  if (known === undefined) return [now('')]
  const { version, inForceFrom, approved = null } = known
  const declared: Revision = {
    ...now(version),
    ...{ addedAt: before, inForceFrom, approved },
    file: { hash: known.sha256, name },
  }
  return known.sha256 === sha256 ? [declared] : [declared, now(`(changed after ${version})`)]
}

/** White space is one space in passages, and may be anything in a file that people write. */
const folded = (text: string): string => text.replace(/\s+/g, ' ').trim()

interface FoldedPassage {
  readonly passage: Passage
  readonly words: string
}

const foldedPassage = (passage: Passage): FoldedPassage => ({
  passage,
  words: folded(passage.text),
})

const findingOf = (
  { key, constraint, document, quote, verdict, reason, by, on }: DeclaredWord,
  passages: readonly FoldedPassage[],
): Viewed<'review-finding'> => {
  const whole = quote === undefined ? undefined : folded(quote)
  const found = passages.find(({ words }) => words === whole)?.passage.text ?? whole
  return {
    id: key,
    humanId: key,
    kind: 'review-finding',
    title: constraint,
    status: 'overruled',
    openedAt: before,
    state: {
      ...{ constraint, document, product: null, basis: null, record: null, task: null },
      ...{ verdict, reason, by, name: by, at: `${on}T00:00:00.000Z` },
      passageHash: found === undefined ? null : passageHash(found),
    },
  }
}

/** Where the quote is a part of a passage, what the whole of it is: to be quoted, if it still holds. */
const withPassage = (
  past: AsksAgain,
  words: readonly DeclaredWord[],
  passages: readonly FoldedPassage[],
): AsksAgain => {
  const quote = words.find(({ key }) => key === past.id)?.quote
  if (quote === undefined) return past
  const part = folded(quote)
  const around = passages.find(({ words: whole }) => whole.includes(part))
  return around === undefined
    ? past
    : {
        ...past,
        because: `${past.because} The quote is a part of this passage; quote all of it: "${around.words.slice(0, limits.text.paragraph)}"`,
      }
}
