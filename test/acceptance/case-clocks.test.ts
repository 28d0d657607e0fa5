import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { defaultCaseClocksText } from '../../src/cases/index.ts'
import { parseStreamId } from '../../src/kernel/ids.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import { type MailServer, startMailServer } from '../support/mail-server.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { type DatabasePlace, onDatabases } from '../support/on-databases.ts'
import { signedInAgain, stateOf } from '../support/work/team.ts'

// 9.5 and 4.1.7: dates by rules with their source, from recorded moments.
const rules = defaultCaseClocksText
  .replace('timeZone: UTC', 'timeZone: Europe/Berlin')
  .replaceAll('enabled: false', 'enabled: true')
  .replace('addresses: {}', 'addresses: { administrator: [head@maker.example] }')

onDatabases('The clocks of cases', (openDatabase) => {
  let place: DatabasePlace
  let mail: MailServer
  let maker: Maker
  let engineer: Colleague
  let about = ''
  let path = ''

  beforeAll(async () => {
    place = await openDatabase()
    mail = await startMailServer()
    maker = await openMaker({ environment: { SMTP_URL: mail.url, ...place.environment } })
    engineer = await maker.colleague('erika@maker.example', ['engineer'])
    // Saturday noon, before the night in which Berlin has one hour less.
    maker.time.now = Date.parse('2027-03-27T12:00:00.000Z')
  })
  afterAll(async () => {
    await maker?.close()
    await mail?.close()
    await place?.drop()
  })

  /** As the engineer, whose session ends while the clock is moved. */
  const tries = (command: string, input: object, ifVersion?: number) =>
    maker.server.parts.dispatch({
      kind: 'case',
      command,
      ...(command === 'open' ? {} : { id: about }),
      input,
      actor: { id: `person:${engineer.person}`, roles: ['engineer'] },
      requestId: 'test',
      ...(ifVersion === undefined ? {} : { ifVersion }),
    })
  const versionNow = async () =>
    (await (await signedInAgain(maker, engineer)).get(path)).body.version as number
  const does = async (command: string, input: object) => orThrow(await tries(command, input))
  const clocksNow = async () => {
    const answer = await (await signedInAgain(maker, engineer)).get(`${path}/clocks`)
    return Object.fromEntries(
      answer.body.clocks.map((one: { clock: string }) => [one.clock.split('/')[0], one]),
    )
  }
  const history = async () => {
    const { ledger } = maker.server.parts
    const events = await ledger.history(orThrow(parseStreamId(about)))
    return events
      .filter(({ type }) => type.startsWith('case.clock-'))
      .map(({ type, payload }) => [type.slice(11), payload['rule'], payload['mails']])
  }
  const mailsTo = (address: string) =>
    mail.mails.filter(({ to }) => to.includes(address)).map(({ mail: { subject } }) => subject)

  test('run by the rules that come with the program, each with its source', async () => {
    const { id } = orThrow(await tries('open', { title: 'A shared password' }))
    about = id
    path = `/api/cases/${id}`
    const clocks = await clocksNow()
    expect(clocks).toMatchObject({
      assessment: { outcome: 'running', dueAt: '2027-04-26T23:59:59.999Z' },
      'fda-tell': { outcome: 'conditional', source: expect.stringContaining('Postmarket') },
    })
    expect(clocks['cra-early']).toBeUndefined()
    const reader = await signedInAgain(maker, engineer)
    const [listed] = (await reader.get('/api/cases?sort=due&order=asc')).body.items
    expect(listed.dueAt).toBe('2027-04-26T23:59:59.999Z')
  })

  test('take up the maker’s own rules at the next start, for cases that are open', async () => {
    await writeFile(join(maker.folder, 'case-clocks.yaml'), rules)
    await maker.restart()
    await maker.settle()
    expect(await clocksNow()).toMatchObject({
      assessment: { dueAt: '2027-04-26T21:59:59.999Z' },
      // Five working days after a Saturday, with no holiday in the file.
      'contract-example': { dueAt: '2027-04-02T15:00:00.000Z', customer: 'Example Hospital Group' },
    })
    const reader = await signedInAgain(maker, engineer)
    const [listed] = (await reader.get('/api/cases?sort=due&order=asc')).body.items
    expect(listed.dueAt).toBe('2027-04-02T15:00:00.000Z')
  })

  test('a moment that a change of summer time leaves out is refused with the next step', async () => {
    maker.time.now = Date.parse('2027-03-28T12:00:00.000Z')
    const inBerlin = (at: string) => ({
      aware: { at, zone: 'Europe/Berlin' },
      who: 'The night shift',
      how: 'A call',
    })
    const refused = await tries('record-awareness', inBerlin('2027-03-28T02:30'))
    expect(refused).toMatchObject({ code: 'time/left-out' })
    await does('record-awareness', inBerlin('2027-03-26T23:30'))
    expect(await clocksNow()).toMatchObject({
      assessment: { startedAt: '2027-03-26T22:30:00.000Z', dueAt: '2027-04-25T21:59:59.999Z' },
    })
  })

  test('pauses move a date by their length, and are refused where the law knows none', async () => {
    const pause = (clock: string) =>
      tries('pause-clock', { clock, reason: 'We wait for a supplier.' })
    expect(await pause('fda-tell')).toMatchObject({ code: 'case/clock-not-pausable' })
    const unsaid = await tries('pause-clock', { clock: 'disclosure', reason: ' ' })
    expect(unsaid).toMatchObject({ code: 'input/invalid' })
    expect(isRefusal(await pause('disclosure'))).toBe(false)
    const before = '2027-06-24T21:59:59.999Z'
    maker.time.now += 36 * 3_600_000
    await does('resume-clock', { clock: 'disclosure', reason: 'They answered.' })
    expect(Date.parse((await clocksNow())['disclosure'].dueAt) - Date.parse(before)).toBe(
      36 * 3_600_000,
    )
  })

  test('colleagues are reminded before, told after, and what was missed stays missed', async () => {
    await does('record-incident', {
      kind: 'public-health-threat',
      aware: { at: '2027-03-29T10:00', zone: 'Europe/Berlin' },
      description: 'Pumps of a ward stopped.',
    })
    await maker.settle()
    const seen = await versionNow()
    // Due at the end of the 31st; the reminder a day before has its time on the 30th.
    maker.time.now = Date.parse('2027-03-30T22:00:00.000Z')
    await maker.settle()
    await maker.settle()
    expect(await history()).toContainEqual(['reminded', 'mdr-threat', 1])
    expect(mailsTo('erika@maker.example').at(-1)).toMatch(/^\[CASE-2027-0001\] A date comes near$/)
    // Whoever wrote while the server sent its reminder is not asked to decide anew for it.
    expect(await versionNow()).toBe(seen + 1)
    expect(isRefusal(await tries('note', { text: 'Ours.' }, seen))).toBe(false)
    expect(await tries('note', { text: 'Late.' }, seen)).toMatchObject({ code: 'ledger/conflict' })
    maker.time.now = Date.parse('2027-03-31T22:00:00.000Z')
    await maker.settle()
    const after = await history()
    expect(after).toContainEqual(['missed', 'mdr-threat', undefined])
    expect(after).toContainEqual(['escalated', 'mdr-threat', 1])
    expect(mailsTo('head@maker.example')).toEqual(['[CASE-2027-0001] A date was missed'])
    await does('record-submission', {
      authority: 'mdr-87',
      what: 'Initial report',
      sent: { at: '2027-03-30T09:00', zone: 'UTC' },
      reference: 'V-1',
    })
    expect((await clocksNow())['mdr-threat']).toMatchObject({
      outcome: 'missed',
      doneAt: '2027-03-31T22:00:00.000Z',
    })
    // Nothing of the case but its reference: it may be under embargo.
    expect(JSON.stringify(mail.mails.map((one) => one.mail.text))).not.toContain('password')
  })

  test('what is kept and missed is in the state as it was counted, and can be listed', async () => {
    const reader = await signedInAgain(maker, engineer)
    const missed = await reader.get('/api/cases?facet=clock:missed%20mdr-threat')
    expect(missed.body.items).toHaveLength(1)
    expect((await reader.get('/api/cases?facet=clock:kept%20mdr-threat')).body.items).toEqual([])
    const { missed: facts } = await stateOf(reader, path)
    expect(facts).toMatchObject([{ rule: 'mdr-threat', dueAt: '2027-03-31T21:59:59.999Z' }])
  })
})
