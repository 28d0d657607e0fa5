import { z } from 'zod'
import { line, paragraph } from './fields.ts'
import { isRefusal, type Refusal, refuse } from './result.ts'

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'is a short name in small letters, like "serious".')
const text = z.string().trim().min(1, 'is empty.').max(300)
const level = z.strictObject({ id, name: text, means: text })
const levels = z.array(level).min(2, 'needs two levels at least.').max(10)
const probabilityLevels = z
  .array(level.extend({ atMost: z.number().positive().max(1) }))
  .min(2, 'needs two levels at least.')
  .max(10)

/** From mild to bad: a cell never becomes milder towards more severe harm or greater chance. */
export const acceptabilities = ['acceptable', 'reduce', 'not-acceptable'] as const
export const fdaRisks = ['controlled', 'uncontrolled'] as const
export type Acceptability = (typeof acceptabilities)[number]
export type FdaRisk = (typeof fdaRisks)[number]

const cellsOf = <Words extends readonly [string, ...string[]]>(words: Words) =>
  z.record(z.string(), z.array(z.enum(words)))

/** What the rule file may say, and nothing else. */
export const riskMatrixSchema = z
  .strictObject({
    source: text,
    severity: levels,
    probability: probabilityLevels,
    exploitability: levels,
    /** One row for each probability, one word for each severity. */
    acceptability: cellsOf(acceptabilities),
    /** One row for each exploitability, one word for each severity. */
    fda: cellsOf(fdaRisks),
  })
  .superRefine((matrix, context) => {
    const wrong = (path: readonly (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: [...path], message })
    for (const axis of ['severity', 'probability', 'exploitability'] as const) {
      const ids = matrix[axis].map((one) => one.id)
      for (const [at, one] of ids.entries())
        if (ids.indexOf(one) !== at) wrong([axis, at, 'id'], `"${one}" stands twice.`)
    }
    for (const [at, { atMost }] of matrix.probability.entries())
      if (atMost <= (matrix.probability[at - 1]?.atMost ?? 0))
        wrong(['probability', at, 'atMost'], 'must be greater than that of the level before.')
    if (matrix.probability.at(-1)?.atMost !== 1)
      wrong(
        ['probability', matrix.probability.length - 1, 'atMost'],
        'of the last level must be 1.',
      )
    const grids = [
      ['acceptability', matrix.probability, matrix.acceptability, acceptabilities],
      ['fda', matrix.exploitability, matrix.fda, fdaRisks],
    ] as const
    for (const [name, rows, cells, words] of grids) {
      const order: readonly string[] = words
      const rowOf: Readonly<Record<string, readonly string[]>> = cells
      for (const key of Object.keys(cells))
        if (!rows.some((row) => row.id === key)) wrong([name, key], 'is no level of that axis.')
      for (const [at, row] of rows.entries()) {
        const mine: readonly string[] | undefined = ownRow(rowOf, row.id)
        if (mine?.length !== matrix.severity.length) {
          wrong([name, row.id], `needs ${matrix.severity.length} words: one for each severity.`)
          continue
        }
        const before: readonly string[] = ownRow(rowOf, rows[at - 1]?.id ?? '') ?? []
        for (const [column, word] of mine.entries())
          if (
            order.indexOf(word) < order.indexOf(mine[column - 1] ?? '') ||
            order.indexOf(word) < order.indexOf(before[column] ?? '')
          )
            wrong([name, row.id, column], `"${word}" is milder than the cell before it.`)
      }
    }
  })
export type RiskMatrix = z.output<typeof riskMatrixSchema>

/** A matrix and the hash of its canonical JSON, by which a decision names it. */
export interface NamedMatrix {
  readonly matrix: RiskMatrix
  readonly hash: string
}

const ownRow = <Row>(cells: Readonly<Record<string, Row>>, key: string): Row | undefined =>
  Object.hasOwn(cells, key) ? cells[key] : undefined

interface Level {
  readonly id: string
  readonly name: string
}

/** Refuses what is no level of this axis, with the levels that are. */
export const levelOf = <One extends Level>(
  axis: 'severity' | 'exploitability' | 'probability',
  levelsOfAxis: readonly One[],
  wanted: string,
): One | Refusal =>
  levelsOfAxis.find((one) => one.id === wanted) ??
  refuse(
    'risk/no-such-level',
    `"${wanted}" is no level of ${axis} in the risk matrix. Choose one of: ${levelsOfAxis.map((one) => one.id).join(', ')}.`,
  )

/**
 * A chance from 0 (not included) to 1: as a number, or as a level, which stands for the greatest
 * chance that it holds. Refuses everything else.
 */
export const chanceOf = ({ probability }: RiskMatrix, given: string): number | Refusal => {
  const named = probability.find((one) => one.id === given)
  if (named !== undefined) return named.atMost
  const number = /^(?:[01](?:\.\d{1,12})?|\.\d{1,12}|[1-9](?:\.\d{1,6})?e-\d{1,2})$/i.test(given)
    ? Number(given)
    : Number.NaN
  return number > 0 && number <= 1
    ? number
    : refuse(
        'risk/no-chance',
        `"${given}" is no probability. Give a number above 0 and up to 1, like 0.01, or one of: ${probability.map((one) => one.id).join(', ')}.`,
      )
}

/** The first level that holds this chance; what floating numbers add is forgiven. */
export const probabilityLevel = ({ probability }: RiskMatrix, chance: number): Level => {
  const found = probability.find(({ atMost }) => chance <= atMost * (1 + 1e-9))
  const last = found ?? probability.at(-1)
  if (last === undefined) throw new Error('The matrix has no probability.')
  return last
}

/** P1 and P2 as a person gives them; with P1 empty the situation is taken for certain. */
interface GivenChances {
  readonly p1: string
  readonly p1Argument: string
  readonly p2: string
}

interface HarmChance {
  readonly p1: number
  readonly p1Unknown: boolean
  readonly p2: number
  readonly chance: number
  readonly level: Level
}

/**
 * The chance of harm, P1 × P2 (ISO 14971, annex C), and the level it falls into. Refuses what is no
 * chance, and a P1 below 1 without an argument; `area` names that refusal.
 */
export const harmChance = (
  matrix: RiskMatrix,
  given: GivenChances,
  area: 'case' | 'defect',
): HarmChance | Refusal => {
  const p1 = given.p1 === '' ? 1 : chanceOf(matrix, given.p1)
  if (isRefusal(p1)) return p1
  if (p1 < 1 && given.p1Argument === '')
    return refuse(
      `${area}/p1-not-argued`,
      'Nobody knows how often somebody attacks: say why P1 is less than 1, or leave P1 empty.',
    )
  const p2 = chanceOf(matrix, given.p2)
  if (isRefusal(p2)) return p2
  const chance = p1 * p2
  return { p1, p1Unknown: given.p1 === '', p2, chance, level: probabilityLevel(matrix, chance) }
}

/** How forms ask for P1 and why it is what it is; P2 is asked for by `p2Words`. */
export const p1Fields = {
  p1: line.default('').meta({
    title: 'P1: probability that the situation occurs',
    description: 'A level of the matrix or a number up to 1. Empty: unknown, taken as 1.',
  }),
  p1Argument: paragraph.default('').meta({
    title: 'Why P1 is less than 1',
    description: 'An attack is no random failure: less than 1 needs an argument.',
  }),
}
export const p2Words = {
  title: 'P2: probability that it leads to harm',
  description: 'A level of the matrix or a number above 0 and up to 1.',
}

/** The cell of a probability and a severity; both are levels of this matrix. */
export const acceptabilityOf = (
  matrix: RiskMatrix,
  probability: string,
  severity: string,
): Acceptability => cell(matrix, matrix.acceptability, probability, severity)

/** FDA's controlled or uncontrolled risk, of an exploitability and a severity of this matrix. */
export const fdaRiskIn = (matrix: RiskMatrix, exploitability: string, severity: string): FdaRisk =>
  cell(matrix, matrix.fda, exploitability, severity)

const cell = <Word>(
  { severity: columns }: RiskMatrix,
  cells: Readonly<Record<string, readonly Word[]>>,
  row: string,
  severity: string,
): Word => {
  const found = ownRow(cells, row)?.[columns.findIndex((one) => one.id === severity)]
  if (found === undefined) throw new Error(`The matrix has no cell ${row}, ${severity}.`)
  return found
}

/** What comes with the program. The cells are ours: neither source draws a matrix that binds. */
export const defaultMatrixText = `# ISO 14971 asks the maker for criteria of acceptability and lets it choose them; the five
# levels of severity and the low, medium and high of exploitability are those that FDA's guidance
# on postmarket management of cybersecurity (December 2016, section VII) gives as examples. The
# guidance tells controlled from uncontrolled risk by exploitability and severity without binding
# cells: where the line runs is decided here.
source: Shipped default, by ISO 14971 and FDA's postmarket cybersecurity guidance (2016)

# From the least severe to the most severe.
severity:
  - { id: negligible, name: Negligible, means: Inconvenience or discomfort that passes }
  - { id: minor, name: Minor, means: Injury that passes without treatment by professionals }
  - { id: serious, name: Serious, means: Injury that needs treatment by professionals }
  - { id: critical, name: Critical, means: Lasting damage or an injury that threatens life }
  - { id: catastrophic, name: Catastrophic, means: Death of a patient }

# From the least to the most probable; a level holds chances up to atMost.
probability:
  - { id: improbable, name: Improbable, means: Not expected to happen, atMost: 0.000001 }
  - { id: remote, name: Remote, means: May happen once in the life of all devices, atMost: 0.00001 }
  - { id: occasional, name: Occasional, means: Happens now and then in the field, atMost: 0.0001 }
  - { id: probable, name: Probable, means: Happens again and again in the field, atMost: 0.001 }
  - { id: frequent, name: Frequent, means: To be expected, atMost: 1 }

exploitability:
  - { id: low, name: Low, means: Needs rare access or skill or no exploit is known }
  - { id: medium, name: Medium, means: Possible from the same network with some skill }
  - { id: high, name: High, means: Possible from afar or with ready-made tools or being exploited }

# One row for each probability, one word for each severity: acceptable, reduce (as far as possible;
# what remains is accepted by a signature), not-acceptable.
acceptability:
  improbable: [acceptable, acceptable, acceptable, acceptable, reduce]
  remote: [acceptable, acceptable, acceptable, reduce, reduce]
  occasional: [acceptable, acceptable, reduce, reduce, not-acceptable]
  probable: [acceptable, reduce, reduce, not-acceptable, not-acceptable]
  frequent: [reduce, reduce, not-acceptable, not-acceptable, not-acceptable]

# One row for each exploitability, one word for each severity: controlled or uncontrolled.
fda:
  low: [controlled, controlled, controlled, uncontrolled, uncontrolled]
  medium: [controlled, controlled, uncontrolled, uncontrolled, uncontrolled]
  high: [controlled, uncontrolled, uncontrolled, uncontrolled, uncontrolled]
`
