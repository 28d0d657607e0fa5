import { Readable } from 'node:stream'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { Server } from '../../server/index.ts'

/** A request as both ways to a server send it. */
export interface Wire {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** From the root, with its query: `/api/reports?limit=5`. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Readable
}

export interface Reply {
  readonly status: number
  header(name: string): string | undefined
  readonly cookies: readonly string[]
  readonly stream: Readable
}

export type Transport = (wire: Wire) => Promise<Reply | Refusal>

/** To a server that runs, over HTTP. */
export const overHttp =
  (url: string): Transport =>
  async ({ method, path, headers, body }) => {
    const init = {
      method,
      headers: { ...headers },
      redirect: 'error',
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : webStream(body) }),
      // Node needs it for a stream (WHATWG fetch); the DOM's type does not know it.
      duplex: 'half',
    } as const
    const sent = await attempt(url, () => fetch(new URL(path, url), init))
    if (!(sent instanceof Response)) return sent
    return {
      status: sent.status,
      header: (name) => sent.headers.get(name) ?? undefined,
      cookies: sent.headers.getSetCookie(),
      stream:
        sent.body === null ? Readable.from([]) : Readable.from(sent.body, { objectMode: false }),
    }
  }

// Node's web streams and those of the DOM are the same at run time, and not to the type checker.
const webStream = (body: Readable): ReadableStream => Readable.toWeb(body) as ReadableStream

const attempt = async (url: string, send: () => Promise<Response>): Promise<Response | Refusal> => {
  try {
    return await send()
  } catch (cause) {
    // fetch says "fetch failed", and why in its cause.
    if (!(cause instanceof TypeError)) throw cause
    const why = cause.cause instanceof Error ? cause.cause.message : cause.message
    return refuse('reach/no-answer', `The server at ${url} does not answer: ${why}.`)
  }
}

/** To a server in this process that listens nowhere: the same routes, the same answers. */
export const withinProcess =
  ({ app }: Server): Transport =>
  async ({ method, path, headers, body }) => {
    const answer = await app.inject({
      method,
      url: path,
      headers: { ...headers },
      payloadAsStream: true,
      ...(body === undefined ? {} : { payload: body }),
    })
    return {
      status: answer.statusCode,
      header: (name) => {
        const value = answer.headers[name]
        return value === undefined ? undefined : String(value)
      },
      cookies: [answer.headers['set-cookie'] ?? []].flat(),
      stream: answer.stream(),
    }
  }
