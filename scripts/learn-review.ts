/**
 * Learns the numbers of catalogue/detection/weights.yaml: `node scripts/learn-review.ts [--write]`.
 * Teachers are the labelled documents of ../shared/corpus and the catalogue's own examples; what the
 * weights are worth on sources that did not teach is printed by `npm run eval:review`. Nothing of a
 * document is kept but what it does to some twenty numbers.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import type { Weights } from '../src/catalogue/detection-schema.ts'
import { orThrow } from '../src/kernel/result.ts'
import { detectionOf } from '../src/review/judge/detection.ts'
import { readCatalogue } from '../src/review/read-catalogue.ts'
import { readCorpus, readExamples } from './eval-review/corpus.ts'
import { knobsOf, learnFrom } from './eval-review/learn.ts'
import { startOf } from './eval-review/start.ts'

const file = join(import.meta.dirname, '..', 'catalogue', 'detection', 'weights.yaml')

const main = async (): Promise<void> => {
  const catalogue = orThrow(readCatalogue())
  const { weights, constraints } = detectionOf(catalogue)
  const start = startOf(weights)
  const teachers = [...(await readCorpus(catalogue)), ...(await readExamples(catalogue))]
  const learnt = learnFrom(start, constraints, teachers)
  for (const { path, get } of knobsOf(start))
    console.log(`${path.join('.').padEnd(18)} start ${get(start)}, learnt ${get(learnt)}`)
  if (process.argv.includes('--write')) write(learnt)
}

/** Sets the numbers in the file; its comments and what is not learnt stay as they are. */
const write = (learnt: Weights): void => {
  const document = parseDocument(readFileSync(file, 'utf8'))
  for (const { path, get } of knobsOf(learnt)) document.setIn(path, get(learnt))
  writeFileSync(file, document.toString({ lineWidth: 0 }))
}

await main()
