import { enterRisk, riskColumns } from '../../cases/contract.ts'
import type { NamedMatrix, RiskState } from '../../cases/index.ts'
import { canonicalJson, type Json } from '../../kernel/canonical-json.ts'
import { having, one, type Typed } from '../wiring/records.ts'
import { controlsIn } from './controls.ts'
import { casesNamed, productNamed } from './named.ts'
import type { Asked, Mistake, Planned, Register } from './register.ts'

type Key = keyof typeof riskColumns
type Cells = Readonly<Record<Key, string>>
type Mistakes = Mistake<Key>[]

/** Rows of the risk register: an entry is found by its reference, else by its own number. */
export const riskRegister: Register<Key> = {
  columns: riskColumns,
  permission: enterRisk.permission,
  columnOf: ({ code }) => byCode[code] ?? null,
  plan: async ({ row, cells }, imported, asked) => {
    const mistakes: Mistakes = []
    const found = await entryOf(cells, asked, mistakes)
    const entry = await entryIn(cells, asked, mistakes)
    const cases = await casesNamed(asked.parts.ledger, cells.cases, asked.actor)
    if ('why' in cases) mistakes.push({ column: 'cases', message: cases.why })
    if (mistakes.length > 0 || 'why' in cases) return mistakes
    const known = { title: cells.title, note: '' }
    if (found === undefined)
      return {
        ...{ ...known, outcome: 'new', record: '', identity: cells.number },
        command: {
          ...{ kind: 'risk', command: 'enter-imported', key: keyOf(cells.number) },
          input: { ...entry, cases: cases.ids, imported },
        },
      }
    const record = { ...known, record: found.humanId, identity: found.stream }
    const note = cases.ids.every((id) => found.state.basis.some((basis) => basis.case === id))
      ? ''
      : 'Cases of an entry that is here already are linked on its page; this column was not read.'
    if (isSame(entry, found.state)) return { ...record, note, outcome: 'same' }
    const refused = mayChange(cells, found)
    if (refused !== undefined) return [refused]
    return {
      ...record,
      outcome: 'changed',
      note: found.state.acceptance === null ? note : `Its acceptance ends. ${note}`.trim(),
      command: {
        ...{ kind: 'risk', command: 'revise-by-import', id: found.stream },
        ifVersion: found.version,
        input: { ...entry, reason: `Imported from ${imported.file.name}, row ${row}.`, imported },
      },
    } satisfies Planned
  },
}

const byCode: Readonly<Record<string, Key>> = {
  'risk/rises': 'residualSeverity',
  'risk/no-control': 'controls',
  'risk/no-case': 'cases',
  'risk/no-product': 'product',
}

// Of two imports at the same time on two servers, one makes the entry.
const keyOf = (number: string): string => `risk-import:${number}`

const entryOf = async (
  { reference, number }: Cells,
  { parts: { ledger }, actor }: Asked,
  mistakes: Mistakes,
): Promise<Typed<RiskState> | undefined> => {
  const hidden = async (id: string) => (await ledger.hidden(actor.id, [id])).has(id)
  if (reference !== '') {
    const found = await one<RiskState>(ledger, 'risk', reference)
    if (found !== undefined && !(await hidden(found.stream))) return found
    mistakes.push({
      column: 'reference',
      message: `There is no entry ${reference.slice(0, 80)}. Correct it, or leave it empty for a new entry.`,
    })
    return undefined
  }
  if (number === '') {
    mistakes.push({
      column: 'number',
      message: 'Give the entry a number of yours: by it the row is found when it comes again.',
    })
    return undefined
  }
  const found = await having<RiskState>(ledger, 'risk', 'number', number)
  const current = found.filter(({ state }) => state.retired === null)
  if (current.length > 1)
    mistakes.push({
      column: 'number',
      message: `Several entries have this number (${current.map(({ humanId }) => humanId).join(', ')}). Write the reference of the one that is meant.`,
    })
  const [only] = current.length > 0 ? current : found
  if (only !== undefined && (await hidden(only.stream))) {
    mistakes.push({
      column: 'number',
      message: 'This number is taken. Choose another, or ask whoever keeps the register.',
    })
    return undefined
  }
  return only
}

const mayChange = (
  { version }: Cells,
  { humanId, version: now, state }: Typed<RiskState>,
): Mistake<Key> | undefined => {
  if (state.retired !== null)
    return {
      column: null,
      message: `${humanId} is retired and stays as it is. Leave the row out, or give a new number.`,
    }
  if (version === '' || version === String(now)) return undefined
  return {
    column: 'version',
    message: `${humanId} changed since this file was written (version ${now} now). Export the register again and make the change there.`,
  }
}

const entryIn = async (cells: Cells, { parts }: Asked, mistakes: Mistakes) => {
  const level = (column: Key, axis: 'severity' | 'probability') =>
    levelIn(parts.riskMatrix, axis, cells[column], (message) => mistakes.push({ column, message }))
  const product = cells.product === '' ? undefined : await productNamed(parts.ledger, cells.product)
  if (product !== undefined && 'why' in product)
    mistakes.push({ column: 'product', message: product.why })
  const eliminated = yesOrNo(cells.eliminated)
  if (eliminated === undefined)
    mistakes.push({ column: 'eliminated', message: 'Write yes or no, or leave it empty for no.' })
  const { title, number, hazard, category, description, compensatingControl } = cells
  return {
    ...{ title, number, hazard, category, description, compensatingControl },
    ...(product !== undefined && 'id' in product ? { product: product.id } : {}),
    initialSeverity: level('initialSeverity', 'severity'),
    initialProbability: level('initialProbability', 'probability'),
    controls: controlsIn(cells.controls),
    eliminated: eliminated ?? false,
    residualSeverity: level('residualSeverity', 'severity'),
    residualProbability: level('residualProbability', 'probability'),
  }
}

type Entry = Awaited<ReturnType<typeof entryIn>>

const levelIn = (
  { matrix }: NamedMatrix,
  axis: 'severity' | 'probability',
  cell: string,
  wrong: (message: string) => void,
): string => {
  const wanted = cell.toLowerCase()
  const found = matrix[axis].find(({ id, name }) => id === wanted || name.toLowerCase() === wanted)
  if (found === undefined)
    wrong(
      `${cell === '' ? 'It is empty' : `"${cell.slice(0, 80)}" is no ${axis} of your risk matrix`}. Write one of: ${matrix[axis].map(({ name }) => name).join(', ')}.`,
    )
  return found?.id ?? ''
}

const yesOrNo = (cell: string): boolean | undefined => {
  const word = cell.toLowerCase()
  if (['', 'no', 'false', '0', 'n'].includes(word)) return false
  return ['yes', 'true', '1', 'y'].includes(word) ? true : undefined
}

/** Whether an import would change nothing of what the entry says. */
const isSame = (entry: Entry, state: RiskState): boolean => {
  const { title, number, hazard, category, controls, eliminated } = state
  const { description, compensatingControl, initial, residual, product } = state
  const now: Entry = {
    ...{ title, number, hazard, category, description, compensatingControl },
    ...(product === null ? {} : { product }),
    ...{ controls, eliminated },
    initialSeverity: initial.severity,
    initialProbability: initial.probability,
    residualSeverity: residual.severity,
    residualProbability: residual.probability,
  }
  return canonicalJson(now as unknown as Json) === canonicalJson(entry as unknown as Json)
}
