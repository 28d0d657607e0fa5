import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  /** Segments, unescaped. */
  readonly path: readonly string[]
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: a server of a test takes bodies of any shape.
  readonly body: any
}

export interface Answered {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface LoopbackApi {
  readonly url: string
  readonly asked: readonly Asked[]
  /** What the next request is answered with, whatever it asks. */
  next(answer: Answered): void
  forgetNext(): void
  /** The next request of this method is carried out, and its answer lost on the way. */
  lose(method: string): void
  close(): Promise<void>
}

/** A JSON API on loopback that notes what it is asked. */
export const startLoopbackApi = async (
  answer: (asked: Asked) => Answered,
): Promise<LoopbackApi> => {
  const asked: Asked[] = []
  const canned: Answered[] = []
  let losing: string | undefined
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
      const text = Buffer.concat(parts).toString('utf8')
      const question: Asked = {
        method: request.method ?? 'GET',
        path: pathname.slice(1).split('/').map(decodeURIComponent),
        query: searchParams,
        headers: request.headers,
        body: text === '' ? undefined : JSON.parse(text),
      }
      asked.push(question)
      const { status, body, headers } = canned.shift() ?? answer(question)
      if (losing === question.method) {
        losing = undefined
        response.destroy()
        return
      }
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      const asItIs = typeof body === 'string' || body instanceof Uint8Array
      response.end(body === undefined || asItIs ? body : JSON.stringify(body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    next: (one) => {
      canned.push(one)
    },
    forgetNext: () => {
      canned.length = 0
    },
    lose: (method) => {
      losing = method
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

export interface FakeIssue {
  key: string
  title: string
  text: string
  labels: readonly string[]
  status: string
  author: string
  created: number
  updated: number
  readonly comments: { id: number; text: string; at: number }[]
  readonly links: { id: string; url: string }[]
  readonly files: { id: string; name: string; bytes: Uint8Array; size?: number }[]
}
