import { z } from 'zod'

/** The first member: what the archive is and what it was made from. */
export const headerName = 'vulnerary-backup.json'

export const backupFormat = 'vulnerary-backup/1'

export const headerSchema = z.strictObject({
  format: z.literal(backupFormat),
  /** RFC 3339, UTC, milliseconds. */
  made: z.string(),
  engine: z.enum(['sqlite', 'postgres']),
  /** The migrations that made the tables: a restore makes exactly these first. */
  migrations: z.array(z.string().max(100)).max(1_000),
  withKey: z.boolean(),
})
export type BackupHeader = z.output<typeof headerSchema>

export const tableMember = (table: string): string => `tables/${table}.jsonl.gz`
/** The keys of persons, wrapped by the master key. */
export const personsMember = 'keys/persons.jsonl.gz'
export const erasuresMember = 'keys/erasures.jsonl.gz'
export const masterKeyMember = 'keys/master.key'
export const masterCheckMember = 'keys/master.check'
