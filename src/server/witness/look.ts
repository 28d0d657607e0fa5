import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { hashesAtLevel, tilePath, tileWidth, witness } from '../../ledger/index.ts'
import { takeDataLock } from '../data-lock.ts'
import { sha256, verifyEd25519 } from '../signing.ts'
import { keepEvidence, keepWitnessed, openWitnessFolder } from './folder.ts'

export interface WitnessOptions {
  /** Where the server is reached. */
  readonly url: string
  readonly folder: string
  readonly name?: string | undefined
  readonly logKey?: string | undefined
  readonly now: Date
}

/** What a look found. `good` is false where the log contradicts what was seen before. */
export type WitnessLook =
  | {
      readonly good: true
      readonly key: string
      readonly log: string
      readonly size: number
      /** Facts seen before; null at the first look. */
      readonly before: number | null
      /** Whether the server took the cosignature, or why not. */
      readonly told: true | string
    }
  | {
      readonly good: false
      readonly key: string
      readonly log: string
      readonly code: string
      readonly message: string
      readonly evidence: string
    }

/** Refusals that say that the log lies; all others say that it could not be seen. */
const lies: readonly string[] = ['witness/rolled-back', 'witness/forked']

const milliseconds = 30_000
const noteBytes = 262_144
const hashBytes = 32

/**
 * Looks at a server's ledger once, from wherever this runs: proves by its tiles that the tree only
 * grew, keeps what it saw, and then gives the server its cosignature. Refuses what could not be
 * looked at; what contradicts the last look is an answer, with the two notes in a file.
 */
export const lookAsWitness = async (options: WitnessOptions): Promise<WitnessLook | Refusal> => {
  const lock = await takeDataLock(options.folder, '')
  if (isRefusal(lock)) return lock
  try {
    return await look(options)
  } finally {
    await lock.release()
  }
}

const look = async ({
  url,
  folder,
  name,
  logKey,
  now,
}: WitnessOptions): Promise<WitnessLook | Refusal> => {
  const opened = await openWitnessFolder(folder, { name, logKey })
  if (isRefusal(opened)) return opened
  const { signer, key, log, before } = opened
  const base = `${url.replace(/\/+$/, '')}/ledger`
  const shown = await get(`${base}/checkpoint`, noteBytes)
  if (isRefusal(shown)) return shown
  const note = new TextDecoder().decode(shown)
  const seconds = Math.floor(now.getTime() / 1_000)
  const tilesOf = (size: number) => async (level: number, index: number) => {
    const width = Math.min(tileWidth, hashesAtLevel(size, level) - index * tileWidth)
    const bytes = await get(`${base}/${tilePath(level, index, width)}`, width * hashBytes)
    if (isRefusal(bytes)) throw new RefusalError(bytes)
    return bytes
  }
  const seen = await witness({ sha256, verifyEd25519, log, signer, tilesOf }, note, before, seconds)
  if (isRefusal(seen)) {
    if (!lies.includes(seen.code)) return seen
    const evidence = await keepEvidence(folder, now, opened.note, note)
    return { good: false, key, log: log.name, code: seen.code, message: seen.message, evidence }
  }
  await keepWitnessed(folder, log, seen.seen, seen.cosigned)
  const told = await tell(base, seen.cosigned)
  return {
    good: true,
    key,
    log: log.name,
    size: seen.seen.size,
    before: before?.size ?? null,
    told: isRefusal(told) ? told.message : true,
  }
}

const get = async (address: string, most: number): Promise<Uint8Array<ArrayBuffer> | Refusal> => {
  const answer = await ask(address, {})
  if (isRefusal(answer)) return answer
  if (!answer.ok) {
    await answer.body?.cancel()
    return refuse('witness/no-answer', `${address} answers ${answer.status}.`)
  }
  return bounded(address, answer, most)
}

/** Nobody is asked to hold more than what was asked for. */
const bounded = async (
  address: string,
  { body }: Response,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | Refusal> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    if (size > most)
      return refuse('witness/too-much', `${address} answers more than ${most} bytes.`)
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts))
}

const tell = async (base: string, cosigned: string): Promise<true | Refusal> => {
  const address = `${base}/cosignatures`
  const answer = await ask(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ note: cosigned }),
  })
  if (isRefusal(answer)) return answer
  const said = await bounded(address, answer, 16_384)
  if (answer.ok) return true
  return isRefusal(said)
    ? said
    : refuse('witness/not-taken', `${address} answers ${answer.status}: ${reasonOf(said)}`)
}

/** What a problem document (RFC 9457) says, or the beginning of whatever it is. */
const reasonOf = (bytes: Uint8Array): string => {
  const text = new TextDecoder().decode(bytes)
  try {
    const { title } = JSON.parse(text) as { readonly title?: unknown }
    return typeof title === 'string' ? title : text.slice(0, 200)
  } catch {
    return text.slice(0, 200)
  }
}

const ask = async (address: string, init: RequestInit): Promise<Response | Refusal> => {
  try {
    return await fetch(address, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(milliseconds),
    })
  } catch (cause) {
    const why = cause instanceof Error && cause.cause instanceof Error ? cause.cause.message : cause
    return refuse('witness/no-answer', `${address} cannot be reached: ${String(why)}.`)
  }
}
