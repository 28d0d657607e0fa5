import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import { readPostgres, readSqlite } from '../../ledger/index.ts'
import { openPersons } from '../backup/persons.ts'
import type { Settings } from '../settings.ts'
import { deriveKey, type MasterKey, openMasterKey } from '../vault/index.ts'

const format = 'vulnerary-erasures/1'

const contentSchema = z.strictObject({
  format: z.literal(format),
  made: z.string(),
  persons: z.array(z.strictObject({ person: z.string(), at: z.string(), reason: z.string() })),
  files: z.array(
    z.strictObject({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      at: z.string(),
      reason: z.string(),
      replaced_by: z.string().nullable(),
    }),
  ),
})
const listSchema = contentSchema.extend({ seal: z.string() })
/** What must be destroyed again when a backup from before is restored. */
export type ErasureList = z.output<typeof contentSchema>

const sealOf = (master: MasterKey, content: ErasureList): string =>
  createHmac('sha256', deriveKey(master, 'erasures')).update(canonicalJson(content)).digest('hex')

export interface ListOptions {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly clock: () => number
}

/**
 * Writes all erasures so far into one sealed file, also while the server runs; replaces an older one.
 * It holds no personal data. Refuses with the codes of `openMasterKey`.
 */
export const erasureList = async (
  settings: Settings,
  path: string,
  { environment, clock }: ListOptions,
): Promise<{ readonly persons: number; readonly files: number } | Refusal> => {
  const master = await openMasterKey(settings.dataDir, environment)
  if (isRefusal(master)) return master
  const content: ErasureList = {
    format,
    made: instantOf(clock()),
    persons: await personsOf(settings),
    files: await filesOf(settings),
  }
  const draft = `${path}.part`
  const list = { ...content, seal: sealOf(master, content) }
  await writeFile(draft, `${JSON.stringify(list, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
  return { persons: content.persons.length, files: content.files.length }
}

const personsOf = async (settings: Settings): Promise<ErasureList['persons']> => {
  const persons = await openPersons(settings)
  try {
    const list: ErasureList['persons'] = []
    for await (const [person, at, reason] of persons.erasures())
      list.push({ person: String(person), at: String(at), reason: String(reason) })
    return list
  } finally {
    await persons.close()
  }
}

const filesOf = async ({ dataDir, databaseUrl }: Settings): Promise<ErasureList['files']> => {
  const database =
    databaseUrl === undefined
      ? readSqlite(join(dataDir, 'vulnerary.db'))
      : readPostgres(databaseUrl)
  try {
    const rows = database.reader.selectFrom('destroyed_file').selectAll().orderBy('hash')
    return await rows.execute()
  } finally {
    await database.close()
  }
}

/** Refuses with `restore/erasures` where it is no such list, or not one of the server with this key. */
export const readErasureList = async (
  path: string,
  master: MasterKey,
): Promise<ErasureList | Refusal> => {
  const wrong = (why: string) =>
    refuse('restore/erasures', `${path} ${why}. Nothing was restored. Give the newest list.`)
  let parsed: ReturnType<typeof listSchema.safeParse>
  try {
    parsed = listSchema.safeParse(JSON.parse(await readFile(path, 'utf8')))
  } catch (cause) {
    if (cause instanceof SyntaxError) return wrong('cannot be read')
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')
      return wrong('is not there')
    throw cause
  }
  if (!parsed.success) return wrong('is no list of erasures')
  const { seal, ...content } = parsed.data
  const [own, given] = [Buffer.from(sealOf(master, content)), Buffer.from(seal)]
  return own.length === given.length && timingSafeEqual(own, given)
    ? content
    : wrong('was made by another server, or changed')
}
