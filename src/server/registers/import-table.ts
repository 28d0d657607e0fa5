import { createHash } from 'node:crypto'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { breath } from '../../ledger/index.ts'
import type { CommandRequest } from '../commands/dispatch.ts'
import { dispatchWhole, refusalsOf } from '../commands/dispatch-whole.ts'
import { safeFileName } from '../files/index.ts'
import type { Parts } from '../parts.ts'
import type { TableFormat } from '../tables/table.ts'
import {
  type Asked,
  type Mistake,
  mistakesOf,
  type Outcome,
  type Planned,
  type Register,
} from './register.ts'
import { inOrder, type NamedRow, namedRows, type Problem } from './rows.ts'

export interface ImportRequest extends Omit<Asked, 'parts'> {
  readonly bytes: Uint8Array
  /** The name that the file came under. */
  readonly name: string
  /** Answers what would happen, and writes nothing. */
  readonly dryRun: boolean
  readonly requestId: string
}

/** What became of a file, or would: with a problem anywhere, nothing. */
export interface ImportedTable {
  readonly dryRun: boolean
  /** Whether its rows stand in the register now. */
  readonly imported: boolean
  readonly format: TableFormat
  readonly sha256: string
  readonly counts: Readonly<Record<Outcome, number>>
  readonly rows: readonly ImportedLine[]
  readonly problems: readonly Problem[]
  readonly notRead: readonly string[]
}

interface ImportedLine {
  readonly row: number
  readonly outcome: Outcome
  readonly record: string
  readonly title: string
  readonly note: string
}

export type ImportTable = (
  register: Register,
  request: ImportRequest,
) => Promise<ImportedTable | Refusal>

/**
 * Imports files one after the other: two that hold the same row must meet in one record. Refuses
 * what is no table, and with `process/busy`; problems of rows are part of the answer.
 */
export const createTableImport = (parts: Parts): ImportTable => {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return (register, request) => {
    if (waiting >= limits.tables.importsWaiting)
      return Promise.resolve(
        refuse('process/busy', 'Other imports wait already. Try again in a minute.'),
      )
    waiting++
    const done = last
      .then(() => importOne(parts, register, request))
      .finally(() => {
        waiting--
      })
    // The next one goes on whatever became of this one; its caller hears of the failure.
    last = done.catch(() => undefined)
    return done
  }
}

interface Plan {
  readonly row: NamedRow<string>
  readonly planned: Planned
}

const importOne = async (
  parts: Parts,
  register: Register,
  request: ImportRequest,
): Promise<ImportedTable | Refusal> => {
  const table = await parts.foreign.readTable(request.bytes)
  if (isRefusal(table)) return table
  const sha256 = createHash('sha256').update(request.bytes).digest('hex')
  const { rows, problems: inHeader, notRead } = namedRows(table.rows, register.columns)
  const { plans, problems: inRows } = await planAll(parts, register, request, rows, sha256)
  const steps = plans.flatMap(({ row, planned }) =>
    planned.command === undefined ? [] : [{ row, command: commandOf(planned.command, request) }],
  )
  const told = (refusals: ReadonlyMap<number, Refusal>): readonly Problem[] =>
    [...refusals].flatMap(([index, refusal]) =>
      mistakesOf(register, refusal).map((mistake) =>
        problemOf(register, steps[index]?.row.row ?? 0, mistake),
      ),
    )
  const commands = steps.map(({ command }) => command)
  const tried = told(await refusalsOf(parts, commands))
  const problems = inOrder([...inHeader, ...inRows, ...tried])
  const answer = (more: Partial<ImportedTable>): ImportedTable => ({
    ...{ dryRun: request.dryRun, imported: false, format: table.format, sha256, problems, notRead },
    counts: countsOf(plans),
    rows: plans.map(lineOf),
    ...more,
  })
  if (problems.length > 0 || request.dryRun) return answer({})
  const done = await dispatchWhole(parts, commands)
  // Somebody was faster since it was tried: nothing was written, and a new look says what is so now.
  if ('refused' in done) return answer({ problems: inOrder(told(done.refused)) })
  const made = [...done.done]
  return answer({
    imported: true,
    rows: plans.map((plan) => {
      const record = plan.planned.command === undefined ? undefined : made.shift()
      return { ...lineOf(plan), ...(record === undefined ? {} : { record: record.humanId }) }
    }),
  })
}

const problemOf = (
  { columns }: Register,
  row: number,
  { column, message }: Mistake<string>,
): Problem => ({
  row,
  column: column === null ? '' : (columns[column]?.title ?? ''),
  message,
})

const commandOf = (
  command: NonNullable<Planned['command']>,
  { actor, requestId }: ImportRequest,
): CommandRequest => ({ ...command, actor, requestId, within: true })

const planAll = async (
  parts: Parts,
  register: Register,
  { name, actor, system }: ImportRequest,
  rows: readonly NamedRow<string>[],
  sha256: string,
): Promise<{ readonly plans: readonly Plan[]; readonly problems: readonly Problem[] }> => {
  const file = { name: safeFileName(name), sha256 }
  const plans: Plan[] = []
  const problems: Problem[] = []
  const first = new Map<string, number>()
  for (const [index, row] of rows.entries()) {
    // Others are served in between.
    if (index % 50 === 49) await breath()
    const imported = { file, row: row.row, cells: [...row.kept] }
    const planned = await register.plan(row, imported, { parts, actor, system })
    if (!('outcome' in planned)) {
      for (const mistake of planned) problems.push(problemOf(register, row.row, mistake))
      continue
    }
    const earlier = first.get(planned.identity)
    if (earlier !== undefined)
      problems.push({
        row: row.row,
        column: register.columns['number']?.title ?? '',
        message: `It is the same as row ${earlier}. Keep one of the two.`,
      })
    first.set(planned.identity, earlier ?? row.row)
    plans.push({ row, planned })
  }
  return { plans, problems }
}

const lineOf = ({ row, planned: { outcome, record, title, note } }: Plan): ImportedLine => ({
  ...{ row: row.row, outcome, record, title, note },
})

const countsOf = (plans: readonly Plan[]): ImportedTable['counts'] => {
  const of = (wanted: Outcome) => plans.filter(({ planned }) => planned.outcome === wanted).length
  return { new: of('new'), changed: of('changed'), same: of('same') }
}
