/**
 * Decisions by SSVC (CERT/CC, Stakeholder-Specific Vulnerability Categorization, tables of version
 * 1.0.0): which fix comes first, with the path to the decision told step by step. Pure, so that a
 * form shows the path while a person answers.
 */
import { isRefusal, type Refusal, refuse } from './result.ts'
import type { SsvcTreeName } from './ssvc/names.ts'
import { type SsvcPoint, ssvcPoint } from './ssvc/points.ts'
import { type SsvcTable, ssvcDerivations, ssvcTrees } from './ssvc/trees.ts'

export { type SsvcTreeName, ssvcTreeNames } from './ssvc/names.ts'
export { type SsvcPoint, ssvcPoints } from './ssvc/points.ts'
export { readSsvcVector, writeSsvcVector } from './ssvc/vector.ts'

/** Keys of decision points with the key of a value: `{ E: 'A', U: 'S' }`. */
export type SsvcAnswers = Readonly<Record<string, string>>

export interface SsvcStep {
  readonly point: string
  readonly value: string
  /** Whether other answers gave the value, and nobody stated it. */
  readonly derived: boolean
  /** What decided here, in one sentence, with the outcomes that were still open after it. */
  readonly sentence: string
}

export interface SsvcDecision {
  readonly tree: SsvcTreeName
  /** The published table, as `ssvc:DT_SP:1.0.0`. */
  readonly table: string
  readonly outcome: { readonly key: string; readonly name: string; readonly meaning: string }
  /** What was answered, and what followed for the points of the tree. */
  readonly points: SsvcAnswers
  readonly path: readonly SsvcStep[]
}

/** What a form asks for a tree: its points in order, each with those it can be worked out from. */
export const ssvcQuestions = (
  tree: SsvcTreeName,
): readonly { readonly point: SsvcPoint; readonly from: readonly SsvcPoint[] }[] =>
  ssvcTrees[tree].points.map((key) => ({
    point: known(key),
    from: (derivationOf(key)?.points ?? []).map(known),
  }))

/**
 * Decides by a tree. A point may be left out where the points that it is worked out from are there
 * (Utility from Automatable and Value Density). Refuses with `ssvc/unknown-point`,
 * `ssvc/unknown-value`, `ssvc/missing-point` or, where a stated point contradicts those it is worked
 * out from, `ssvc/contradiction`.
 */
export const decideSsvc = (
  answers: SsvcAnswers,
  tree: SsvcTreeName = 'supplier',
): SsvcDecision | Refusal => {
  const table = ssvcTrees[tree]
  const wrong = wrongAnswer(answers, tree)
  if (wrong !== undefined) return wrong
  const steps: SsvcStep[] = []
  const taken: Record<string, string> = {}
  for (const key of table.points) {
    const found = valueFor(key, answers)
    if (isRefusal(found)) return found
    taken[key] = found.value
    const open = reachable(table, taken).map((outcome) => knownValue(table.outcome, outcome).name)
    steps.push({
      point: key,
      value: found.value,
      derived: found.derived,
      sentence: `${says(key, found.value)}${found.because}: ${openText(open)}.`,
    })
  }
  const [outcome = ''] = reachable(table, taken)
  return {
    tree,
    table: `ssvc:${table.key}:${table.version}`,
    outcome: knownValue(table.outcome, outcome),
    points: { ...answers, ...taken },
    path: steps,
  }
}

const wrongAnswer = (answers: SsvcAnswers, tree: SsvcTreeName): Refusal | undefined => {
  const asked = ssvcQuestions(tree).flatMap(({ point, from }) => [point, ...from])
  for (const [key, value] of Object.entries(answers)) {
    const point = asked.find((one) => one.key === key)
    if (point === undefined)
      return refuse(
        'ssvc/unknown-point',
        `The ${tree} tree does not ask ${quoted(key)}. It asks ${asked.map((one) => one.key).join(', ')}: leave out the rest.`,
        { point: key.slice(0, 20) },
      )
    if (!point.values.some((one) => one.key === value))
      return refuse(
        'ssvc/unknown-value',
        `${point.name} is ${either(point.values.map((one) => `${one.key} (${one.name})`))}, not ${quoted(value)}. Choose one of these.`,
        { point: key },
      )
  }
  return undefined
}

interface Found {
  readonly value: string
  readonly derived: boolean
  readonly because: string
}

const valueFor = (key: string, answers: SsvcAnswers): Found | Refusal => {
  const stated = answers[key]
  const derivation = derivationOf(key)
  const given = derivation?.points.filter((from) => answers[from] !== undefined) ?? []
  const why = given.map((from) => says(from, answers[from] ?? '')).join(' and ')
  const possible = derivation === undefined ? [] : reachable(derivation, answers)
  if (stated !== undefined)
    return given.length === 0 || possible.includes(stated)
      ? { value: stated, derived: false, because: '' }
      : refuse(
          'ssvc/contradiction',
          `${says(key, stated)} contradicts that ${why}, which makes it ${either(possible.map((value) => knownValue(key, value).name))}. Correct one of them, or leave ${key} out.`,
          { point: key, from: given, possible },
        )
  const [value] = possible
  if (derivation !== undefined && value !== undefined && given.length === derivation.points.length)
    return { value, derived: true, because: `, because ${why}` }
  const missing = derivation?.points.filter((from) => answers[from] === undefined) ?? []
  const other = missing.length === 0 ? '' : `, or ${missing.map(named).join(' and ')}`
  return refuse(
    'ssvc/missing-point',
    `Answer ${named(key)}${other}: the tree gives no outcome without it.`,
    { missing: [key], instead: missing },
  )
}

/** The outcomes that some row has which fits the answers, in the order of the outcome's values. */
const reachable = (table: SsvcTable, answers: SsvcAnswers): readonly string[] => {
  const found = new Set(table.outcomes.filter((_, row) => fits(table, row, answers)))
  return known(table.outcome)
    .values.map(({ key }) => key)
    .filter((key) => found.has(key))
}

const fits = (table: SsvcTable, row: number, answers: SsvcAnswers): boolean => {
  let rest = row
  // The last point changes fastest.
  return table.points.toReversed().every((key) => {
    const { values } = known(key)
    const value = values[rest % values.length]
    rest = Math.floor(rest / values.length)
    return answers[key] === undefined || answers[key] === value?.key
  })
}

const derivationOf = (key: string): SsvcTable | undefined =>
  ssvcDerivations.find(({ outcome }) => outcome === key)

const known = (key: string): SsvcPoint => {
  const point = ssvcPoint(key)
  if (point === undefined) throw new Error(`SSVC has no decision point ${key} here.`)
  return point
}

const knownValue = (point: string, key: string): SsvcPoint['values'][number] => {
  const value = known(point).values.find((one) => one.key === key)
  if (value === undefined) throw new Error(`The SSVC point ${point} has no value ${key}.`)
  return value
}

const says = (point: string, value: string): string =>
  `${known(point).name} is ${knownValue(point, value).name}`

const named = (key: string): string => `${known(key).name} (${key})`

const openText = (open: readonly string[]): string =>
  open.length === 1 ? `the outcome is ${open[0]}` : `${either(open)} are left`

const either = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`

const quoted = (text: string): string => JSON.stringify(text.slice(0, 20))
