import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { orThrow } from '../../src/kernel/result.ts'
import type { Role } from '../../src/kernel/roles.ts'
import { readSettings, type Server, startServer } from '../../src/server/index.ts'
import { codeAt } from './access.ts'
import { sharedProcesses } from './processes.ts'

/** What an API call answered. `body` is the parsed JSON, or the text where it is none. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
  readonly body: any
}

/** Somebody who works at the maker, signed in over HTTP. */
export interface Colleague {
  readonly name: string
  readonly person: string
  readonly login: string
  readonly password: string
  readonly cookie: string
  get(path: string): Promise<Answer>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Issues a command that must succeed; a signature is added where `sign` is true. */
  does(
    path: string,
    input: unknown,
    sign?: boolean,
  ): Promise<{ id: string; humanId: string; version: number }>
  signature(): { password: string; code: string }
  upload(name: string, bytes: Uint8Array): Promise<{ hash: string; name: string; size: number }>
}

/** A maker's server on a real folder, reached over HTTP, with a clock that the test moves. */
export interface Maker {
  readonly url: string
  readonly folder: string
  readonly server: Server
  readonly time: { now: number }
  readonly administrator: Colleague
  colleague(login: string, roles: readonly Role[]): Promise<Colleague>
  /** Waits until all that follows from what was done is done. */
  settle(): Promise<void>
  fetch(path: string, init?: RequestInit): Promise<Response>
  restart(): Promise<void>
  close(): Promise<void>
}

export interface MakerOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly folder?: string
}

export const openMaker = async (options: MakerOptions = {}): Promise<Maker> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'maker-')))
  const time = { now: Date.now() }
  const open = async () => {
    const settings = orThrow(
      readSettings({
        DATA_DIR: folder,
        PORT: '0',
        LOG_LEVEL: 'silent',
        MAKER_NAME: 'Example Medical',
        MAKER_URL: 'https://www.example-medical.example',
        MAIL_FROM: 'security@example-medical.example',
        ...options.environment,
      }),
    )
    const opened = orThrow(
      await startServer(settings, {
        clock: () => time.now,
        ...sharedProcesses(options.environment),
      }),
    )
    return { opened, address: await opened.listen() }
  }
  let { opened: server, address: url } = await open()
  const maker = {
    get url() {
      return url
    },
    folder,
    get server() {
      return server
    },
    time,
    settle: () => server.settle(),
    fetch: (path: string, init?: RequestInit) => fetch(url + path, init),
    restart: async () => {
      await server.stop()
      ;({ opened: server, address: url } = await open())
    },
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  const welcome = server.welcome?.split('#').at(-1) ?? ''
  const administrator = await enrol(maker, welcome, 'admin', 'Ada Administrator')
  return {
    ...maker,
    get url() {
      return url
    },
    get server() {
      return server
    },
    administrator,
    colleague: async (login, roles) => {
      const invited = await administrator.does('/api/people/invite', {
        name: `${login[0]?.toUpperCase()}${login.slice(1)} Example`,
        login,
        roles,
      })
      const link = await administrator.post(`/api/people/${invited.id}/invitation`)
      if (link.status !== 201) throw new Error(JSON.stringify(link.body))
      return enrol(
        maker,
        link.body.token,
        login,
        `${login[0]?.toUpperCase()}${login.slice(1)} Example`,
      )
    },
  }
}

const enrol = async (
  maker: Pick<Maker, 'url' | 'time'>,
  token: string,
  login: string,
  name: string,
): Promise<Colleague> => {
  const post = (path: string, body: object) =>
    fetch(maker.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const begun = await post('/api/invitations/begin', { token })
  const enrolment = (await begun.json()) as { secret: string }
  if (begun.status !== 200) throw new Error(JSON.stringify(enrolment))
  const password = `${login.length} quiet otters on the roof`
  const code = codeAt(enrolment.secret, maker.time.now)
  const done = await post('/api/invitations/complete', { token, name, login, password, code })
  // biome-ignore lint/suspicious/noExplicitAny: see Answer.
  const session = (await done.json()) as any
  if (done.status !== 200) throw new Error(JSON.stringify(session))
  const cookie = done.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  // The code that proved the authenticator is used up.
  maker.time.now += 30_000
  const csrf: string = session.csrfToken ?? session.csrf
  const call = async (
    method: string,
    path: string,
    body?: BodyInit,
    extra = {},
  ): Promise<Answer> => {
    const response = await fetch(maker.url + path, {
      method,
      headers: { cookie, 'x-csrf-token': csrf, ...extra },
      ...(body === undefined ? {} : { body }),
    })
    const text = await response.text()
    const json = (response.headers.get('content-type') ?? '').includes('json')
    return {
      status: response.status,
      headers: response.headers,
      body: json ? JSON.parse(text) : text,
    }
  }
  const signature = () => {
    maker.time.now += 30_000
    return { password, code: codeAt(enrolment.secret, maker.time.now) }
  }
  const send: Colleague['post'] = (path, body, headers = {}) =>
    call('POST', path, body === undefined ? undefined : JSON.stringify(body), {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    })
  return {
    name,
    person: session.person,
    login,
    password,
    cookie,
    get: (path) => call('GET', path),
    post: send,
    signature,
    does: async (path, input, sign = false) => {
      const answer = await send(path, { input, ...(sign ? { signature: signature() } : {}) })
      if (answer.status !== 200 && answer.status !== 201)
        throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    upload: async (fileName, bytes) => {
      const answer = await call(
        'POST',
        `/api/files?name=${encodeURIComponent(fileName)}`,
        new Uint8Array(bytes),
        { 'content-type': 'application/octet-stream' },
      )
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
      return answer.body
    },
  }
}
