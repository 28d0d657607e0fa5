/**
 * Measures how statements are found again in the next revision: real documents of ../shared/corpus,
 * with sections moved, statements reworded, versions raised, meanings turned round, some added and
 * some removed.
 */
import { join } from 'node:path'
import { measureMatching } from './eval-statements/measure.ts'

const folder = join(import.meta.dirname, '..', '..', 'shared', 'corpus', 'documents')
const figures = await measureMatching(folder, 5)
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
console.log(
  `${figures.documents} documents, 5 revisions of each, ${figures.statements} statements still there`,
)
console.log(`found again: ${percent(figures.recall)}, rightly: ${percent(figures.precision)}`)
for (const [edit, share] of Object.entries(figures.recallOf))
  console.log(`  ${edit.padEnd(9)} ${percent(share)}`)
console.log(`told to be the same with other words: ${figures.falselySame}`)
console.log(`matched in ${Math.round(figures.milliseconds)} ms`)
