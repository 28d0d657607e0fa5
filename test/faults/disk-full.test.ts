import { chmodSync, chownSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordAbsent } from '../support/absent.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { describeBuilt } from './on-each-database.ts'
import { emptyStream, lossesOf, type Streamed, sendKeyed, streamReports } from './report-stream.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'
import { mountSmallDisk, noSmallDisk, type SmallDisk } from './small-disk.ts'

const missing = noSmallDisk()
if (missing !== undefined) recordAbsent(missing)

const report = (title: string, file?: string): FormData => {
  const form = new FormData()
  form.set('title', title)
  form.set('description', `It leaks. ${'x'.repeat(20_000)}`)
  if (file !== undefined) form.append('files', new Blob([file]), 'proof.txt')
  return form
}

const sendForm = async ({ url, authorization }: ServerProcess, form: FormData) => {
  const response = await fetch(`${url}/report`, {
    method: 'POST',
    headers: { authorization },
    body: form,
  })
  return { status: response.status, page: await response.text() }
}

/**
 * In MiB. The database's log is written back at 8000 pages of 4 KiB (src/ledger/sqlite/connection.ts):
 * once room is given back, it has to find that much and the database's own pages.
 */
const embeddedRoom = 96

/** Some reports while there is room: none of them may be lost. */
const someReports = async (server: ServerProcess, seen: Streamed, milliseconds: number) => {
  const over = new AbortController()
  setTimeout(() => over.abort(), milliseconds)
  await streamReports(server, seen, over.signal, 3)
}

describe.runIf(missing === undefined)('a full disk', () => {
  let disk: SmallDisk
  let server: ServerProcess | undefined
  let seen: Streamed
  beforeEach(() => {
    seen = emptyStream()
  })
  afterEach(async () => {
    await server?.kill()
    disk.unmount()
  })

  /** Reports until one is refused; each before it was acknowledged, so each counts. */
  const reportUntilRefused = async (server: ServerProcess) => {
    for (let number = 0; number < 2_000; number++) {
      const key = `filling-${seen.acknowledged.length}-${number}`
      const sent = { title: `${key} ${'x'.repeat(200)}`, key }
      const answer = await sendKeyed(server, sent)
      if (answer?.status !== 201) return { sent, answer }
      seen.acknowledged.push({ humanId: answer.humanId, title: sent.title })
    }
    throw new Error('The disk does not fill.')
  }

  const expectFullAndThenFine = async (server: ServerProcess) => {
    const { status, page } = await sendForm(server, report('No room'))
    expect(status).toBe(507)
    expect(page).toContain('no room left')
    // What was typed stands in the form again.
    expect(page).toContain('value="No room"')
    expect((await sendForm(server, report('No room', 'x'.repeat(100_000)))).status).toBe(507)
    // One page that was begun may still hold a small report.
    const { sent, answer } = await reportUntilRefused(server)
    expect(answer?.status).toBe(507)
    expect(JSON.parse(answer?.text ?? '')).toMatchObject({ code: 'storage/full', status: 507 })
    // What is there can still be read.
    expect((await fetch(`${server.url}/security`)).status).toBe(200)
    disk.free()
    const retried = await sendKeyed(server, sent)
    expect(retried?.status).toBe(201)
    seen.acknowledged.push({ humanId: retried?.humanId ?? '', title: sent.title })
    expect((await sendForm(server, report('Room again', 'x'.repeat(100_000)))).status).toBe(201)
    await someReports(server, seen, 200)
    expect(await lossesOf(server, seen)).toEqual([])
  }

  describeBuilt([], 'under the embedded database', () => {
    test('is said with status 507, loses nothing, and is over when there is room', async () => {
      disk = mountSmallDisk(embeddedRoom)
      server = await startServerProcess({ folder: disk.folder })
      await someReports(server, seen, 500)
      disk.fill()
      // What room the log of the database has kept for itself is used up first.
      expect((await reportUntilRefused(server)).answer?.status).toBe(507)
      await expectFullAndThenFine(server)
    }, 60_000)

    test('keeps what was acknowledged when the server is killed on it', async () => {
      disk = mountSmallDisk(embeddedRoom)
      server = await startServerProcess({ folder: disk.folder })
      await someReports(server, seen, 300)
      disk.fill()
      expect((await reportUntilRefused(server)).answer?.status).toBe(507)
      await server.kill()
      disk.free()
      server = await startServerProcess({ folder: disk.folder })
      expect(await lossesOf(server, seen)).toEqual([])
    }, 60_000)
  })

  describeBuilt(['postgres'], 'under PostgreSQL', () => {
    let database: TestDatabase
    afterEach(() => database.drop())

    test('is said with status 507, loses nothing, and is over when there is room', async () => {
      disk = mountSmallDisk(48)
      database = await createDatabase()
      await moveTo(disk, database)
      const folder = join(disk.folder, 'server')
      mkdirSync(folder)
      server = await startServerProcess({ folder, environment: { DATABASE_URL: database.url } })
      await someReports(server, seen, 500)
      disk.fill()
      expect((await reportUntilRefused(server)).answer?.status).toBe(507)
      await expectFullAndThenFine(server)
    }, 60_000)
  })
})

/** Puts the database's tables on the small disk; its log stays where the cluster is. */
const moveTo = async (disk: SmallDisk, { url }: TestDatabase): Promise<void> => {
  const location = join(disk.folder, 'tables')
  mkdirSync(location)
  const admin = new URL(url)
  const name = admin.pathname.slice(1)
  admin.pathname = '/postgres'
  const client = new pg.Client({ connectionString: admin.href })
  await client.connect()
  const { rows } = await client.query<{ folder: string }>(
    "select current_setting('data_directory') as folder",
  )
  const owner = statSync(rows[0]?.folder ?? '')
  chownSync(location, owner.uid, owner.gid)
  for (const folder of [disk.folder, join(disk.folder, '..')]) chmodSync(folder, 0o755)
  await client.query(`create tablespace small_${name} location '${location}'`)
  await client.query(`alter database ${name} set tablespace small_${name}`)
  await client.end()
}
