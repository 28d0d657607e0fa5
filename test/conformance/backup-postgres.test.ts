import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  emptyFolder,
  expectToGoOn,
  openWorld,
  problemsOf,
  restoreTo,
  settingsOf,
  type World,
  written,
} from '../support/backup-world.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

describeWith('postgres', 'a backup over both databases', () => {
  const databases: TestDatabase[] = []
  const database = async (): Promise<string> => {
    const made = await createDatabase()
    databases.push(made)
    return made.url
  }
  let sqlite: World
  let postgres: World
  beforeAll(async () => {
    sqlite = await openWorld({})
    postgres = await openWorld({ DATABASE_URL: await database() })
  })
  afterAll(async () => {
    await sqlite?.close()
    await postgres?.close()
    for (const made of databases) await made.drop()
  })

  it('goes from PostgreSQL to PostgreSQL', async () => {
    await expectToGoOn(postgres, { DATABASE_URL: await database() })
  })
  it('goes from SQLite to PostgreSQL', async () => {
    await expectToGoOn(sqlite, { DATABASE_URL: await database() })
  })
  it('goes from PostgreSQL to SQLite', async () => {
    await expectToGoOn(postgres, {})
  })

  it('leaves not even a table where it is damaged or the key is missing', async () => {
    const url = await database()
    const target = await emptyFolder(postgres)
    const bytes = await readFile(postgres.file)
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    expect(
      await restoreTo(target, await written(postgres, bytes), {}, { DATABASE_URL: url }),
    ).toMatchObject({ code: 'backup/damaged' })
    expect(await tablesOf(url)).toEqual([])
  })

  it('does not go into a database that holds facts', async () => {
    const target = await emptyFolder(sqlite)
    const url = settingsOf(postgres.open).databaseUrl ?? ''
    expect(await restoreTo(target, sqlite.file, {}, { DATABASE_URL: url })).toMatchObject({
      code: 'restore/not-empty',
    })
    expect(await readdir(target)).toEqual(['keys'])
    expect(await problemsOf(postgres.open)).toEqual([])
  })
})

const tablesOf = async (url: string): Promise<readonly string[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
