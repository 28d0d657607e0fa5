import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AccessWorld,
  codeAt,
  openAccessWorld,
  type Staff,
} from '../../../test/support/access.ts'
import { limits } from '../../kernel/limits.ts'
import { registerErrors } from '../http/errors.ts'
import { registerJsonBody } from '../http/json-body.ts'
import { sendRefusal } from '../http/problems.ts'
import { accessPlugin } from './plugin.ts'

const publicUrl = 'https://security.example.org'

describe('access over HTTP', () => {
  let world: AccessWorld
  let app: FastifyInstance
  let ada: Staff

  const start = async (url = publicUrl) => {
    const made = Fastify()
    registerJsonBody(made)
    registerErrors(made)
    await made.register(rateLimit, {
      max: limits.rate.perMinute,
      allowList: ({ headers }) => headers.authorization !== undefined,
    })
    await made.register(accessPlugin, { access: world.access, publicUrl: url, sendRefusal })
    const who = async (request: { principal?: { name: string } | undefined }) => ({
      name: request.principal?.name ?? null,
    })
    made.get('/api/probe', { config: { open: true } }, who)
    made.post('/api/probe', { config: { open: true } }, who)
    made.post('/api/open', { config: { withoutSession: true, open: true } }, who)
    made.post('/portal/form', who)
    return made
  }
  beforeEach(async () => {
    world = await openAccessWorld()
    ada = await world.firstAdministrator()
    app = await start()
  })
  afterEach(async () => {
    await app.close()
    await world.close()
  })

  const cookie = (token = ada.token) => ({ cookie: `__Host-vulnerary=${token}` })
  const csrf = (token = ada.token) => ({ 'x-csrf-token': world.access.csrfToken(token) })
  const post = (url: string, headers: Record<string, string> = {}, payload: object = {}) =>
    app.inject({ method: 'POST', url, headers: headers, payload })
  const signIn = (payload: object = {}, headers = {}) =>
    post('/api/session', headers, {
      login: ada.login,
      password: ada.password,
      code: ada.code(),
      ...payload,
    })

  describe('the cookie', () => {
    it('is bound to the host, and no script or other site gets it', async () => {
      const response = await signIn()
      expect(response.statusCode).toBe(200)
      const header = String(response.headers['set-cookie'])
      expect(header).toMatch(/^__Host-vulnerary=[\w-]{43}; /)
      for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'])
        expect(header.split('; ')).toContain(part)
      expect(header).not.toMatch(/domain/i)
      expect(response.headers['cache-control']).toBe('no-store')
      expect(response.body).not.toContain(String(response.cookies[0]?.value))
    })

    it('is not Secure where the server is reached by plain http', async () => {
      await app.close()
      app = await start('http://127.0.0.1:8080')
      const header = String((await signIn()).headers['set-cookie'])
      expect(header).toMatch(/^vulnerary=/)
      expect(header.split('; ')).not.toContain('Secure')
    })

    it('is a new one at each sign-in, and the one before is void', async () => {
      const response = await signIn({}, cookie())
      expect(response.cookies[0]?.value).not.toBe(ada.token)
      expect(await world.access.authenticate({ session: ada.token })).toBeUndefined()
    })
  })

  it('says who asks', async () => {
    const mine = async (headers: Record<string, string>) =>
      (await app.inject({ url: '/api/session', headers })).json()
    expect(await mine({})).toEqual({ signedIn: false })
    expect(await mine(cookie('A'.repeat(43)))).toEqual({ signedIn: false })
    expect(await mine(cookie())).toEqual({
      signedIn: true,
      person: ada.person,
      name: ada.principal.name,
      roles: ['administrator'],
      via: 'session',
      csrfToken: world.access.csrfToken(ada.token),
      codeNeeded: true,
    })
  })

  it('refuses a wrong sign-in as a problem, without a cookie', async () => {
    const response = await signIn({ password: 'not the password' })
    expect(response.statusCode).toBe(401)
    expect(response.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(response.json()).toMatchObject({ code: 'access/sign-in-failed' })
    expect(response.cookies).toEqual([])
  })

  it.each([
    {},
    { login: 1, password: 'x', code: '1' },
    { login: 'ada', password: 'x'.repeat(257), code: '1' },
    { login: 'ada', password: 'x', code: '1', more: true },
  ])('refuses a sign-in that is not one: %j', async (payload) => {
    const response = await post('/api/session', {}, payload)
    expect([response.statusCode, response.json().code]).toEqual([400, 'input/invalid'])
  })

  describe('a request that changes something', () => {
    it('needs the session’s CSRF token beside the cookie', async () => {
      expect((await post('/api/probe', { ...cookie(), ...csrf() })).json()).toEqual({
        name: ada.principal.name,
      })
      for (const headers of [
        cookie(),
        { ...cookie(), 'x-csrf-token': '' },
        { ...cookie(), 'x-csrf-token': ada.token },
        { ...cookie(), ...csrf('A'.repeat(43)) },
      ]) {
        const response = await post('/api/probe', headers)
        expect([response.statusCode, response.json().code]).toEqual([403, 'access/csrf'])
      }
    })

    it('must come from our own pages where the browser says whence', async () => {
      const from = (origin: string, host = 'localhost:80') =>
        post('/api/probe', { ...cookie(), ...csrf(), origin, host })
      expect((await from(publicUrl)).statusCode).toBe(200)
      expect((await from('http://127.0.0.1:8080', '127.0.0.1:8080')).statusCode).toBe(200)
      for (const origin of [
        'https://evil.example',
        'null',
        'http://security.example.org.evil.example',
        `${publicUrl}:8443`,
        'nonsense',
      ])
        expect((await from(origin)).statusCode).toBe(403)
    })

    it('is a stranger’s on a public form, whoever is signed in', async () => {
      expect((await post('/portal/form', cookie())).json()).toEqual({ name: null })
      expect((await post('/api/open', cookie())).json()).toEqual({ name: null })
    })

    it('is not asked for one when it only reads', async () => {
      const response = await app.inject({ url: '/api/probe', headers: cookie() })
      expect(response.json()).toEqual({ name: ada.principal.name })
    })
  })

  it('slows guessing per address, whatever headers come with it', async () => {
    const statuses: number[] = []
    for (let n = 0; n <= limits.rate.signInPerMinute; n++)
      statuses.push(
        (await signIn({ login: `guess${n}` }, { authorization: 'Bearer x' })).statusCode,
      )
    expect(statuses.slice(0, -1)).toEqual(statuses.slice(1).map(() => 401))
    expect(statuses.at(-1)).toBe(429)
  })

  it('signs nobody in from a page elsewhere', async () => {
    expect((await signIn({}, { origin: 'https://evil.example' })).statusCode).toBe(403)
    expect((await signIn({}, { origin: publicUrl })).statusCode).toBe(200)
  })

  it('signs out', async () => {
    const leave = (headers: Record<string, string>) =>
      app.inject({ method: 'DELETE', url: '/api/session', headers })
    expect((await leave(cookie())).statusCode).toBe(403)
    const response = await leave({ ...cookie(), ...csrf() })
    expect(response.statusCode).toBe(204)
    expect(response.cookies[0]).toMatchObject({ name: '__Host-vulnerary', value: '' })
    expect(await world.access.authenticate({ session: ada.token })).toBeUndefined()
  })

  it('sets an account up by its link', async () => {
    const { id } = (await world.access.listPeople())[0] ?? { id: '' }
    const refused = await post(`/api/people/${id}/invitation`, { ...cookie(), ...csrf() })
    expect(refused.json()).toMatchObject({ code: 'access/has-account' })
    const bob = await world.dispatch({
      kind: 'person',
      command: 'invite',
      input: { name: 'Bob', login: 'bob', roles: ['writer'] },
      actor: { id: `person:${ada.person}`, roles: ['administrator'] },
      requestId: 'test',
    })
    const path = `/api/people/${'id' in bob ? bob.id : ''}/invitation`
    expect((await post(path)).statusCode).toBe(401)
    const made = await post(path, { ...cookie(), ...csrf() })
    expect(made.statusCode).toBe(201)
    const { token } = made.json()
    const link = '/api/invitations'
    // The secret in the address would stand in the log of every proxy.
    expect((await post(`${link}/${token}/begin`)).statusCode).toBe(404)
    const begun = await post(`${link}/begin`, {}, { token })
    expect(begun.json()).toMatchObject({ name: 'Bob', login: 'bob', roles: ['writer'] })
    expect(begun.headers['cache-control']).toBe('no-store')
    const code = codeAt(begun.json().secret, world.time.now)
    const done = await post(`${link}/complete`, {}, { token, password: 'seven quiet otters', code })
    expect(done.json()).toMatchObject({ signedIn: true, name: 'Bob' })
    expect(done.cookies).toHaveLength(1)
    const again = await post(`${link}/begin`, {}, { token })
    expect([again.statusCode, again.json().code]).toEqual([403, 'access/invitation-invalid'])
  })

  describe('a token', () => {
    const make = async (body: object = {}) =>
      post(
        '/api/tokens',
        { ...cookie(), ...csrf() },
        { label: 'ci', roles: ['administrator'], ...body },
      )

    it('is made, shown once, listed, used and revoked', async () => {
      const made = await make()
      expect(made.statusCode).toBe(201)
      const { token, info } = made.json()
      const bearer = { authorization: `Bearer ${token}` }
      expect((await post('/api/probe', bearer)).json()).toEqual({ name: ada.principal.name })
      const view = await app.inject({ url: '/api/session', headers: { ...bearer, ...cookie() } })
      expect(view.json()).toMatchObject({ signedIn: true, via: 'token' })
      expect(view.json()).not.toHaveProperty('csrfToken')
      const list = await app.inject({ url: '/api/tokens', headers: cookie() })
      expect(list.json()).toEqual([info])
      const revoked = await app.inject({
        method: 'DELETE',
        url: `/api/tokens/${info.id}`,
        headers: { ...cookie(), ...csrf() },
      })
      expect(revoked.statusCode).toBe(204)
      expect((await post('/api/probe', bearer)).json()).toEqual({ name: null })
    })

    it('that is wrong is not made up for by a cookie', async () => {
      for (const authorization of [
        'Bearer x',
        'Bearer',
        'Basic YTpi',
        'Bearer a b',
        `Bearer ${ada.token}`,
      ])
        expect(
          (await app.inject({ url: '/api/probe', headers: { ...cookie(), authorization } })).json(),
        ).toEqual({ name: null })
    })

    it('needs a label, roles and an end', async () => {
      for (const body of [
        { label: ' ' },
        { roles: [] },
        { roles: ['reporter'] },
        { expiresInDays: 0 },
        { expiresInDays: 367 },
      ])
        expect((await make(body)).statusCode).toBe(400)
      expect((await app.inject({ url: '/api/tokens' })).statusCode).toBe(401)
      expect((await post('/api/tokens', {}, { label: 'x', roles: ['auditor'] })).statusCode).toBe(
        401,
      )
    })
  })
})
