/**
 * Learns how much each sign of a passage says (src/documents/impact/weights.ts) from the development
 * half of test/eval/impact/cases: `node scripts/learn-impact.ts [--write]`. Logistic regression with a
 * ridge, by Newton's steps: the same cases, the same weights. Prints recall with each source left out
 * in turn, which says more than recall on what was learnt from. The held-back half is never read.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookThrough, type SearchedDocument } from '../src/documents/impact/index.ts'
import { listOf } from '../src/documents/impact/shortlist.ts'
import { bare, type EvalCase, isDevelopment, readCases } from './eval-impact/cases.ts'
import { readLibraries } from './eval-impact/libraries.ts'
import { holds } from './eval-impact/measure.ts'
import { learnFrom, type Model, scoreOf } from './eval-impact/regression.ts'

/** Candidates for each true statement that the list may have: below the five that are allowed. */
const perTrue = 4.6
const ridge = 60
const file = join(import.meta.dirname, '..', 'src', 'documents', 'impact', 'weights.ts')

interface Row {
  readonly of: EvalCase
  readonly path: string
  readonly signs: Readonly<Record<string, number>>
  /** The marks of the case that it holds. */
  readonly marks: readonly string[]
  readonly right: boolean
}

const rowsOf = (of: EvalCase, documents: readonly SearchedDocument[]): readonly Row[] => {
  const look = lookThrough(of.facts)
  for (const document of documents) look.add(document)
  const seen = new Set<string>()
  return look.evidence().flatMap(({ path, passage, signs }) => {
    const text = { path, text: bare(passage.text) }
    const name = `${path}\n${text.text}`
    if (seen.has(name)) return []
    seen.add(name)
    const marks = (of.false ?? []).flatMap((mark, at) =>
      holds(mark, text) ? [`${of.id} ${at}`] : [],
    )
    return [{ of, path, signs, marks, right: marks.length > 0 }]
  })
}

/** Recall when each case lists what is at least `share` of its best. */
const listed = (rows: readonly Row[], scores: readonly number[], share: number) => {
  const cases = Map.groupBy(
    rows.map(({ of, marks, path, signs }, at) => ({
      of,
      marks,
      path,
      signs,
      confidence: 1 / (1 + Math.exp(-(scores[at] ?? 0))),
    })),
    ({ of }) => of,
  )
  const given = [...cases.values()].flatMap((own) => listOf(own, share))
  return { candidates: given.length, found: new Set(given.flatMap(({ marks }) => marks)).size }
}

/** The share at which there are `perTrue` candidates for each true statement. */
const shareFor = (rows: readonly Row[], scores: readonly number[], all: number): number => {
  let [low, high] = [0, 1]
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2
    if (listed(rows, scores, middle).candidates > perTrue * all) low = middle
    else high = middle
  }
  return high
}

const round = (value: number): number => Number(value.toPrecision(5))

const written = (model: Model, share: number): string =>
  [
    '/**',
    ' * How much each sign says, learnt by `node scripts/learn-impact.ts --write` from the development half of',
    ' * the evaluation set: the logarithm of the odds for each deviation from the mean. Not edited by hand.',
    ' */',
    'export const signWeights: Readonly<Record<string, SignWeight>> = {',
    ...model.names.map(
      (name, at) =>
        `  ${name}: { mean: ${round(model.means[at] ?? 0)}, deviation: ${round(model.deviations[at] ?? 1)}, weight: ${round(model.weights[at] ?? 0)} },`,
    ),
    '}',
    '',
    'export interface SignWeight {',
    '  readonly mean: number',
    '  readonly deviation: number',
    '  readonly weight: number',
    '}',
    '',
    `export const constant = ${round(model.constant)}`,
    '',
    `/** The list ends at this share of the best: about ${perTrue} candidates for each true statement. */`,
    `export const leastShare = ${round(share)}`,
    '',
  ].join('\n')

const main = async (): Promise<void> => {
  const cases = readCases().filter(isDevelopment)
  const libraries = await readLibraries(cases.map(({ library }) => library))
  const rows = cases.flatMap((of) => rowsOf(of, libraries.get(of.library) ?? []))
  const names = Object.keys(rows[0]?.signs ?? {})
  const all = cases.reduce((sum, of) => sum + (of.false?.length ?? 0), 0)
  const apart = rows.map(() => 0)
  for (const library of new Set(cases.map((of) => of.library))) {
    const model = learnFrom(
      rows.filter(({ of }) => of.library !== library),
      names,
      ridge,
    )
    for (const [at, { of, signs }] of rows.entries())
      if (of.library === library) apart[at] = scoreOf(model, signs)
  }
  const model = learnFrom(rows, names, ridge)
  const scores = rows.map(({ signs }) => scoreOf(model, signs))
  const share = shareFor(rows, apart, all)
  console.log(
    `${rows.length} passages of ${cases.length} cases, ${perTrue} candidates for each of ${all} true statements at ${round(share)} of the best`,
  )
  console.log(
    `recall ${(listed(rows, apart, share).found / all).toFixed(3)} with each source left out, ${(listed(rows, scores, share).found / all).toFixed(3)} on what was learnt from`,
  )
  const order = names
    .map((name, at) => ({ name, weight: model.weights[at] ?? 0 }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  console.log(order.map(({ name, weight }) => `${name} ${weight.toFixed(2)}`).join(', '))
  if (process.argv.includes('--write')) writeFileSync(file, written(model, share))
}

await main()
