/**
 * Measures the clause review on ../shared/corpus: `node scripts/eval-review.ts [--errors]`. Prints
 * what ../shared/tools/score-review.mjs says, over all and by group of sources.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createExtractor, readFolder } from '../src/documents/extract/index.ts'
import { isRefusal } from '../src/kernel/result.ts'
import type { FolderReview } from '../src/review/folder-review.ts'
import { readCatalogue } from '../src/review/read-catalogue.ts'
import { reviewFolder } from '../src/review/review-folder.ts'

const root = join(import.meta.dirname, '..', '..', 'shared')
const documents = join(root, 'corpus', 'documents')
const labelsFile = join(root, 'corpus', 'labels.jsonl')

interface Label {
  readonly document: string
  readonly kind: string
  readonly labels: Readonly<Record<string, { readonly verdict: string; readonly quote: string }>>
}

const catalogue = readCatalogue()
if (isRefusal(catalogue)) throw new Error(catalogue.message)
const extractor = createExtractor()
const started = performance.now()
const review = await reviewFolder(documents, { catalogue, extractor, readFolder })
const seconds = (performance.now() - started) / 1000
await extractor.close()
const labels = readFileSync(labelsFile, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Label)

const folder = mkdtempSync(join(tmpdir(), 'eval-review-'))
try {
  const file = join(folder, 'review.json')
  writeFileSync(file, JSON.stringify(review))
  console.log(
    execFileSync(
      process.execPath,
      [join(root, 'tools', 'score-review.mjs'), file, labelsFile, documents],
      {
        encoding: 'utf8',
      },
    ),
  )
} finally {
  rmSync(folder, { recursive: true })
}
console.log(`${review.documents.length} documents in ${seconds.toFixed(1)} s`)
if (process.argv.includes('--errors')) printErrors(review)

function printErrors(review: FolderReview): void {
  const byPath = new Map(review.documents.map((document) => [document.path, document]))
  for (const { document, kind, labels: wanted } of labels)
    for (const [id, { verdict, quote }] of Object.entries(wanted)) {
      const said = Object.entries(byPath.get(document)?.constraints ?? {}).find(
        ([key]) => key === id,
      )?.[1]
      const got = said?.verdict ?? 'missing'
      const positive = got === 'met' || got === 'partial'
      if (positive === (verdict !== 'absent') && !(got === 'met' && verdict !== 'met')) continue
      const first = said?.evidence[0]
      const name = document.split('/').slice(-1)[0] ?? document
      console.log(
        `${id.padEnd(24)} want ${verdict.padEnd(7)} got ${got.padEnd(7)} ${kind.padEnd(13)} ${document.slice(0, 12)}/${name}`,
      )
      if (first !== undefined)
        console.log(
          `    found [${first.pattern}] ${first.quote.replace(/\s+/g, ' ').slice(0, 230)}`,
        )
      if (!positive) console.log(`    label "${quote.slice(0, 200)}"`)
    }
}
