import { afterAll, beforeAll, expect, test } from 'vitest'
import { main } from '../../src/cli/main.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { folderWith, storedEvents } from '../support/work/audit-logs.ts'

let maker: Maker
beforeAll(async () => {
  maker = await openMaker({ folder: await folderWith({}) })
})
afterAll(() => maker?.close())

const resource = (source: string | undefined, site?: string) => ({
  resourceType: 'AuditEvent',
  type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110114' },
  recorded: new Date(maker.time.now).toISOString(),
  agent: [{ requestor: true, who: { display: 'jdoe' } }],
  source: {
    observer: source === undefined ? {} : { display: source },
    ...(site === undefined ? {} : { site }),
  },
})

const post = (token: string, body: unknown, path = '/fhir/AuditEvent') =>
  maker.fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })

const register = async (source: string) =>
  maker.administrator.does('/api/devices/register', { source, product: 'Careline CT' })

test('a device sends its own audit events by its token, until that ends or is revoked', async () => {
  const { administrator: admin, time } = maker
  const { id } = await register('ct-3')
  const made = await admin.post(`/api/devices/${id}/token`, { expiresInDays: 10 })
  expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^vud_/) } })
  const { token } = made.body
  for (const good of [resource('ct-3'), resource('CT-3', 'radiology'), resource(undefined)])
    expect((await post(token, good)).status).toBe(201)
  expect(await storedEvents(maker)).toBe(3)
  const found = await admin.get('/api/audit-events?source=ct-3')
  expect(found.body.items).toHaveLength(2)

  const bundle = {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [{ resource: resource('ct-3') }, { resource: resource('ct-30') }],
  }
  const refused = await post(token, bundle, '/fhir')
  expect(refused.status).toBe(422)
  expect(await refused.text()).toMatch(/device\/other-source.*entry 2/)
  expect(await storedEvents(maker)).toBe(3)

  const state = async () => (await admin.get(`/api/devices/${id}`)).body.state
  expect(await state()).toMatchObject({ status: 'active', product: 'Careline CT' })
  const { events } = (await admin.get(`/api/devices/${id}/history`)).body
  expect(events[1]).toMatchObject({ onBehalfOf: `person:${admin.person}` })
  expect(JSON.stringify(events)).not.toContain(token)

  // A second token ends the first.
  const second = (await admin.post(`/api/devices/${id}/token`, { expiresInDays: 1 })).body.token
  expect((await post(token, resource('ct-3'))).status).toBe(401)
  expect((await post(second, resource('ct-3'))).status).toBe(201)
  await admin.does(`/api/devices/${id}/revoke`, { reason: 'It was sold.' })
  expect((await post(second, resource('ct-3'))).status).toBe(401)
  expect((await admin.post(`/api/devices/${id}/token`)).body.code).toBe('device/revoked')

  const other = await register('mri-1')
  const ends = (await admin.post(`/api/devices/${other.id}/token`, { expiresInDays: 1 })).body.token
  expect((await post(ends, resource('mri-1'))).status).toBe(201)
  const now = time.now
  time.now += 86_400_000
  expect((await post(ends, resource('mri-1'))).status).toBe(401)
  time.now = now
})

test('the token of a device opens nothing else', async () => {
  const { administrator: admin } = maker
  const { id } = await register('pump-7')
  const { token } = (await admin.post(`/api/devices/${id}/token`)).body
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  for (const path of ['/api/reports', '/api/search?q=a', '/api/tokens', '/api/audit-events'])
    expect((await maker.fetch(path, { headers })).status).toBe(401)
  const lines = { method: 'POST', headers, body: JSON.stringify({ from: 'x', lines: ['{}'] }) }
  expect((await maker.fetch('/api/audit-events', lines)).status).toBe(401)
  const who = await maker.fetch('/api/session', { headers })
  expect(await who.json()).toEqual({ signedIn: false })
  for (const bad of [`vud_${'x'.repeat(43)}`, token.slice(0, -1), token.replace('vud_', 'vul_')])
    expect((await post(bad, resource('pump-7'))).status).toBe(401)
  const triager = await maker.colleague('tom', ['triager'])
  expect((await triager.post(`/api/devices/${id}/token`)).status).toBe(403)
  expect((await triager.post('/api/devices/register', { source: 'x' })).status).toBe(403)
})

test('the command line registers a device, makes its token and revokes it', async () => {
  const run = async (...words: readonly string[]) => {
    let [out, err] = ['', '']
    const code = await main(words, {
      stdin: process.stdin,
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      terminal: false,
      columns: undefined,
      env: { DATA_DIR: maker.folder },
      now: Date.now,
      ask: async () => undefined,
      ended: () => new Promise(() => undefined),
    })
    return { code, out, err }
  }
  const made = await run('device', 'register', '--source', 'gw-7', '--json')
  expect(made).toMatchObject({ code: 0 })
  const { humanId } = JSON.parse(made.out)
  const token = await run('intake', 'device-token', humanId, '--days', '30', '--json')
  expect(token).toMatchObject({ code: 0 })
  expect((await post(JSON.parse(token.out).token, resource('gw-7'))).status).toBe(201)
  expect(await run('intake', 'device-token', humanId, '--days', 'x')).toMatchObject({ code: 2 })
  expect(await run('intake', 'device-token', 'DEV-2020-0001')).toMatchObject({ code: 2 })
  const ended = await run('device', 'revoke', humanId, '--reason', 'Sold.')
  expect(ended).toMatchObject({ code: 0 })
  expect((await post(JSON.parse(token.out).token, resource('gw-7'))).status).toBe(401)
})
