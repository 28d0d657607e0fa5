import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { documentsFolder, type Label, labelsFile, shared } from './corpus.ts'

/** What ../shared/tools/score-review.mjs says of a review. */
export interface Score {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly macroF1: number
  readonly metPrecision: number | null
  readonly falseGreenOnDistractors: number
  readonly positivesWithoutQuote: number
  readonly verbatimQuotes: number
  readonly evidenceOverlap: number
  readonly constraints: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** A document's verdicts as score-review.mjs reads them. */
export interface Scored {
  readonly path: string
  readonly constraints: Readonly<Record<string, ScoredVerdict>>
}
interface ScoredVerdict {
  readonly verdict: string
  readonly evidence: readonly { readonly quote: string }[]
}

export const scoreOf = (documents: readonly Scored[]): Score => {
  const folder = mkdtempSync(join(tmpdir(), 'eval-review-'))
  try {
    const file = join(folder, 'review.json')
    writeFileSync(file, JSON.stringify({ documents }))
    const tool = join(shared, 'tools', 'score-review.mjs')
    const args = [tool, file, labelsFile, documentsFolder, '--json']
    // The cast names what the tool prints with --json.
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Score
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const isPositive = (verdict: string | undefined): boolean =>
  verdict === 'met' || verdict === 'partial'

/** How often `met` was said and how often rightly, for each constraint. */
export const metOf = (documents: readonly Scored[], labels: readonly Label[]) => {
  const per = new Map<string, { said: number; right: number; wanted: number }>()
  const byPath = new Map(documents.map((one) => [one.path, one]))
  for (const { document, labels: wanted } of labels)
    for (const [id, { verdict }] of Object.entries(wanted)) {
      const counts = per.get(id) ?? { said: 0, right: 0, wanted: 0 }
      per.set(id, counts)
      if (verdict === 'met') counts.wanted++
      if (byPath.get(document)?.constraints[id]?.verdict !== 'met') continue
      counts.said++
      if (verdict === 'met') counts.right++
    }
  return per
}
