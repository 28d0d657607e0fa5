import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { permissionsPage } from '../../scripts/permissions/page.ts'
import { otherRoutes, type RouteRule, routesOf, staff } from '../../scripts/permissions/routes.ts'
import type { Role } from '../../src/kernel/roles.ts'
import { contracts } from '../../src/server/index/contracts.ts'
import type { Colleague } from '../support/maker.ts'
import { sendsForm } from '../support/work/report.ts'
import { nameless, type ServedRoute, servedRoutes } from '../support/work/routes.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer', 'writer', 'approver', 'manager', 'privacy', 'auditor'])

/** Somebody who knocks at every door. `role` is what the declarations know them by. */
interface Visitor {
  readonly name: string
  readonly role: Role | undefined
  readonly headers: Readonly<Record<string, string>>
  /** The limits on requests count by address; each visitor has one of their own. */
  readonly address: string
  /** It comes by the token of a device. */
  readonly device?: true
}

const visitors: Visitor[] = []
let link: string
let writerToken: string

const signedIn = async (role: Role, { get, cookie }: Colleague): Promise<Visitor> => ({
  name: role,
  role,
  headers: { cookie, 'x-csrf-token': (await get('/api/session')).body.csrfToken },
  address: `127.0.1.${visitors.length}`,
})

beforeAll(async () => {
  const { maker, triager, engineer, writer, approver, manager, privacy, auditor } = team
  const { administrator } = maker
  const people = {
    triager,
    engineer,
    writer,
    approver,
    'release-manager': manager,
    privacy,
    auditor,
  }
  const byRole: readonly (readonly [string, Colleague])[] = Object.entries({
    ...people,
    administrator,
  })
  expect(byRole.map(([role]) => role).sort()).toEqual([...staff].sort())
  for (const role of staff)
    for (const [name, colleague] of byRole)
      if (name === role) visitors.push(await signedIn(role, colleague))
  ;({ link } = await sendsForm(maker, { description: 'Plain HTTP.' }))
  visitors.push(
    { name: 'nobody', role: undefined, headers: {}, address: '127.0.1.90' },
    {
      name: 'a reporter, whose secret link is no key to the API',
      role: undefined,
      headers: { authorization: `Bearer ${link.split('/').at(-1)}` },
      address: '127.0.1.91',
    },
    {
      name: 'somebody with an invented token',
      role: undefined,
      headers: { authorization: `Bearer vul_${'x'.repeat(43)}` },
      address: '127.0.1.92',
    },
  )
  const device = await administrator.does('/api/devices/register', { source: 'ct-3' })
  const made = await administrator.post(`/api/devices/${device.id}/token`)
  visitors.push({
    name: 'a device',
    role: undefined,
    device: true,
    headers: { authorization: `Bearer ${made.body.token}` },
    address: '127.0.1.94',
  })
  const both = await maker.colleague('berta', ['engineer', 'writer'])
  writerToken = (await both.post('/api/tokens', { label: 'Half', roles: ['writer'] })).body.token
})

const rules = () => [...contracts.flatMap(routesOf), ...otherRoutes]
const nameOf = ({ method, path }: ServedRoute) => `${method} ${nameless(path)}`

describe('every route', () => {
  test('is in the declared matrix, and the matrix has no other', () => {
    const served = servedRoutes(team.maker.server.app).map(nameOf)
    expect(served.length).toBeGreaterThan(150)
    // One that is missing here belongs into scripts/permissions/routes.ts, or follows from a contract.
    expect([...new Set(served)].sort()).toEqual(rules().map(nameOf).sort())
  })

  test('asks who comes before it looks at what they send', async () => {
    const wrong: string[] = []
    const bad = [
      { headers: { 'content-type': 'application/json' }, payload: '{"input": {"' },
      { headers: { 'content-type': 'application/json' }, payload: '{"__proto__": 1, "x": [1]}' },
      { headers: { 'content-type': 'text/html' }, payload: '<p>' },
      { headers: {}, payload: '', query: { q: 'x'.repeat(9_000), limit: '-1', before: 'never' } },
    ]
    for (const visitor of visitors)
      for (const [turn, rule] of rules().entries()) {
        if (mayEnter(visitor, rule) || !rule.path.startsWith('/api/')) continue
        for (const [index, { headers, ...rest }] of bad.entries()) {
          // A person has so many requests a minute: they send one of these each time.
          if (visitor.role !== undefined && turn % bad.length !== index) continue
          const { statusCode } = await team.maker.server.app.inject({
            method: rule.method,
            // No id is as it must be, either.
            url: rule.path.replaceAll(/:\w+/g, 'no%20id').replace('*', 'nothing'),
            remoteAddress: visitor.address.replace('127.0.1', `127.0.${2 + index}`),
            ...rest,
            headers: { ...visitor.headers, ...headers },
          })
          const expected = visitor.role === undefined ? 401 : 403
          if (statusCode !== expected)
            wrong.push(`${visitor.name}, ${nameOf(rule)}, ${rest.payload}: ${statusCode}`)
        }
      }
    expect(wrong).toEqual([])
  })

  test('lets in exactly who is declared: each role, nobody, and a reporter', async () => {
    const wrong: string[] = []
    // Signing out comes last: it ends the session that the others need.
    const order = rules().toSorted((one, other) => rank(one) - rank(other))
    for (const visitor of visitors)
      for (const rule of order) {
        const answer = await knock(visitor, rule)
        const is = outcome(answer)
        const declared = mayEnter(visitor, rule) ? 'let in' : 'refused'
        if (is !== declared) wrong.push(`${visitor.name}, ${nameOf(rule)}: ${is}, not ${declared}`)
      }
    expect(wrong).toEqual([])
  })

  test('that only a secret link opens stays shut without it', async () => {
    const ask = (path: string) => team.maker.fetch(path).then(({ status }) => status)
    expect(await ask(link)).toBe(200)
    expect(await ask(`/r/${'x'.repeat(43)}`)).toBe(404)
    for (const path of ['/api/reports', '/api/cases'])
      for (const headers of [{ cookie: `vulnerary=${link.split('/').at(-1)}` }, {}])
        expect((await team.maker.fetch(path, { headers })).status).toBe(401)
  })
})

describe('every command', () => {
  test('of the server is in the list that the matrix is made from', () => {
    const kinds = [...team.maker.server.parts.ledger.kinds.values()]
    expect(kinds.map(({ contract }) => contract.kind).sort()).toEqual(
      contracts.map(({ kind }) => kind).sort(),
    )
    for (const { contract, handlers } of kinds) {
      expect(contracts).toContain(contract)
      // A command that no contract declares, or that nobody handles, would escape the walk.
      expect(handlers.map(({ declaration }) => declaration.name).sort()).toEqual(
        contract.commands.map(({ name }) => name).sort(),
      )
    }
  })

  test('that the server issues to itself has no route and refuses every role', async () => {
    const served = new Set(servedRoutes(team.maker.server.app).map(nameOf))
    const internal = contracts.flatMap(({ kind, collection, commands }) =>
      commands.filter((one) => one.internal === true).map((one) => ({ kind, collection, one })),
    )
    expect(internal.length).toBeGreaterThan(5)
    for (const { kind, collection, one } of internal) {
      for (const path of [`/api/${collection}/${one.name}`, `/api/${collection}/:/${one.name}`])
        expect(served).not.toContain(`POST ${path}`)
      const refused = await team.maker.server.parts.dispatch({
        kind,
        command: one.name,
        input: {},
        actor: { id: 'person:somebody', roles: staff },
        requestId: 'test',
      })
      expect(refused).toMatchObject({ code: 'access/internal' })
    }
  })

  test('that changes something is closed to the auditor', () => {
    for (const { kind, commands } of contracts)
      for (const { name, permission } of commands)
        expect([kind, name, permission.includes('auditor')]).toEqual([kind, name, false])
  })
})

test('a token has no more than the roles it was given', async () => {
  const visitor: Visitor = {
    name: 'token',
    role: 'writer',
    headers: { authorization: `Bearer ${writerToken}` },
    address: '127.0.1.93',
  }
  for (const rule of contracts.flatMap(routesOf)) {
    const answer = await knock(visitor, rule)
    expect([nameOf(rule), outcome(answer)]).toEqual([
      nameOf(rule),
      mayEnter(visitor, rule) ? 'let in' : 'refused',
    ])
  }
})

test('the page of permissions says what is declared', async () => {
  const page = join(import.meta.dirname, '../../docs/reference/permissions.md')
  // Otherwise: node scripts/write-permissions.ts
  expect(await readFile(page, 'utf8')).toBe(permissionsPage())
})

const rank = ({ method, path }: RouteRule): number =>
  method === 'DELETE' && path === '/api/session' ? 1 : 0

const mayEnter = ({ role, device }: Visitor, { who, devices }: RouteRule): boolean =>
  who === 'anybody' ||
  (device === true && devices === true) ||
  (role !== undefined && who.includes(role))

const unknownRecord = '01900000-0000-7000-8000-000000000000'

/** An address of nothing that exists, and an empty body: who is let in is told so. */
const knock = (visitor: Visitor, rule: RouteRule): Promise<LightMyRequestResponse> =>
  team.maker.server.app.inject({
    method: rule.method,
    url: rule.path.replaceAll(/:\w+/g, unknownRecord).replace('*', 'nothing'),
    remoteAddress: visitor.address,
    headers: visitor.headers,
  })

const doors = ['access/not-signed-in', 'access/not-permitted']
/** Behind the door: these are about a credential that was not given, not about the role. */
const inside = ['access/signature-needed', 'access/sign-in-failed', 'access/invitation-invalid']

const outcome = ({ statusCode, headers, body }: LightMyRequestResponse): string => {
  if (statusCode >= 500) return `broken: ${statusCode}`
  const json = String(headers['content-type']).includes('json')
  const code = json ? (JSON.parse(body) as { code?: string }).code : undefined
  if (code === undefined) return statusCode === 401 || statusCode === 403 ? 'refused' : 'let in'
  if (doors.includes(code)) return 'refused'
  return code.startsWith('access/') && !inside.includes(code) ? `refused with ${code}` : 'let in'
}
