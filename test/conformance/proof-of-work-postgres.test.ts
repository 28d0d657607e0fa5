import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Challenge, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { readSettings, type Server, startServer } from '../../src/server/index.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

/** A server with a folder of its own, on the same database with the same master key. */
const startOn = async (folder: string, url: string): Promise<Server> => {
  const environment = { VULNERARY_KEY: Buffer.alloc(32, 7).toString('base64') }
  const settings = orThrow(
    readSettings({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL: url }),
  )
  const server = orThrow(await startServer(settings, { environment }))
  await server.listen()
  return server
}

describeWith('postgres', 'a proof of work between several servers on PostgreSQL', () => {
  let database: TestDatabase
  const folders: string[] = []
  const servers: Server[] = []
  beforeAll(async () => {
    database = await createDatabase()
    for (const name of ['one', 'other']) {
      const folder = await mkdtemp(join(tmpdir(), `${name}-`))
      folders.push(folder)
      servers.push(await startOn(folder, database.url))
    }
  })
  afterAll(async () => {
    for (const server of servers) await server.stop()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
    await database.drop()
  })

  const ask = (server: Server | undefined, path: string, init: RequestInit = {}) =>
    fetch(new URL(path, server?.parts.settings.publicUrl), init)
  const shownTo = async (server: Server | undefined, proof: string) => {
    const answer = await ask(server, `/report?proof=${encodeURIComponent(proof)}`, {
      method: 'POST',
      body: new URLSearchParams({ description: 'Plain HTTP.' }),
    })
    expect(answer.status).toBe(201)
    return Number(answer.headers.get('x-ratelimit-limit'))
  }
  const workFor = async (server: Server | undefined) => {
    const challenge = (await (await ask(server, '/report/challenge')).json()) as Challenge
    const solution = await solveChallenge({ challenge, deriveKey })
    return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64')
  }

  test('is good for another one than gave the challenge, and for one of them once', async () => {
    const [one, other] = servers
    const proof = await workFor(one)
    expect(await shownTo(other, proof)).toBe(limits.rate.portalProvenPerMinute)
    expect(await shownTo(one, proof)).toBe(limits.rate.portalReportsPerMinute)
    expect(await shownTo(other, proof)).toBe(limits.rate.portalReportsPerMinute)
  })

  test('shown to both at the same moment counts with one', async () => {
    const proof = await workFor(servers[1])
    const answers = await Promise.all(servers.map((server) => shownTo(server, proof)))
    expect(answers.toSorted((a, b) => a - b)).toEqual([
      limits.rate.portalReportsPerMinute,
      limits.rate.portalProvenPerMinute,
    ])
  })
})
