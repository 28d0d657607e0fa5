import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { readSettings, startServer } from '../../src/server/index.ts'
import { intakeClocksFile } from '../../src/server/intake-clocks.ts'
import { readRuleFile } from '../../src/server/rule-file.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { type DatabasePlace, onDatabases } from '../support/on-databases.ts'
import { sendsForm } from '../support/work/report.ts'
import { listOf, signedInAgain } from '../support/work/team.ts'

// 9.2/acknowledge: dates by a rule file, with reminders before and escalation after.
const rules = `source: "Our quality manual, chapter 7, after ISO/IEC 29147"
calendar:
  timeZone: Europe/Berlin
  weekdays: [monday, tuesday, wednesday, thursday, friday]
  hours: { from: "09:00", to: "17:00" }
  holidays: ["2027-01-01"]
clocks:
  acknowledgement:
    within: 2 working days
    remind: [{ before: 4 working hours, to: [triager, desk@maker.example] }]
    escalate: [{ after: 2 hours, to: [administrator] }]
  assessment: { within: 10 working days }
  update: { within: 20 working days }
addresses: { administrator: [head@maker.example] }
`

onDatabases('The clocks of reports', (openDatabase) => {
  let place: DatabasePlace
  let mail: MailServer
  let maker: Maker
  let triager: Colleague

  beforeAll(async () => {
    place = await openDatabase()
    mail = await startMailServer()
    maker = await openMaker({ environment: { SMTP_URL: mail.url, ...place.environment } })
    triager = await maker.colleague('tom@maker.example', ['triager'])
    await writeFile(join(maker.folder, 'intake-clocks.yaml'), rules)
    // Wednesday evening before a holiday and a weekend, as Berlin has it.
    maker.time.now = Date.parse('2026-12-30T18:00:00.000Z')
    await maker.restart()
  })
  afterAll(async () => {
    await maker?.close()
    await mail?.close()
    await place?.drop()
  })

  const mailsTo = (address: string) =>
    mail.mails
      .filter(({ to, mail: { subject } }) => to.includes(address) && !subject?.includes('We have'))
      .map(({ mail: { subject } }) => subject)

  test('dates follow the maker’s working days, and the policy prints what that is at most', async () => {
    const sent = await sendsForm(maker, { description: 'Weak TLS.' })
    // Thursday the 31st and Monday the 4th: the holiday and the weekend do not count.
    expect(sent.answersBy).toBe('2027-01-04')
    const [{ id }] = await listOf(await signedInAgain(maker, triager), '/api/reports?search=Weak')
    const found = await maker.server.parts.ledger.load(id)
    expect(found?.state).toMatchObject({
      dueAt: '2027-01-04T16:00:00.000Z',
      assessment: { day: '2027-01-14' },
    })
    const policy = await (await maker.fetch('/security')).text()
    // Two working days before the holiday take five days of the calendar.
    expect(policy).toContain('within 5 days')
  })

  test('colleagues are reminded before the date and told after it, once each', async () => {
    const reader = await signedInAgain(maker, triager)
    const [{ id, humanId }] = await listOf(reader, '/api/reports?search=Weak')
    const history = async () => {
      const events = await maker.server.parts.ledger.history(id)
      return events
        .filter(({ type }) => type === 'report.reminded' || type === 'report.escalated')
        .map(({ type, payload }) => [type, payload['clock'], payload['mails']])
    }
    await maker.settle()
    expect(await history()).toEqual([])
    maker.time.now = Date.parse('2027-01-04T12:00:00.000Z')
    await maker.settle()
    await maker.settle()
    const reminded = ['report.reminded', 'acknowledgement', 2]
    expect(await history()).toEqual([reminded])
    expect(mailsTo('tom@maker.example')).toEqual([`[${humanId}] A date comes near`])
    expect(mailsTo('desk@maker.example')).toEqual([`[${humanId}] A date comes near`])
    maker.time.now = Date.parse('2027-01-04T17:59:00.000Z')
    await maker.settle()
    expect(await history()).toEqual([reminded])
    maker.time.now = Date.parse('2027-01-04T18:00:00.000Z')
    await maker.restart()
    await maker.settle()
    expect(await history()).toEqual([reminded, ['report.escalated', 'acknowledgement', 1]])
    expect(mailsTo('head@maker.example')).toEqual([`[${humanId}] A date was missed`])
    // Nothing of the report but its reference: it may be under embargo.
    expect(JSON.stringify(mail.mails.map((one) => one.mail.text))).not.toContain('Weak')
  })

  test('an answer in time keeps everybody’s mailbox quiet', async () => {
    const before = mail.mails.length
    const reader = await signedInAgain(maker, triager)
    await sendsForm(maker, { description: 'Open port.' })
    const [{ id }] = await listOf(reader, '/api/reports?search=port')
    const answered = await maker.server.parts.dispatch({
      kind: 'report',
      command: 'acknowledge',
      id,
      input: { message: 'We look into it.', nextDate: '2027-01-20' },
      actor: { id: `person:${triager.person}`, roles: ['triager'] },
      requestId: 'test',
    })
    expect(isRefusal(answered)).toBe(false)
    maker.time.now = Date.parse('2027-01-08T12:00:00.000Z')
    await maker.settle()
    expect(mail.mails).toHaveLength(before)
  })
})

test.each([
  [
    'a misspelt length',
    'within: 2 working days',
    'within: two days',
    'clocks.acknowledgement.within',
  ],
  ['an unknown zone', 'Europe/Berlin', 'Europe/Berlyn', 'calendar.timeZone'],
  ['a day that does not exist', '2027-01-01', '2027-02-30', 'calendar.holidays.0'],
  ['nobody to tell', '[administrator] }]', '[boss] }]', 'clocks.acknowledgement.escalate.0.to.0'],
  [
    'no source',
    'source: "Our quality manual, chapter 7, after ISO/IEC 29147"',
    'source: ""',
    'source',
  ],
  ['what is no YAML', 'calendar:', 'calendar: [', 'YAML'],
])(
  'a rule file with %s is refused at the start, by name and with an example',
  async (_name, good, bad, told) => {
    const folder = await mkdtemp(join(tmpdir(), 'clocks-'))
    try {
      await writeFile(join(folder, 'intake-clocks.yaml'), rules.replace(good, bad))
      const settings = orThrow(readSettings({ DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' }))
      const started = await startServer(settings)
      if (!isRefusal(started)) {
        await started.stop()
        throw new Error('It started.')
      }
      expect(started.message).toContain('intake-clocks.yaml')
      expect(started.message).toContain(told)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
)

test('without a file of the maker’s own, one is written that says what holds', async () => {
  const other = await openMaker()
  try {
    const text = await readFile(join(other.folder, 'intake-clocks.yaml'), 'utf8')
    expect(text.split('\n').every((line) => line === '' || line.startsWith('#'))).toBe(true)
    const own = text.replaceAll(/^# ?/gm, '').split('\n').slice(3).join('\n')
    await writeFile(join(other.folder, 'intake-clocks.yaml'), own)
    await other.restart()
    expect((await sendsForm(other, { description: 'x' })).status).toBe(201)
  } finally {
    await other.close()
  }
})

test('the example of the how-to works as it stands', async () => {
  const page = await readFile('docs/how-to/keep-the-dates-of-reports.md', 'utf8')
  const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? []
  const folder = await mkdtemp(join(tmpdir(), 'clocks-'))
  try {
    await writeFile(join(folder, 'intake-clocks.yaml'), example.replaceAll(/^ {3}/gm, ''))
    expect(readRuleFile(folder, intakeClocksFile)).toMatchObject({
      calendar: { timeZone: 'Europe/Berlin' },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
