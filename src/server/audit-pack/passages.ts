import { createHash } from 'node:crypto'
import type { DocumentState } from '../../documents/index.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { DocumentEvidence } from '../../review/contract.ts'
import type { NamedRecord } from '../../review/index.ts'
import type { PackPassage } from '../../review/verify/lines-schema.ts'
import { type Kept, statementsOf } from '../library/statements.ts'
import { one } from '../wiring/records.ts'

/** Where a quote stands among the passages of the pack. */
export interface PlacedQuote {
  /** Its line in `passages.jsonl`, from 1. */
  readonly passage: number
  readonly quote: string
  readonly pattern: string
}

/** The passages that verdicts quote, each once, in the order in which they are first quoted. */
export const createPassageList = (ledger: Pick<Ledger, 'database'>) => {
  const passages: PackPassage[] = []
  const lines = new Map<string, number>()
  // Verdicts go from document to document: the last one is mostly asked for again.
  let open: { readonly of: string; readonly statements: readonly Kept[] } | undefined
  const statements = async (document: string, revision: string): Promise<readonly Kept[]> => {
    const of = `${document} ${revision}`
    if (open?.of !== of) open = { of, statements: await statementsOf(ledger, document, revision) }
    return open.statements
  }
  const lineOf = async (document: NamedRecord, shown: DocumentEvidence): Promise<number> => {
    const key = `${document.stream} ${shown.revision} ${shown.passage}`
    const known = lines.get(key)
    if (known !== undefined) return known
    const read = await statements(document.stream, shown.revision)
    const statement = read.find(({ index }) => index === shown.passage)
    if (statement === undefined) throw readAgain()
    const { index, kind, text, location } = statement
    const { page, line, headings } = location
    passages.push({
      document: document.stream,
      humanId: document.humanId,
      title: titleOf(shown.document, document.humanId),
      version: shown.version,
      revision: shown.revision,
      index,
      kind,
      page: page ?? null,
      line: line ?? null,
      headings: [...headings],
      text,
    })
    lines.set(key, passages.length)
    return passages.length
  }
  return {
    quote: async (document: NamedRecord, shown: DocumentEvidence): Promise<PlacedQuote> => {
      const passage = await lineOf(document, shown)
      const text = passages[passage - 1]?.text ?? ''
      return { passage, quote: wordForWord(text, shown.quote), pattern: shown.pattern }
    },
    all: (): readonly PackPassage[] => passages,
  }
}

const longestQuote = 600

/**
 * The quote as it stands in the text: white space may differ, and where words were left out the
 * passage speaks for itself.
 */
const wordForWord = (text: string, quote: string): string => {
  if (text.includes(quote)) return quote
  const words = quote.split(/\s+/).filter((word) => word !== '')
  let start = -1
  let at = 0
  for (const word of words) {
    const found = text.indexOf(word, at)
    const follows = start < 0 || text.slice(at, found).trim() === ''
    if (found < 0 || !follows) return text.slice(0, longestQuote).toWellFormed()
    if (start < 0) start = found
    at = found + word.length
  }
  return text.slice(Math.max(start, 0), at)
}

/**
 * The whole text of each quoted revision, as lines of kind and words, where it still is what a fact
 * says was read: from it a stranger reckons that the passage stood there. A revision that was read
 * anew and not kept is left out.
 */
export async function* textsOf(
  ledger: Ledger,
  passages: readonly PackPassage[],
): AsyncGenerator<{ readonly revision: string; readonly lines: readonly string[] }> {
  const seen = new Set<string>()
  for (const { document, revision } of passages) {
    if (seen.has(revision)) continue
    seen.add(revision)
    const statements = await statementsOf(ledger, document, revision)
    const lines = statements.map(({ kind, text }) => `${canonicalJson([kind, text])}\n`)
    const hash = createHash('sha256')
    for (const line of lines) hash.update(line)
    const found = await one<DocumentState>(ledger, 'document', document)
    const reading = found?.state.revisions.find(({ file }) => file.hash === revision)?.reading
    const inPlace = statements.every(({ index }, at) => index === at)
    if (inPlace && reading?.textHash === hash.digest('hex')) yield { revision, lines }
  }
}

/** The review says `DOC-2026-0001 Title`. */
const titleOf = (said: string, humanId: string): string =>
  said.startsWith(`${humanId} `) ? said.slice(humanId.length + 1) : said

const readAgain = () =>
  new RefusalError(
    refuse('pack/changing', 'A document was read anew while the pack was made. Make it again.'),
  )
