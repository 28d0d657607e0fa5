import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const ledger = z.object({
  origin: z.string(),
  verifierKey: z.string(),
  /** A signed note (C2SP signed-note); null while the ledger is empty. */
  checkpoint: z.string().nullable(),
  size: z.number(),
  witnesses: z.array(z.object({ name: z.string(), keyId: z.string() })),
  /** The last word of each witness; `time` in seconds since 1970. */
  cosigned: z.array(
    z.object({ name: z.string(), keyId: z.string(), size: z.number(), time: z.number() }),
  ),
  /** Witnesses that stay away; `heardAt` null where one never cosigned. */
  away: z.array(
    z.object({
      name: z.string(),
      keyId: z.string(),
      humanId: z.string(),
      since: z.string(),
      heardAt: z.string().nullable(),
      told: z.number(),
    }),
  ),
  /** What became of the last call of each witness that is called. */
  calls: z.array(
    z.object({
      url: z.string(),
      at: z.string(),
      ok: z.boolean(),
      size: z.number(),
      problem: z.string(),
    }),
  ),
})
type LedgerView = z.output<typeof ledger>
export type Witnesses = Pick<LedgerView, 'witnesses' | 'cosigned' | 'size' | 'away' | 'calls'>

export const ledgerQuery = queryOptions({
  queryKey: ['ledger'],
  queryFn: ({ signal }) => request(ledger, '/api/ledger', { signal }),
})

const report = z.object({
  events: z.number(),
  sequenced: z.number(),
  streams: z.number(),
  checkpoints: z.number(),
  rootHash: z.string(),
  problems: z.array(z.object({ what: z.string(), where: z.string(), message: z.string() })),
  problemCount: z.number(),
})
export type LedgerReport = z.output<typeof report>

/** Recomputes everything the ledger holds; may take a while. */
export const checkLedger = (): Promise<LedgerReport> =>
  request(report, '/api/ledger/check', { method: 'POST' })

const proof = z.object({
  leafIndex: z.number(),
  treeSize: z.number(),
  /** Hashes in base64, the lowest first. */
  path: z.array(z.string()),
  checkpoint: z.string(),
})

export const proofQuery = (event: string) =>
  queryOptions({
    queryKey: ['proof', event],
    queryFn: ({ signal }) =>
      request(proof, `/api/ledger/proof/${encodeURIComponent(event)}`, { signal }),
    retry: 1,
  })
