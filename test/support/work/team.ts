import { afterAll, beforeAll } from 'vitest'
import type { Role } from '../../../src/kernel/roles.ts'
import { type MailServer, startMailServer } from '../mail-server.ts'
import { type Answer, type Colleague, type Maker, openMaker } from '../maker.ts'
import type { DatabasePlace } from '../on-databases.ts'

/** Who works at the maker, each with one role, so that a test shows who may do what. */
const posts = {
  triager: ['tom', 'triager'],
  engineer: ['erika', 'engineer'],
  second: ['simon', 'engineer'],
  writer: ['wanda', 'writer'],
  approver: ['anna', 'approver'],
  manager: ['ralf', 'release-manager'],
  privacy: ['paula', 'privacy'],
  auditor: ['olga', 'auditor'],
} as const satisfies Record<string, readonly [login: string, role: Role]>
export type Post = keyof typeof posts

export type Team<Name extends Post = never> = {
  readonly maker: Maker
  readonly mail: MailServer
} & Readonly<Record<Name, Colleague>>

/**
 * One server for all tests of a file, over HTTP, on SQLite unless a database is given, with these colleagues and a mail server
 * on loopback. What it answers is filled before the first test; do not take it apart earlier.
 */
export const aTeam = <Name extends Post>(
  names: readonly Name[],
  environment: Readonly<Record<string, string>> | (() => Promise<DatabasePlace>) = {},
): Team<Name> => {
  const team: Record<string, unknown> = {}
  let place: DatabasePlace | undefined
  beforeAll(async () => {
    const mail = await startMailServer()
    place = typeof environment === 'function' ? await environment() : undefined
    const told = typeof environment === 'function' ? place?.environment : environment
    const maker = await openMaker({ environment: { SMTP_URL: mail.url, ...told } })
    Object.assign(team, { mail, maker })
    for (const name of names) {
      const [login, role] = posts[name]
      team[name] = await maker.colleague(login, [role])
    }
  })
  afterAll(async () => {
    const { maker, mail } = team as Partial<Team>
    await maker?.close()
    await mail?.close()
    await place?.drop()
  })
  // Filled by the hook above: whoever looks earlier finds it empty.
  return team as Team<Name>
}

/** Today or so many days later, as the maker's clock has it. */
export const dayAfter = ({ time }: Maker, days: number): string =>
  new Date(time.now + days * 86_400_000).toISOString().slice(0, 10)

/** Issues a command whose answer, a refusal say, the test looks at. */
export const tries = (
  who: Colleague,
  path: string,
  input: unknown,
  sign = false,
): Promise<Answer> => who.post(path, { input, ...(sign ? { signature: who.signature() } : {}) })

/** Whoever can read over the API. */
export type Reader = Pick<Colleague, 'get'>

/** The state of a record, as this colleague reads it. */
export const stateOf = async (who: Reader, path: string): Promise<Answer['body']> => {
  const answer = await who.get(path)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return answer.body.state
}

/** The records of a list, as this colleague reads them. */
export const listOf = async (who: Reader, path: string): Promise<Answer['body'][]> => {
  const answer = await who.get(path)
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`)
  return answer.body.items
}

/** The same colleague after days have passed: the earlier session has run out. */
export const signedInAgain = async (maker: Maker, who: Colleague): Promise<Reader> => {
  const answer = await maker.fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: who.login, ...who.signature() }),
  })
  if (answer.status !== 200) throw new Error(await answer.text())
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return {
    get: async (path) => {
      const response = await maker.fetch(path, { headers: { cookie } })
      return { status: response.status, headers: response.headers, body: await response.json() }
    },
  }
}
