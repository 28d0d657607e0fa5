import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { extractDocument } from '../../src/documents/extract/extract-document.ts'
import { matchStatements } from '../../src/documents/statements/match-statements.ts'
import { normalText } from '../../src/documents/statements/normal-text.ts'
import type { Passage } from '../../src/kernel/passage.ts'
import { type Edit, type EditedStatement, nextRevision } from './edit.ts'

export interface Figures {
  readonly documents: number
  readonly statements: number
  /** Found again, of those that are still there; and those found rightly, of all that were found. */
  readonly recall: number
  readonly precision: number
  /** The same of each kind of edit. */
  readonly recallOf: Readonly<Record<Edit, number>>
  /** Statements with other words that were told to be the same. There may be none. */
  readonly falselySame: number
  readonly milliseconds: number
}

/** Makes so many next revisions of every document below the folder, and matches them. */
export const measureMatching = async (folder: string, revisions: number): Promise<Figures> => {
  const documents = await readAll(folder)
  const truly: Record<Edit, number> = { kept: 0, reworded: 0, version: 0, decisive: 0 }
  const right: Record<Edit, number> = { kept: 0, reworded: 0, version: 0, decisive: 0 }
  let answered = 0
  let falselySame = 0
  let milliseconds = 0
  for (const before of documents)
    for (let seed = 1; seed <= revisions; seed++) {
      const after = nextRevision(before, seed)
      const began = performance.now()
      const matches = matchStatements(before, after)
      milliseconds += performance.now() - began
      answered += matches.length
      for (const { edit, from } of after) if (from !== null) truly[edit]++
      const found = new Set<EditedStatement>()
      for (const { from, to, how } of matches) {
        const now = after[to]
        if (now === undefined) continue
        if (how === 'same' && text(before[from]) !== text(now)) falselySame++
        // Of repeated texts it says nothing which is which.
        const isRight = now.from === from || text(before[now.from ?? -1]) === text(before[from])
        if (isRight && now.from !== null && !found.has(now)) {
          found.add(now)
          right[now.edit]++
        }
      }
    }
  const all = (counts: Record<Edit, number>) => Object.values(counts).reduce((a, b) => a + b, 0)
  const share = (edit: Edit) => (truly[edit] === 0 ? 1 : right[edit] / truly[edit])
  return {
    documents: documents.length,
    statements: all(truly),
    recall: all(right) / all(truly),
    precision: all(right) / answered,
    recallOf: {
      kept: share('kept'),
      reworded: share('reworded'),
      version: share('version'),
      decisive: share('decisive'),
    },
    falselySame,
    milliseconds,
  }
}

const text = (passage: Pick<Passage, 'text'> | undefined): string => normalText(passage?.text ?? '')

const readAll = async (folder: string): Promise<readonly (readonly Passage[])[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const documents: (readonly Passage[])[] = []
  for (const path of paths) {
    const { passages } = await extractDocument({ bytes: await readFile(path), name: path })
    if (passages.length > 0) documents.push(passages)
  }
  return documents
}
