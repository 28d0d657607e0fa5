import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseBase64 } from '../../src/kernel/base64.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { type VerifierKey, verifierKey } from '../../src/ledger/index.ts'
import { openCheckpoint } from '../../src/ledger/verify/checkpoint.ts'
import { cosign } from '../../src/ledger/verify/cosignature.ts'
import { emptyRoot, verifyConsistency } from '../../src/ledger/verify/merkle.ts'
import { formatNote } from '../../src/ledger/verify/note.ts'
import { ed25519Of, sha256, verifyEd25519 } from './crypto.ts'

interface Answered {
  readonly status: number
  readonly type?: string
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** A witness on this machine that speaks C2SP tlog-witness, as strictly as that is written. */
export interface LoopbackWitness {
  readonly url: string
  readonly key: VerifierKey
  /** Bodies of the calls, in their order. */
  readonly calls: readonly string[]
  /** What it has cosigned of the log. */
  readonly size: number
  /** What it says instead of what the protocol asks; undefined: it keeps to the protocol. */
  lie: ((honest: Answered, call: string) => Answered) | undefined
  /** Takes the log in, and forgets what it cosigned. */
  watch(log: VerifierKey): void
  close(): Promise<void>
}

export const startWitness = async (now: () => number): Promise<LoopbackWitness> => {
  const seed = new Uint8Array(32).fill(23)
  const { publicKey, sign } = ed25519Of(seed)
  const key = verifierKey(sha256, 'witness.example/w1', publicKey, 'cosignature')
  const calls: string[] = []
  let log: VerifierKey | undefined
  let seen = { size: 0, rootHash: emptyRoot(sha256) }

  const addCheckpoint = (body: string): Answered => {
    const split = body.indexOf('\n\n')
    const [first = '', ...lines] = body.slice(0, split).split('\n')
    const note = body.slice(split + 2)
    const old = /^old (0|[1-9]\d*)$/.exec(first)?.[1]
    if (split < 0 || old === undefined || lines.length > 63) return { status: 400, body: '' }
    if (log === undefined || !note.startsWith(`${log.name}\n`)) return { status: 404, body: '' }
    const opened = openCheckpoint(verifyEd25519, note, { origin: log.name, keys: [log] })
    if ('code' in opened) return { status: 403, body: '' }
    const { size, rootHash } = opened.checkpoint
    if (Number(old) > size) return { status: 400, body: '' }
    if (Number(old) !== seen.size)
      return { status: 409, type: 'text/x.tlog.size', body: `${seen.size}\n` }
    const path = lines.map((line) => orThrow(parseBase64(line)))
    const proven =
      seen.size === 0
        ? path.length === 0
        : verifyConsistency(sha256, {
            firstSize: seen.size,
            firstRoot: seen.rootHash,
            secondSize: size,
            secondRoot: rootHash,
            path,
          }) === true
    if (!proven) return { status: 422, body: '' }
    seen = { size, rootHash }
    const text = note.slice(0, note.indexOf('\n\n') + 1)
    const signature = cosign(text, Math.floor(now() / 1_000), { key, sign })
    const whole = formatNote({ text, signatures: [signature] })
    return { status: 200, body: whole.slice(text.length + 1) }
  }

  const witness = { lie: undefined as LoopbackWitness['lie'] }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString('utf8')
      calls.push(body)
      const honest =
        request.method === 'POST' && request.url === '/submit/add-checkpoint'
          ? addCheckpoint(body)
          : { status: 405, body: '' }
      const said = witness.lie?.(honest, body) ?? honest
      response.writeHead(said.status, {
        ...(said.type === undefined ? {} : { 'content-type': said.type }),
        ...said.headers,
      })
      response.end(said.body)
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return Object.defineProperties(witness, {
    url: { value: `http://127.0.0.1:${port}/submit` },
    key: { value: key },
    calls: { value: calls },
    size: { get: () => seen.size },
    watch: {
      value: (watched: VerifierKey) => {
        log = watched
        seen = { size: 0, rootHash: emptyRoot(sha256) }
      },
    },
    close: {
      value: () =>
        new Promise<void>((closed) => {
          server.closeAllConnections()
          server.close(() => closed())
        }),
    },
  }) as LoopbackWitness
}
