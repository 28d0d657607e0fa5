import { z } from 'zod'
import type { ImportColumn, ImportedRow } from '../../cases/contract.ts'
import type { Refusal } from '../../kernel/result.ts'
import type { Actor, Role } from '../../kernel/roles.ts'
import type { CommandRequest } from '../commands/dispatch.ts'
import type { Parts } from '../parts.ts'
import type { NamedRow } from './rows.ts'

/** What an import is asked for, beside the file. */
export interface Asked {
  readonly parts: Parts
  readonly actor: Actor
  /** The earlier system, of cases. */
  readonly system: string
}

/** What a row would do: make a record, change one, or nothing. */
export type Outcome = 'new' | 'changed' | 'same'

export interface Planned {
  readonly outcome: Outcome
  /** The record that it is, where there is one. */
  readonly record: string
  readonly title: string
  /** What whoever imports should know of it. */
  readonly note: string
  /** By what the row is known: two rows of one file may not share it. */
  readonly identity: string
  readonly command?: Pick<CommandRequest, 'kind' | 'command' | 'id' | 'input' | 'ifVersion' | 'key'>
}

/** A cell that cannot be used, by its key. */
export interface Mistake<Key extends string> {
  readonly column: Key | null
  readonly message: string
}

/** What one kind of record tells the import. */
export interface Register<Key extends string = string> {
  readonly columns: Readonly<Record<Key, ImportColumn>>
  readonly permission: readonly Role[]
  /** What a row asks for, or everything that is wrong with it. */
  plan(
    row: NamedRow<Key>,
    imported: ImportedRow,
    asked: Asked,
  ): Promise<Planned | readonly Mistake<Key>[]>
  /** Which column a refusal of the command is about, where one is. */
  columnOf(refusal: Refusal): Key | null
}

/** What a refused command tells of its row: each field that the schema found wrong, or the refusal. */
export const mistakesOf = (
  { columns, columnOf }: Register,
  refusal: Refusal,
): readonly Mistake<string>[] => {
  const fields = refused.safeParse(refusal.details)
  const known = fields.success
    ? fields.data.fields.map(({ field, message }) => ({
        column: field.split('.')[0] ?? '',
        message,
      }))
    : []
  return known.length > 0 && known.every(({ column }) => Object.hasOwn(columns, column))
    ? known
    : [{ column: columnOf(refusal), message: refusal.message }]
}

const refused = z.object({
  fields: z.array(z.object({ field: z.string(), message: z.string() })),
})
