import { readdir } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { checkLedger } from '../../src/ledger/index.ts'
import { sha256, verifyEd25519 } from '../support/crypto.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'

/** A maker's server under attack, on either database. */
export interface Attacked extends Maker {
  /** Headers of the local operator, who is not held to the rate of strangers. */
  readonly operator: Readonly<Record<string, string>>
  /** Sends the bytes as they are, with headers as they are. */
  raw(path: string, body: Uint8Array | string, headers?: Record<string, string>): Promise<Told>
  /** What is kept: rows of each table and files of the store. */
  kept(): Promise<Readonly<Record<string, number>>>
  /** The server answers, and its ledger holds. */
  expectUnharmed(): Promise<void>
}

export interface Told {
  readonly status: number
  readonly text: string
  readonly headers: IncomingMessage['headers']
}

export const onEachMaker = (name: string, body: (open: () => Promise<Attacked>) => void): void => {
  describe(`${name} (SQLite)`, () => body(() => openAttacked()))
  describeWith('postgres', `${name} (PostgreSQL)`, () =>
    body(async () => {
      const { url, drop } = await createDatabase()
      const maker = await openAttacked({ DATABASE_URL: url })
      return {
        ...maker,
        close: async () => {
          await maker.close()
          await drop()
        },
      }
    }),
  )
}

const tables = ['event', 'stream', 'facet', 'search_entry', 'delivery', 'command_key'] as const

const openAttacked = async (environment: Record<string, string> = {}): Promise<Attacked> => {
  const maker = await openMaker({ environment })
  const { parts } = maker.server
  const { database, kinds } = parts.ledger
  const operator = { authorization: `Bearer ${parts.localToken}` }
  return {
    ...maker,
    operator,
    raw: (path, body, headers = {}) =>
      sendRaw(maker.url, path, body, {
        ...operator,
        'content-type': 'application/json',
        ...headers,
      }),
    kept: async () => {
      const counts: Record<string, number> = {}
      for (const table of tables) {
        const { rows } = await sql<{
          n: number
        }>`select count(*) as n from ${sql.table(table)}`.execute(database.reader)
        counts[table] = Number(rows[0]?.n)
      }
      const files = await readdir(join(maker.folder, 'files'), { recursive: true })
      counts['files'] = files.filter((file) => /[0-9a-f]{64}$|incoming\//.test(file)).length
      return counts
    },
    expectUnharmed: async () => {
      expect((await maker.fetch('/api/health')).status).toBe(200)
      await maker.settle()
      const key = parts.signer.key
      const { open } = parts.ledger
      const report = await checkLedger({ database, kinds, open, sha256, verifyEd25519, key })
      expect(report.problems).toEqual([])
      expect(report.sequenced).toBe(report.events)
    },
  }
}

const sendRaw = (
  url: string,
  path: string,
  body: Uint8Array | string,
  headers: Record<string, string>,
): Promise<Told> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    // Unlike fetch, this sends a path with its dots as it is.
    const request = httpRequest({ hostname, port, path, method: 'POST', headers, agent: false })
    request.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      )
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end(body)
  })

/** Writes these bytes to the socket and hangs up; answers what came back until then. */
export const hangUp = (url: string, bytes: string, after = 50): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    let text = ''
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes)
      setTimeout(() => socket.destroy(), after)
    })
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8')
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(text))
  })
