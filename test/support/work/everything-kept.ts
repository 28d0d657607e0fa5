import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import type { Maker } from '../maker.ts'

/** All that a server keeps, as one text: every row of every table, and every byte of its folder. */
export const everythingKept = async ({
  server,
  folder,
}: Pick<Maker, 'server' | 'folder'>): Promise<string> =>
  [...(await inTables(server)), ...(await inFiles(folder))].join('\n')

const inTables = async (server: Maker['server']): Promise<readonly string[]> => {
  const { reader } = server.parts.ledger.database
  const tables = await reader.introspection.getTables()
  const texts: string[] = []
  for (const { name } of tables.filter(
    // The index behind the search has no rows of its own; its bytes are in the file.
    ({ name }) => !/^search(_|$)/.test(name) || name === 'search_entry',
  )) {
    const { rows } = await sql`select * from ${sql.table(name)}`.execute(reader)
    texts.push(JSON.stringify(rows))
  }
  return texts
}

const inFiles = async (folder: string): Promise<readonly string[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return Promise.all(
    found
      .filter((entry) => entry.isFile())
      .map(async (entry) => asText(await readFile(join(entry.parentPath, entry.name)))),
  )
}

/** Compressed bytes hide words: they are read unpacked. */
const asText = (bytes: Buffer): string =>
  (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('latin1')
