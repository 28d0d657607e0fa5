import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { type Dovecot, startDovecot } from '../support/dovecot.ts'
import { mailOf } from '../support/mails.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { listOf, stateOf } from '../support/work/team.ts'

const addresses = [
  { address: 'security@maker.example', source: 'f' },
  { address: 'suppliers@maker.example', source: 'b' },
]

/** A maker that looks through this mailbox. */
const openWith = async (
  dovecot: Dovecot,
  more: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ maker: Maker; triager: Colleague }> => {
  const folder = await mkdtemp(join(tmpdir(), 'maker-'))
  await writeFile(join(folder, 'imap-password'), `${dovecot.password}\n`, { mode: 0o600 })
  const imap = {
    host: '127.0.0.1',
    port: dovecot.port,
    security: 'none',
    user: dovecot.user,
    password: { file: 'imap-password' },
    addresses,
    ...more,
  }
  await writeFile(join(folder, 'channels.yaml'), stringify({ imap }))
  const maker = await openMaker({ folder, environment })
  return { maker, triager: await maker.colleague('tom', ['triager']) }
}

const titles = async (triager: Colleague): Promise<readonly string[]> =>
  (await listOf(triager, '/api/reports?limit=200')).map(({ title }) => title)

const within = async (client: ImapFlow, folder: string): Promise<number | undefined> => {
  const status = await client.status(folder, { messages: true })
  return status === false ? undefined : status.messages
}

const poll = (maker: Maker) =>
  Promise.all(
    maker.server.channels.all.filter(({ name }) => name === 'imap').map((one) => one.poll()),
  )

/** Waits for what the server does by itself; a person would wait as well. */
const until = async (done: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await done()); tries++) {
    if (tries > 300) throw new Error('It did not come.')
    await wait(100)
  }
}

describeWith('dovecot', 'A mailbox whose mails are moved when they were taken in', () => {
  let dovecot: Dovecot
  let maker: Maker
  let triager: Colleague
  beforeAll(async () => {
    dovecot = await startDovecot()
    // What lay there before the server started counts, too.
    await dovecot.asClient((client) =>
      client.append('INBOX', mailOf({ Subject: 'Was there before' }, 'Text.')),
    )
    ;({ maker, triager } = await openWith(dovecot, { done: 'Taken in' }))
  })
  afterAll(async () => {
    await maker?.close()
    await dovecot?.stop()
  })

  test('gives each mail to the tracking as it arrives, without being asked', async () => {
    await until(async () => (await titles(triager)).includes('Was there before'))
    await dovecot.asClient((client) =>
      client.append(
        'INBOX',
        mailOf({ Subject: 'Arrives now', To: 'suppliers@maker.example' }, 'Text.'),
      ),
    )
    await until(async () => (await titles(triager)).includes('Arrives now'))
    const found = await listOf(triager, '/api/reports?facet=source:b')
    const state = await stateOf(triager, `/api/reports/${found[0]?.id}`)
    expect(state).toMatchObject({ title: 'Arrives now', way: 'imap', channel: 'mail' })
    await poll(maker)
    await dovecot.asClient(async (client) => {
      expect(await within(client, 'INBOX')).toBe(0)
      expect(await within(client, 'Taken in')).toBe(2)
    })
  })

  test('takes the same mail once, however often it is put there', async () => {
    const mail = mailOf({ Subject: 'Put there twice' }, 'Text.')
    await dovecot.asClient(async (client) => {
      await client.append('INBOX', mail)
      await client.append('INBOX', mail)
    })
    await poll(maker)
    expect((await titles(triager)).filter((title) => title === 'Put there twice')).toHaveLength(1)
  })

  test('keeps a mail that cannot be read as a report that says so', async () => {
    const parts = Array.from({ length: 30_000 }, () => '--b\r\n\r\nx')
    const mail = mailOf({ 'Content-Type': 'multipart/mixed; boundary=b' }, [...parts, '--b--'])
    await dovecot.asClient((client) => client.append('INBOX', mail))
    await poll(maker)
    expect(await titles(triager)).toContain('A mail that could not be read')
  })

  test('proves itself by a marked mail that leaves neither report nor mail behind', async () => {
    const before = (await titles(triager)).length
    const { body } = await triager.post('/api/intake/self-test', { channel: 'imap' })
    expect(body).toMatchObject({ ok: true })
    expect(await titles(triager)).toHaveLength(before)
    await poll(maker)
    expect(await dovecot.asClient((client) => within(client, 'INBOX'))).toBe(0)
  })

  test('is opened again by itself after the server of the mailbox went away', async () => {
    await dovecot.restart()
    await dovecot.asClient((client) =>
      client.append('INBOX', mailOf({ Subject: 'After the fall' }, 'Text.')),
    )
    await until(async () => (await titles(triager)).includes('After the fall'))
  })
})

describeWith(['dovecot', 'postgres'], 'A mailbox of a server on PostgreSQL', () => {
  let dovecot: Dovecot
  let database: TestDatabase
  let maker: Maker
  let triager: Colleague
  beforeAll(async () => {
    dovecot = await startDovecot()
    database = await createDatabase()
    const environment = { DATABASE_URL: database.url }
    ;({ maker, triager } = await openWith(dovecot, { done: 'Taken in' }, environment))
  })
  afterAll(async () => {
    await maker?.close()
    await database?.drop()
    await dovecot?.stop()
  })

  test('gives each mail to the tracking once, and moves it', async () => {
    const mail = mailOf({ Subject: 'Put there twice' }, 'Text.')
    await dovecot.asClient(async (client) => {
      await client.append('INBOX', mail)
      await client.append('INBOX', mail)
    })
    await poll(maker)
    expect(await titles(triager)).toEqual(['Put there twice'])
    await dovecot.asClient(async (client) => {
      expect(await within(client, 'INBOX')).toBe(0)
      expect(await within(client, 'Taken in')).toBe(2)
    })
  })
})

describeWith('dovecot', 'A mailbox where mails stay', () => {
  let dovecot: Dovecot
  let maker: Maker
  let triager: Colleague
  beforeAll(async () => {
    dovecot = await startDovecot()
    ;({ maker, triager } = await openWith(dovecot, {}))
  })
  afterAll(async () => {
    await maker?.close()
    await dovecot?.stop()
  })

  test('has them marked, and a server that starts anew takes none a second time', async () => {
    await dovecot.asClient((client) =>
      client.append('INBOX', mailOf({ Subject: 'Stays' }, 'Text.')),
    )
    await poll(maker)
    await maker.restart()
    await poll(maker)
    expect((await titles(triager)).filter((title) => title === 'Stays')).toHaveLength(1)
    await dovecot.asClient(async (client) => {
      expect(await within(client, 'INBOX')).toBe(1)
      await client.mailboxOpen('INBOX')
      const message = await client.fetchOne('1', { flags: true })
      expect(message && [...(message.flags ?? [])]).toContain('VulneraryTakenIn')
    })
  })

  test('with a wrong password fails its self-test, and the others stay open', async () => {
    const { maker: other, triager: theirs } = await openWith(
      { ...dovecot, password: 'wrong' },
      { done: 'Taken in' },
    )
    try {
      const { body } = await theirs.post('/api/intake/self-test', {})
      const outcome = (name: string) =>
        body.channels.find(({ channel }: { channel: string }) => channel === name)
      expect(outcome('imap')).toMatchObject({ ok: false })
      expect(JSON.stringify(body)).not.toContain('wrong')
      expect(outcome('api')).toMatchObject({ ok: true })
    } finally {
      await other.close()
    }
  })
})
