import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { isRefusal, type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import type { Reply, Transport, Wire } from './transport.ts'

/** The records, wherever they are: on a running server, or in a folder that this process opened. */
export interface Records {
  /** For messages: the server's address, or the folder. */
  readonly where: string
  /** The JSON or text that the server answers; its refusals as they are. */
  get(path: string, query?: Readonly<Record<string, string | undefined>>): Promise<unknown>
  post(path: string, json?: unknown, headers?: Readonly<Record<string, string>>): Promise<unknown>
  /** Keeps a file: `{hash, name, size}` for a command that takes files. */
  upload(name: string, content: Readable): Promise<KeptFile | Refusal>
  /** Sends bytes as they are to a route that takes them. */
  sendStream(
    path: string,
    query: Readonly<Record<string, string | undefined>>,
    type: string,
    content: Readable,
  ): Promise<unknown>
  /** Writes the answer to a new file; answers its size in bytes. A file in the way is refused. */
  download(path: string, file: string): Promise<number | Refusal>
  /** The credential that a signature takes beside its input. */
  signature(): Promise<Credential | Refusal>
}

export interface Credential {
  readonly password: string
  readonly code: string
}

const keptFile = z.object({ hash: z.string(), name: z.string(), size: z.number() })
export type KeptFile = z.output<typeof keptFile>

/** Answers of the API are as large as a page of records or a ledger's report: this is far beyond. */
const longestAnswer = 67_108_864

export interface RecordsParts {
  readonly where: string
  readonly transport: Transport
  /** Who asks: a token, or a session with its CSRF token. */
  readonly headers: Readonly<Record<string, string>>
  readonly signature: () => Promise<Credential | Refusal>
}

export const createRecords = ({ where, transport, headers, signature }: RecordsParts): Records => {
  const send = (wire: Wire) => transport({ ...wire, headers: { ...headers, ...wire.headers } })
  const sendStream: Records['sendStream'] = async (path, query, type, content) =>
    contentOf(
      await send({
        method: 'POST',
        path: withQuery(path, query),
        headers: { 'content-type': type },
        body: content,
      }),
    )
  return {
    where,
    signature,
    get: async (path, query = {}) =>
      contentOf(await send({ method: 'GET', path: withQuery(path, query), headers: {} })),
    post: async (path, json, extra = {}) =>
      contentOf(
        await send({
          method: 'POST',
          path,
          headers: json === undefined ? extra : { 'content-type': 'application/json', ...extra },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        }),
      ),
    upload: async (name, content) => {
      const kept = await sendStream('/api/files', { name }, 'application/octet-stream', content)
      return isRefusal(kept) ? kept : keptFile.parse(kept)
    },
    sendStream,
    download: async (path, file) => {
      const reply = await send({ method: 'GET', path, headers: {} })
      if (isRefusal(reply)) return reply
      if (reply.status !== 200) {
        const refusal = await contentOf(reply)
        return isRefusal(refusal) ? refusal : unexpected(reply.status)
      }
      return keep(reply.stream, file)
    },
  }
}

const withQuery = (path: string, query: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

const problem = z.object({
  code: z.string(),
  title: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})

/** The body of an answer; an RFC 9457 problem becomes the refusal that it was on the server. */
export const contentOf = async (reply: Reply | Refusal): Promise<unknown> => {
  if (isRefusal(reply)) return reply
  const text = await textOf(reply.stream)
  const isJson = (reply.header('content-type') ?? '').includes('json')
  const content: unknown = isJson && text !== '' ? JSON.parse(text) : text
  if (reply.status < 400) return content
  const told = problem.safeParse(content)
  if (!told.success) return unexpected(reply.status)
  const { code, title, details } = told.data
  return refuse(code, title, details)
}

const unexpected = (status: number): Refusal =>
  refuse('reach/unexpected', `The server answered ${status} and no reason. Its log says more.`)

const textOf = async (stream: Readable): Promise<string> => {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of stream) {
    const bytes = Buffer.from(piece)
    length += bytes.length
    if (length > longestAnswer)
      throw new RefusalError(refuse('reach/too-much', 'The answer is too large. Ask for less.'))
    pieces.push(bytes)
  }
  return Buffer.concat(pieces).toString('utf8')
}

const keep = async (content: Readable, file: string): Promise<number | Refusal> => {
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(content, target)
    return target.bytesWritten
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      return refuse('file/exists', `${file} exists. Choose another name, or take it away.`)
    await rm(file, { force: true })
    throw cause
  }
}
