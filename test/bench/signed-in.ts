import { generateSync } from 'otplib'
import type { ServerProcess } from '../faults/server-process.ts'

/** What the first administrator has after setting up the account. */
export interface SignedIn {
  /** Of the API. */
  readonly token: string
  /** `name=value` of the session in a browser. */
  readonly cookie: string
}

export const createToken = async (server: ServerProcess): Promise<string> =>
  (await setUp(server)).token

/** Sets up the first administrator by the link that the server printed. */
export const setUp = async (server: ServerProcess): Promise<SignedIn> => {
  const welcome = /\/workbench\/welcome#([\w-]+)/.exec(server.said())?.[1]
  if (welcome === undefined) throw new Error(`The server printed no link:\n${server.said()}`)
  const { secret } = await call(server, '/api/invitations/begin', { token: welcome })
  const epoch = Math.floor(Date.now() / 1_000)
  const code = generateSync({ secret: secret.replaceAll(' ', ''), epoch })
  const who = { name: 'Bench', login: 'bench', password: 'six quiet otters on the roof', code }
  const session = await call(server, '/api/invitations/complete', { token: welcome, ...who })
  const headers = { cookie: session.cookie, 'x-csrf-token': session.csrfToken }
  const token = { label: 'bench', roles: ['administrator'], expiresInDays: 1 }
  return {
    token: (await call(server, '/api/tokens', token, headers)).token,
    cookie: session.cookie,
  }
}

const call = async (
  { url }: ServerProcess,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
  // biome-ignore lint/suspicious/noExplicitAny: answers of three shapes, each used at once.
): Promise<any> => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = await response.text()
  if (!response.ok) throw new Error(`${path}: ${response.status} ${answer}`)
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0]
  return { ...JSON.parse(answer), cookie }
}
