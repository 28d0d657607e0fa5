import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { readSettings, type Server, startServer } from '../../src/server/index.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase } from '../support/postgres.ts'

interface Delivery {
  readonly id: string
  readonly state: string
  readonly attempts: number
  readonly lastError: string | null
  readonly subject: string
}

/** As the local operator, whom no passing of hours signs out. */
const asOperator = async (path: string, method = 'GET') => {
  const headers = { authorization: localOf(maker.server) }
  const response = await maker.fetch(path, { method, headers })
  const text = await response.text()
  return { status: response.status, items: text === '' ? [] : JSON.parse(text).items }
}

const deliveries = async (): Promise<readonly Delivery[]> =>
  (await asOperator('/api/deliveries')).items

const reportFrom = async (url: string, address: string, authorization: string): Promise<void> => {
  const response = await fetch(`${url}/report`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ description: 'It leaks.', reporterEmail: address }),
  })
  expect(response.status).toBe(201)
}

const localOf = ({ parts }: Server) => `Bearer ${parts.localToken}`

let mail: MailServer
let maker: Maker
const afterwards: (() => Promise<void>)[] = []
beforeEach(async () => {
  mail = await startMailServer()
})
afterEach(async () => {
  await maker?.close()
  await mail.close()
  for (const clean of afterwards.splice(0)) await clean()
})

/** The mail server is down from the start; `up` starts it again at the same address. */
const whileDown = async () => {
  const { url, port } = mail
  await mail.close()
  maker = await openMaker({ environment: { SMTP_URL: url } })
  return {
    up: async () => {
      mail = await startMailServer(port)
    },
  }
}

/** Moves the clock to where every delivery is due again, and lets the worker try. */
const tryAgain = async () => {
  maker.time.now += limits.delivery.lastRetry
  await maker.settle()
}

test('while the mail server is down, reports are taken and mail waits; later it goes out once', async () => {
  const { up } = await whileDown()
  const addresses = Array.from({ length: 5 }, (_, index) => `reporter${index}@example.org`)
  for (const address of addresses) await reportFrom(maker.url, address, localOf(maker.server))
  await maker.settle()
  const waiting = await deliveries()
  expect(waiting).toHaveLength(5)
  for (const one of waiting)
    expect(one).toMatchObject({ state: 'waiting', attempts: 1, lastError: expect.any(String) })
  await tryAgain()
  expect((await deliveries()).map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2, 2])
  await maker.restart()
  await up()
  await tryAgain()
  await tryAgain()
  expect(mail.mails.flatMap(({ to }) => to).sort()).toEqual(addresses)
  for (const one of await deliveries())
    expect(one).toMatchObject({ state: 'sent', lastError: null })
  expect((await asOperator('/api/distributions')).items).toHaveLength(5)
})

test('waits longer after each attempt, then is parked with the reason until a person tries again', async () => {
  const { up } = await whileDown()
  await reportFrom(maker.url, 'reporter@example.org', localOf(maker.server))
  await maker.settle()
  maker.time.now += limits.delivery.firstRetry - 1
  await maker.settle()
  expect(await deliveries()).toMatchObject([{ attempts: 1, state: 'waiting' }])
  maker.time.now += 1
  await maker.settle()
  expect(await deliveries()).toMatchObject([{ attempts: 2, state: 'waiting' }])
  maker.time.now += limits.delivery.firstRetry
  await maker.settle()
  expect(await deliveries()).toMatchObject([{ attempts: 2, state: 'waiting' }])
  for (let attempt = 3; attempt <= limits.delivery.attempts; attempt++) await tryAgain()
  const [parked] = await deliveries()
  expect(parked).toMatchObject({
    state: 'parked',
    attempts: limits.delivery.attempts,
    lastError: expect.stringContaining('ECONNREFUSED'),
  })
  await up()
  await tryAgain()
  expect(mail.mails).toEqual([])
  const retry = `/api/deliveries/${parked?.id}/retry`
  expect((await asOperator(retry, 'POST')).status).toBe(204)
  await maker.settle()
  expect(mail.mails.map(({ to }) => to)).toEqual([['reporter@example.org']])
  expect(await deliveries()).toMatchObject([{ state: 'sent' }])
  expect((await asOperator(retry, 'POST')).status).toBe(404)
})

test('mail that nobody can send keeps no other waiting', async () => {
  const { url } = mail
  maker = await openMaker({ environment: { SMTP_URL: url } })
  await reportFrom(maker.url, 'good@example.org', localOf(maker.server))
  const { database } = maker.server.parts.ledger
  await maker.settle()
  expect(mail.mails).toHaveLength(1)
  await database.writer
    .insertInto('delivery')
    .values({
      id: '01890000-0000-7000-8000-000000000000',
      cause: 'test',
      stream: 'test',
      channel: 'mail',
      recipient:
        'sealed:v1:p-00000000000000000000000000000000:nobody-can-open-this-any-more-at-all',
      content: '{}',
      dedupe_key: 'broken',
      state: 'waiting',
      attempts: 0,
      due_at: '2026-01-01T00:00:00.000Z',
      claimed_until: null,
      last_error: null,
      created_at: '2026-01-01T00:00:00.000Z',
      done_at: null,
    })
    .execute()
  await reportFrom(maker.url, 'other@example.org', localOf(maker.server))
  await maker.settle()
  expect(mail.mails.flatMap(({ to }) => to)).toEqual(['good@example.org', 'other@example.org'])
})

test('what was claimed by a server that died is taken again', async () => {
  const { up } = await whileDown()
  await reportFrom(maker.url, 'reporter@example.org', localOf(maker.server))
  await maker.settle()
  await maker.server.parts.ledger.database.writer
    .updateTable('delivery')
    .set({
      state: 'claimed',
      claimed_until: new Date(maker.time.now + limits.delivery.claim).toISOString(),
    })
    .execute()
  await up()
  maker.time.now += limits.delivery.claim - 1
  await maker.settle()
  expect(mail.mails).toEqual([])
  maker.time.now += 2
  await maker.settle()
  expect(mail.mails).toHaveLength(1)
})

describeWith('postgres', 'two servers on one database', () => {
  test('send each mail once', async () => {
    const { url, drop } = await createDatabase()
    const folder = await mkdtemp(join(tmpdir(), 'second-'))
    afterwards.push(drop, () => rm(folder, { recursive: true, force: true }))
    const key = { VULNERARY_KEY: randomBytes(32).toString('base64') }
    const environment = { DATABASE_URL: url, SMTP_URL: mail.url }
    process.env['VULNERARY_KEY'] = key.VULNERARY_KEY
    let second: Server | undefined
    try {
      maker = await openMaker({ environment })
      const settings = orThrow(
        readSettings({ ...environment, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }),
      )
      const clock = () => maker.time.now
      second = orThrow(await startServer(settings, { environment: key, clock }))
      const other = await second.listen()
      const addresses = Array.from({ length: 40 }, (_, index) => `reporter${index}@example.org`)
      await Promise.all(
        addresses.map((address, index) =>
          index % 2 === 0
            ? reportFrom(maker.url, address, localOf(maker.server))
            : reportFrom(other, address, localOf(second as Server)),
        ),
      )
      await Promise.all([maker.settle(), second.settle()])
      await Promise.all([maker.settle(), second.settle()])
      expect(mail.mails.flatMap(({ to }) => to).sort()).toEqual([...addresses].sort())
    } finally {
      delete process.env['VULNERARY_KEY']
      await second?.stop()
    }
  })
})
