import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { backup } from '../../src/server/backup/backup.ts'
import { restore } from '../../src/server/backup/restore.ts'
import { erasureList } from '../../src/server/erasure/list.ts'
import { freePort } from '../support/free-port.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { mailOf } from '../support/mails.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'
import { openServer } from '../support/recorded-case.ts'
import { type GitHubLab, startGitHub } from '../support/trackers/github.ts'
import { everythingKept } from '../support/work/everything-kept.ts'
import { sendsForm } from '../support/work/report.ts'
import { listOf, stateOf } from '../support/work/team.ts'
import { polls } from '../support/work/with-channels.ts'

/** Words that no program writes, one for each field: found again, they say which field leaked. */
const planted = new Map<string, string>()
const word = (field: string): string => {
  const letters = [...createHash('sha256').update(field).digest().subarray(0, 8)]
  const made = `zq${letters.map((byte) => String.fromCharCode(97 + (byte % 26))).join('')}`
  planted.set(made, field)
  return made
}

const form = Object.fromEntries(
  [
    ...['title', 'description', 'product', 'productVersion', 'location', 'steps', 'impact'],
    ...['disclosurePlans', 'credit', 'reporterName'],
  ].map((name) => [name, `${word(`portal ${name}`)} of the pump`]),
)

/** After the erasure. */
const toldLater = word('tracker later comment')

const columns = ['number', 'title', 'description', 'product', 'steps', 'impact', 'reporterName']

/** Reports by every channel that a stranger has, each with a word of its own in each field. */
const planting = (database: () => Promise<TestDatabase | undefined>) => {
  let folder: string
  let maker: Maker
  let mail: MailServer
  let github: GitHubLab
  let triager: Colleague
  let privacy: Colleague
  let other: TestDatabase | undefined
  let channels: { readonly port: number; readonly drop: string }
  const ids: string[] = []
  const before = () => join(folder, 'before.tar')

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'planting-'))
    github = await startGitHub()
    mail = await startMailServer()
    const data = join(folder, 'data')
    // The maker's own folder, outside the server's: what lies there is the complaint system's.
    const drop = join(folder, 'drop')
    await mkdir(data)
    await mkdir(drop)
    channels = { port: await freePort(), drop }
    await writeFile(
      join(data, 'channels.yaml'),
      JSON.stringify({
        smtp: {
          port: channels.port,
          host: '127.0.0.1',
          addresses: [{ address: 'security@maker.example', source: 'f' }],
        },
        complaints: {
          folder: drop,
          owner: 'quality@maker.example',
          settleSeconds: 0,
          columns: Object.fromEntries(columns.map((name) => [name, name])),
        },
        trackers: [
          {
            kind: 'github',
            name: 'gateway',
            label: 'security',
            everySeconds: 86_400,
            url: github.url,
            repository: 'maker/gateway',
            token: { file: 'github-token' },
          },
        ],
      }),
      { mode: 0o600 },
    )
    await writeFile(join(data, 'github-token'), github.token, { mode: 0o600 })
    other = await database()
    maker = await openMaker({
      folder: data,
      environment: {
        SMTP_URL: mail.url,
        MAIL_FROM: 'security@maker.example',
        ...(other === undefined ? {} : { DATABASE_URL: other.url }),
      },
    })
    triager = await maker.colleague('tessa', ['triager', 'engineer'])
    privacy = await maker.colleague('paula', ['privacy'])
  }, 120_000)
  afterAll(async () => {
    await maker?.close()
    await mail?.close()
    await github?.close()
    await other?.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('come in by form, mail, complaint and tracker, and are worked on', async () => {
    const address = `${word('portal reporterEmail')}@university.example`
    const sent = await sendsForm(maker, { ...form, reporterEmail: address }, [
      { name: `${word('portal file name')}.txt`, text: word('portal file') },
    ])
    expect(sent.status).toBe(201)
    const thread = new FormData()
    thread.set('message', word('portal message'))
    thread.append('files', new Blob([word('portal later file')]), `${word('later name')}.txt`)
    await maker.fetch(sent.link, { method: 'POST', body: thread })
    await sendsMail()
    await dropsComplaint()
    await filesIssue()
    await maker.settle()
    await maker.settle()
    for (const { id } of await listOf(triager, '/api/reports')) {
      ids.push(id)
      await worksOn(id)
    }
    expect(ids).toHaveLength(4)
    await maker.settle()
    // The words did come in, each; those of files are in the files alone, and one is told later.
    const held = await Promise.all(ids.map((id) => privacy.get(`/api/reports/${id}/held-data`)))
    const told = leaks(JSON.stringify(held.map(({ body }) => body)))
    const notYet = ['portal file', 'portal later file', 'tracker later comment']
    expect([...told, ...notYet].sort()).toEqual([...planted.values()].sort())
    // And the test looks where they are: titles and search have them until the erasure.
    expect(leaks(await everythingKept(maker))).toContain('portal title')
    const { settings } = maker.server.parts
    orThrow(await backup(settings, before(), { environment: {}, clock: Date.now, withKey: true }))
  }, 60_000)

  const sendsMail = async () => {
    const transport = createTransport({ host: '127.0.0.1', port: channels.port, secure: false })
    const from = `${word('mail from')}@${word('mail host')}.example`
    const raw = mailOf(
      {
        From: `"${word('mail name')}" <${from}>`,
        Subject: `${word('mail subject')} in a mail`,
        'Message-ID': `<${word('mail id')}@host.example>`,
      },
      `${word('mail text')} and more.`,
    )
    await transport.sendMail({ raw, envelope: { from, to: 'security@maker.example' } })
    transport.close()
  }

  const filesIssue = async () => {
    const issue = github.files({
      title: word('tracker title'),
      text: word('tracker text'),
      author: word('tracker author'),
      labels: ['security'],
    })
    github.comments(issue.key, word('tracker comment'))
    await polls(maker, 'github:gateway')
  }

  const dropsComplaint = async () => {
    const cells = columns.map((name) => (name === 'number' ? 'CMP-99' : word(`complaint ${name}`)))
    const csv = `${columns.join(',')}\n${cells.join(',')}\n`
    await writeFile(join(channels.drop, 'complaints.csv'), csv)
    // A file is taken when it has lain still between two looks.
    await polls(maker, 'complaints')
    maker.time.now += 1_000
    await polls(maker, 'complaints')
  }

  /** All that quotes a report or goes out because of it, as the workbench does it. */
  const worksOn = async (id: string) => {
    await triager.does(`/api/reports/${id}/acknowledge`, {
      message: `Thank you, ${word(`name in an answer ${ids.length}`)}.`,
      nextDate: new Date(maker.time.now + 5 * 86_400_000).toISOString().slice(0, 10),
    })
    // What the workbench presets of an outsider's report: its id and no words.
    const title = `An open port ${ids.length}`
    await triager.does('/api/cases/open', { title, report: id })
    await maker.settle()
    const { files, original } = await stateOf(triager, `/api/reports/${id}`)
    for (const { hash } of [...files, ...(original === null ? [] : [original])])
      await triager.does(`/api/reports/${id}/open-file`, { file: hash })
    await triager.does(`/api/reports/${id}/reply`, { message: 'Which revision?', question: true })
    await triager.does(`/api/reports/${id}/conclude`, {
      exit: 'resolved',
      reason: 'Fixed.',
      message: 'It is fixed.',
    })
  }

  const leaks = (text: string): readonly string[] =>
    [...planted].flatMap(([made, field]) => (text.includes(made) ? [field] : []))

  test('are nowhere any more after their persons were erased', async () => {
    for (const id of ids)
      await privacy.does('/api/erasures/erase-person', { report: id, reason: 'Asked.' }, true)
    await maker.settle()
    expect(leaks(await everythingKept(maker))).toEqual([])
    const { body } = await triager.post('/api/ledger/check').catch(() => ({ body: undefined }))
    expect(body?.problems).toEqual([])
    for (const path of ['reports', 'cases', 'deliveries', 'distributions', 'erasures'])
      expect(leaks(JSON.stringify((await triager.get(`/api/${path}`)).body))).toEqual([])
  }, 60_000)

  test('are not in what was sent of themselves to anybody else', () => {
    const others = mail.mails.filter(({ to }) => to.includes('quality@maker.example'))
    expect(others.length).toBeGreaterThan(0)
    expect(leaks(JSON.stringify(others))).toEqual([])
  })

  test('do not come in again from a tracker or a complaint system that still has them', async () => {
    await dropsComplaint()
    // Each with a text beside it: the second was taken like the first.
    expect(await readdir(join(channels.drop, 'done'))).toHaveLength(4)
    // A whole pass through the tracker, as there is one each day.
    maker.time.now += 2 * 86_400_000
    github.comments('1', toldLater)
    await polls(maker, 'github:gateway')
    await maker.settle()
    expect(leaks(await everythingKept(maker))).toEqual([])
  })

  test('stay away when a backup from before is restored with the list', async () => {
    const { settings } = maker.server.parts
    const list = join(folder, 'erasures.json')
    orThrow(await erasureList(settings, list, { environment: {}, clock: Date.now }))
    const target = other === undefined ? undefined : await createDatabase()
    const dataDir = join(folder, 'restored')
    const url = target === undefined ? {} : { databaseUrl: target.url }
    const done = await restore({ ...settings, dataDir, ...url }, before(), {
      environment: {},
      list,
    })
    if (isRefusal(done)) throw new Error(JSON.stringify(done))
    const again = await openServer(
      target === undefined ? {} : { DATABASE_URL: target.url },
      dataDir,
    )
    try {
      expect(leaks(await everythingKept({ server: again.server, folder: dataDir }))).toEqual([])
    } finally {
      await again.close()
      await target?.drop()
    }
  }, 60_000)
}

describe('words of strangers, on SQLite', () => planting(async () => undefined))
describeWith('postgres', 'words of strangers, on PostgreSQL', () =>
  planting(() => createDatabase()),
)
