import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { orThrow } from '../kernel/result.ts'
import { openUpdateRepository } from './repository-keys.ts'
import { readSettings } from './settings.ts'
import { type Server, startServer } from './start.ts'

const day = 86_400_000
const begin = Date.UTC(2026, 0, 5)
let folder: string
let now = begin
let server: Server

const open = async (): Promise<Server> =>
  orThrow(
    await startServer(orThrow(readSettings({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' })), {
      clock: () => now,
    }),
  )

const timestamp = async (): Promise<{ version: number; expires: string }> =>
  JSON.parse(
    await readFile(join(folder, 'public', 'updates', 'metadata', 'timestamp.json'), 'utf8'),
  ).signed

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keeper-'))
  now = begin
  server = await open()
})

afterEach(async () => {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
})

it('signs the timestamp again once it is a day old, also after a long time without a server', async () => {
  await server.repository.keep()
  await openUpdateRepository(server.parts)
  const first = await timestamp()
  now += day / 2
  await server.repository.keep()
  expect(await timestamp()).toEqual(first)
  now += day
  await server.repository.keep()
  expect(await timestamp()).toMatchObject({
    version: first.version + 1,
    expires: new Date(now + 30 * day).toISOString().replace('.000Z', 'Z'),
  })
  await server.stop()
  now += 100 * day
  server = await open()
  await server.repository.keep()
  expect(Date.parse((await timestamp()).expires)).toBe(now + 30 * day)
})
