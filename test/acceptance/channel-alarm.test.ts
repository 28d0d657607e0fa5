import { connect, createServer, type Server } from 'node:net'
import { expect, test } from 'vitest'
import type { Silence } from '../../src/intake/contract.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { Channel } from '../../src/server/channels/channel.ts'
import { selfTestSchema } from '../../src/server/channels/self-tests/settings.ts'
import { createSelfTests } from '../../src/server/channels/self-tests.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

const team = aTeam(['triager'])
const minute = 60_000
const hour = 60 * minute

const settings = selfTestSchema.parse({
  every: '1d',
  again: '15m',
  tell: ['psirt@example-medical.example'],
  escalateAfter: '4h',
  escalateTo: ['head@example-medical.example'],
})

const listening = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
const ended = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))

/** A way in of its own, on a real socket: a line that arrives is looked at for a mark. */
const lineChannel = (port: number): Channel => {
  const { probes } = team.maker.server.parts
  const server = createServer((socket) => {
    socket.on('data', (data) => socket.end(probes.take(String(data)) ? 'yes' : 'no'))
    socket.on('error', () => undefined)
  })
  return {
    name: `line:${port}`,
    title: `Lines on port ${port}`,
    sources: ['e'],
    start: async () => {
      await listening(server, port)
    },
    poll: async () => {},
    probe: async () => {
      const mark = probes.mark()
      const arrived = probes.arrival(mark, 5_000)
      arrived.catch(() => undefined)
      await new Promise<void>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(mark))
        socket.on('error', reject)
        socket.on('close', () => resolve())
        socket.resume()
      })
      await arrived
    },
    stop: () => ended(server),
  }
}

const mailsTo = async (address: string): Promise<readonly string[]> => {
  await team.maker.settle()
  return team.mail.mails.flatMap(({ to, mail }) =>
    to.includes(address) ? [mail.subject ?? ''] : [],
  )
}

test('the API proves itself broken where nobody can reach it, and mended after that', async () => {
  const { maker, triager } = team
  const { app, channels } = maker.server
  const { port } = new URL(maker.url)
  app.server.close()
  app.server.closeAllConnections()
  const [failed] = orThrow(await channels.selfTests.run('api'))
  expect(failed).toMatchObject({ ok: false, detail: expect.stringContaining('ECONNREFUSED') })
  await listening(app.server, Number(port))
  const seen: Silence = (await triager.get('/api/intake/silence')).body
  expect(seen.channels.find(({ name }) => name === 'api')).toMatchObject({
    status: 'failing',
    alarm: { detail: expect.stringContaining('ECONNREFUSED') },
  })
  expect(
    seen.rows.filter(({ channel }) => channel === 'api').every(({ state }) => state === 'failing'),
  ).toBe(true)
  const mended = await triager.post('/api/intake/self-test', { channel: 'api' })
  expect(mended.body).toMatchObject({ ok: true })
  expect(await listOf(triager, '/api/reports')).toEqual([])
})

test('a channel that cannot open raises an alarm, escalates once, and clears it when it works', async () => {
  const { maker, triager } = team
  const taken = createServer()
  const port = await listening(taken, 0)
  const tests = createSelfTests(maker.server.parts, [lineChannel(port)], settings)
  await tests.open()
  const [record] = await listOf(triager, '/api/channels?status=failing')
  const path = `/api/channels/${record.id}`
  expect(await stateOf(triager, path)).toMatchObject({
    lastTest: { ok: false, reason: 'start' },
    alarm: { detail: expect.stringContaining('EADDRINUSE') },
  })
  expect(await mailsTo('psirt@example-medical.example')).toEqual([
    expect.stringContaining('Reports may not reach us'),
  ])

  maker.time.now += 16 * minute
  await tests.lookAfter()
  expect(await stateOf(triager, path)).toMatchObject({
    lastTest: { ok: false, reason: 'schedule' },
  })
  expect(await mailsTo('psirt@example-medical.example')).toHaveLength(1)
  expect(await mailsTo('head@example-medical.example')).toHaveLength(0)

  maker.time.now += 4 * hour
  await tests.lookAfter()
  await tests.lookAfter()
  expect(await mailsTo('head@example-medical.example')).toEqual([
    expect.stringContaining('Still failing'),
  ])

  await ended(taken)
  const [tested] = orThrow(await tests.run(undefined))
  expect(tested).toMatchObject({ ok: true, detail: '' })
  expect(await mailsTo('head@example-medical.example')).toHaveLength(2)
  const after = await team.maker.server.parts.ledger.load(record.id)
  expect(after?.state).toMatchObject({ status: 'working', alarm: null })
  await tests.stop()
})

test('a channel is tried again only when its time has come, and closed once nobody has it', async () => {
  const { maker } = team
  const free = createServer()
  const port = await listening(free, 0)
  await ended(free)
  const channel = lineChannel(port)
  const tests = createSelfTests(maker.server.parts, [channel], settings)
  await tests.open()
  const versionOf = async () => {
    const { ledger } = maker.server.parts
    const [id = ''] = await ledger.having('channel', 'name', channel.name)
    return ledger.load(id)
  }
  expect(await versionOf()).toBeUndefined()
  await tests.lookAfter()
  await tests.lookAfter()
  expect(await versionOf()).toMatchObject({ version: 2, state: { status: 'working' } })
  maker.time.now += 25 * hour
  await tests.lookAfter()
  expect(await versionOf()).toMatchObject({ version: 3 })
  await channel.stop()
  await tests.stop()

  const none = createSelfTests(maker.server.parts, [], settings)
  await none.open()
  expect(await versionOf()).toMatchObject({ state: { status: 'closed' } })
  await none.stop()
})
