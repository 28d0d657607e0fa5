import { hash } from 'node:crypto'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { leafEntryOfRow } from '../../src/ledger/stored.ts'
import { openCheckpoint } from '../../src/ledger/verify/checkpoint.ts'
import { leafHash, verifyInclusion } from '../../src/ledger/verify/merkle.ts'
import { parseVerifierKey } from '../../src/ledger/verify/verifier-key.ts'
import { sha256, verifyEd25519 } from '../../src/server/signing.ts'
import { startServerProcess } from '../faults/server-process.ts'
import { type CliRun, runCli } from './cli-run.ts'
import { chanceFrom } from './fill/chance.ts'
import type { Filled } from './fill/filled.ts'
import { openConnection, requestOf } from './http-client.ts'
import { percentile } from './rate.ts'

export interface ProofsMeasured {
  readonly events: number
  readonly records: number
  readonly checkpoints: number
  /** Making the ledger, in seconds. */
  readonly built: number
  /** Milliseconds of one proof through HTTP, each verified up to the signed root. */
  readonly proof: { readonly p50: number; readonly p95: number; readonly hashes: number }
  readonly check: {
    readonly seconds: number
    readonly eventsPerSecond: number
    /** Bytes at the most, and of the same command where there is nothing to check. */
    readonly peak: number
    readonly idlePeak: number
  }
  /** SHA-256 of the same leaves and of nothing else. */
  readonly bare: { readonly eventsPerSecond: number; readonly megabytesPerSecond: number }
  readonly ratio: number
  /** Milliseconds of a list's first page while the server checks its whole ledger. */
  readonly listMeanwhile: { readonly p50: number; readonly p95: number; readonly longest: number }
}

/** Proofs of single facts, and the check of all of them, in a ledger of a million events. */
export const measureProofs = async (filled: Filled, proofs: number): Promise<ProofsMeasured> => {
  const { folder, events, seconds, check, report } = filled
  const idle = await runCli(filled, ['ledger', 'checkpoint', '--json'])
  const bare = hashBare(folder)
  const eventsPerSecond = events / (check.seconds - idle.seconds)
  return {
    events,
    records: report.streams,
    checkpoints: report.checkpoints,
    built: seconds,
    ...(await throughHttp(filled, proofs)),
    check: { ...secondsAndPeak(check), eventsPerSecond, idlePeak: idle.peak },
    bare,
    ratio: eventsPerSecond / bare.eventsPerSecond,
  }
}

const secondsAndPeak = ({ seconds, peak }: CliRun) => ({ seconds, peak })

const throughHttp = async (
  { folder, environment, token }: Filled,
  proofs: number,
): Promise<Pick<ProofsMeasured, 'proof' | 'listMeanwhile'>> => {
  const server = await startServerProcess({ folder, environment, patience: 120_000 })
  const connection = await openConnection(server.url)
  const authorization = `Bearer ${token}`
  const get = async (path: string): Promise<unknown> => {
    const { status, body } = await connection.send(requestOf('GET', path, { authorization }))
    if (status !== 200) throw new Error(`${path}: ${status} ${body.toString()}`)
    return JSON.parse(body.toString())
  }
  try {
    const { verifierKey } = (await get('/api/ledger')) as { readonly verifierKey: string }
    const times: number[] = []
    let hashes = 0
    for (const row of someEvents(folder, proofs)) {
      const began = performance.now()
      const proof = (await get(`/api/ledger/proof/${row.id}`)) as Proof
      times.push(performance.now() - began)
      hashes = Math.max(hashes, proof.path.length)
      verifyProof(verifierKey, row, proof)
    }
    const meanwhile: number[] = []
    let checking = true
    const checked = fetch(`${server.url}/api/ledger/check`, {
      method: 'POST',
      headers: { authorization },
    }).finally(() => {
      checking = false
    })
    while (checking) {
      const began = performance.now()
      await get('/api/cases?status=open,analysed&sort=updated')
      meanwhile.push(performance.now() - began)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const { problemCount } = (await (await checked).json()) as { readonly problemCount: number }
    if (problemCount !== 0) throw new Error('The ledger is not sound.')
    return {
      proof: { p50: percentile(times, 0.5), p95: percentile(times, 0.95), hashes },
      listMeanwhile: {
        p50: percentile(meanwhile, 0.5),
        p95: percentile(meanwhile, 0.95),
        longest: Math.max(...meanwhile),
      },
    }
  } finally {
    connection.close()
    await server.stop()
  }
}

interface Proof {
  readonly leafIndex: number
  readonly treeSize: number
  readonly path: readonly string[]
  readonly checkpoint: string
}

/** As a stranger does it: the fact's own bytes, the path, and the root that the log has signed. */
const verifyProof = (verifierKey: string, row: EventRow, proof: Proof): void => {
  const key = orThrow(parseVerifierKey(sha256, verifierKey))
  const { checkpoint } = orThrow(
    openCheckpoint(verifyEd25519, proof.checkpoint, { origin: key.name, keys: [key] }),
  )
  const proven = verifyInclusion(sha256, {
    leafHash: leafHash(sha256, leafEntryOfRow(row)),
    leafIndex: proof.leafIndex,
    treeSize: proof.treeSize,
    rootHash: checkpoint.rootHash,
    path: proof.path.map((text) => new Uint8Array(Buffer.from(text, 'base64'))),
  })
  if (isRefusal(proven)) throw new Error(`${row.id}: ${proven.message}`)
}

type EventRow = Parameters<typeof leafEntryOfRow>[0]

const reading = <Result>(folder: string, use: (database: BetterSqlite3.Database) => Result) => {
  const database = new BetterSqlite3(join(folder, 'vulnerary.db'), { readonly: true })
  try {
    return use(database)
  } finally {
    database.close()
  }
}

const someEvents = (folder: string, count: number): readonly EventRow[] =>
  reading(folder, (database) => {
    const chance = chanceFrom(2)
    const size = (database.prepare('select max(idx) as last from leaf').get() as { last: number })
      .last
    const row = database.prepare(
      'select event.* from leaf join event on event.id = leaf.event_id where idx = ?',
    )
    return Array.from({ length: count }, () => row.get(chance.below(size + 1)) as EventRow)
  })

/** What no check can do without: the hash of each leaf, from bytes that are in memory already. */
const hashBare = (folder: string): ProofsMeasured['bare'] =>
  reading(folder, (database) => {
    const page = database.prepare(
      'select * from event where position > ? order by position limit 5000',
    )
    let [events, bytes, milliseconds, after] = [0, 0, 0, 0]
    for (;;) {
      const rows = page.all(after) as (EventRow & { readonly position: number })[]
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.position
      const entries = rows.map((row) => Buffer.concat([Buffer.of(0), leafEntryOfRow(row)]))
      const began = performance.now()
      for (const entry of entries) hash('sha256', entry, 'buffer')
      milliseconds += performance.now() - began
      events += entries.length
      bytes += entries.reduce((sum, { length }) => sum + length, 0)
    }
    const seconds = milliseconds / 1_000
    return { eventsPerSecond: events / seconds, megabytesPerSecond: bytes / 1e6 / seconds }
  })
