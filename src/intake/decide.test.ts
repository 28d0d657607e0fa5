import { describe, expect, it } from 'vitest'
import { aReport, noCase } from '../../test/support/a-report.ts'
import { fixedId } from '../../test/support/deciding.ts'
import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import type { ReportState } from './index.ts'

const described = { source: 'f', description: 'The service port takes any password.' }
const received = async (more: object = {}, by?: string) => {
  const report = aReport()
  await report.given('receive', { ...described, ...more }, by)
  return report
}
const mails = (decided: Awaited<ReturnType<ReturnType<typeof aReport>['when']>>) =>
  isRefusal(decided) ? [] : (decided.deliveries ?? [])
const file = (size: number) => ({ hash: 'ab'.repeat(32), name: 'capture.txt', size })
const dates = (state: ReportState) => [state.status, state.nextDate, state.acknowledgedAt]
const ended = { exit: 'not-a-vulnerability', reason: 'A colour.', message: 'Not a flaw.' }

describe('receiving a report', () => {
  it('gives it a reference and a day to answer at once', async () => {
    const report = await received()
    expect(report.state()).toMatchObject({
      status: 'new',
      reference: 'RPT-2026-0001',
      nextDate: '2026-03-07',
      title: described.description,
    })
  })

  it('mails a receipt to whoever left an address, to its sealed form', async () => {
    const [mail, ...more] = mails(
      await aReport().when('receive', { ...described, reporterEmail: 'jo@hospital.example' }),
    )
    expect(more).toEqual([])
    expect(mail).toMatchObject({ channel: 'mail', recipient: 'jo@hospital.example' })
    expect(mail?.content['body']).toContain('2026-03-07')
  })

  it('mails nobody where the reporter stays anonymous, then or later', async () => {
    const report = aReport()
    const decided = [
      await report.when('receive', described),
      await report.when('acknowledge', { message: 'Thank you.', nextDate: '2026-03-09' }),
      await report.when('reply', { message: 'Which version?' }),
      await report.when('conclude', ended),
    ]
    expect(decided.flatMap(mails)).toEqual([])
  })

  it('shortens a long description to a title without cutting a character in half', async () => {
    for (const filler of ['', 'x']) {
      const { title } = (await received({ description: `${filler}${'😀'.repeat(200)}` })).state()
      expect(title.isWellFormed()).toBe(true)
      expect(title.endsWith('😀…')).toBe(true)
    }
  })

  it('lets only an outsider bring a secret link', async () => {
    const withLink = { ...described, linkHash: 'ab'.repeat(32) }
    expect(await aReport().when('receive', withLink, 'person:ada')).toMatchObject({
      code: 'report/link-not-yours',
    })
    const report = await received(withLink, 'outsider:portal')
    expect(report.facets().values).toMatchObject({ link: [withLink.linkHash] })
  })

  it('refuses more files than a report may hold', async () => {
    const half = Math.ceil(limits.file.reportTotalBytes / 2) + 1
    expect(
      await aReport().when('receive', { ...described, files: [file(half), file(half)] }),
    ).toMatchObject({ code: 'file/too-large' })
  })
})

describe('answering the reporter', () => {
  it('acknowledges once, with a message and the next day', async () => {
    const report = await received({ reporterEmail: 'jo@hospital.example' })
    const answer = { message: 'Thank you.', nextDate: '2026-03-20' }
    const [mail] = mails(await report.when('acknowledge', answer))
    expect(mail?.content['body']).toBe(
      'A person has read your report RPT-2026-0001 and writes to you:\n\nThank you.\n\nYou hear from us again by 2026-03-20.',
    )
    expect(dates(report.state())).toEqual([
      'acknowledged',
      '2026-03-20',
      '2026-03-02T10:00:00.000Z',
    ])
    expect(await report.when('acknowledge', answer)).toMatchObject({
      code: 'report/acknowledged-already',
    })
  })

  it.each([
    ['2026-03-01', 'report/date-passed'],
    ['2026-04-02', 'report/date-too-far'],
    ['9999-12-31', 'report/date-too-far'],
  ])('refuses %s as the next day: %s', async (nextDate, code) => {
    const report = await received()
    expect(await report.when('acknowledge', { message: 'Hello.', nextDate })).toMatchObject({
      code,
    })
    expect(await report.when('reply', { message: 'Hello.', nextDate })).toMatchObject({ code })
  })

  it.each(['2026-03-02', '2026-04-01'])('takes %s as the next day', async (nextDate) => {
    const report = await received()
    await report.given('acknowledge', { message: 'Hello.', nextDate })
    expect(report.state().nextDate).toBe(nextDate)
  })

  it('counts a message as the first answer, and keeps the day that was promised', async () => {
    const report = await received()
    report.at('2026-03-04T09:00:00.000Z')
    await report.given('reply', { message: 'Which version?' })
    expect(dates(report.state())).toEqual([
      'acknowledged',
      '2026-03-07',
      '2026-03-04T09:00:00.000Z',
    ])
  })

  it('promises a new day where the last one has passed', async () => {
    const report = await received()
    report.at('2026-03-20T09:00:00.000Z')
    await report.given('reply', { message: 'Sorry for the delay.' })
    expect(report.state().nextDate).toBe('2026-04-19')
  })
})

describe('adding to a report', () => {
  it('appends message and files, and asks for one of the two', async () => {
    const report = await received({ files: [file(1)] }, 'outsider:portal')
    expect(await report.when('add-from-reporter', {})).toMatchObject({
      code: 'report/nothing-added',
    })
    await report.given('add-from-reporter', { files: [file(2)] })
    expect(report.state().files.map(({ size }) => size)).toEqual([1, 2])
    expect(report.state().thread).toMatchObject([{ from: 'reporter', message: '' }])
  })

  it('ends where a stranger could fill the disk or the record', async () => {
    const report = await received(
      { files: [file(limits.file.reportTotalBytes)] },
      'outsider:portal',
    )
    expect(await report.when('add-from-reporter', { files: [file(1)] })).toMatchObject({
      code: 'file/too-large',
    })
    for (let sent = 0; sent < limits.list.items; sent++)
      await report.given('add-from-reporter', { message: 'More.' })
    expect(await report.when('add-from-reporter', { message: 'More.' })).toMatchObject({
      code: 'report/full',
    })
  })
})

describe('a report in a case', () => {
  const about = fixedId(7)
  const inCase = async () => {
    const report = await received({ reporterEmail: 'jo@x.org' })
    await report.given('link-case', { case: about })
    return report
  }
  const told = { case: about, step: 'fixed', message: 'A fix has been made.' }

  it('is linked once, and with a case that is there', async () => {
    const report = await inCase()
    expect(await report.when('link-case', { case: noCase })).toMatchObject({
      code: 'report/no-such-case',
    })
    expect(await report.when('link-case', { case: about })).toMatchObject({ events: [] })
    expect(report.state()).toMatchObject({ status: 'in-case', cases: [about] })
  })

  it('tells the reporter each step, and moves the next day', async () => {
    const report = await inCase()
    const where = 'https://psirt.example/updates/'
    const [mail] = mails(await report.when('tell-progress', { ...told, where }))
    expect(mail?.content['body']).toContain(where)
    expect(report.state().nextDate).toBe('2026-04-01')
    expect(report.state().thread).toMatchObject([{ message: told.message, where }])
  })

  it('does not say the same twice, and does not hold back what is new', async () => {
    const report = await inCase()
    const first = mails(await report.when('tell-progress', told))
    expect(await report.when('tell-progress', told)).toMatchObject({ events: [] })
    const second = mails(
      await report.when('tell-progress', { ...told, message: 'UPD-2026-0002 is out.' }),
    )
    expect(second).toHaveLength(1)
    expect(second[0]?.dedupeKey).not.toBe(first[0]?.dedupeKey)
  })

  it('is news once it is closed to who was told that it is resolved, and to nobody else', async () => {
    const resolved = await inCase()
    await resolved.given('conclude', { ...ended, exit: 'resolved' })
    expect(mails(await resolved.when('tell-progress', told))).toHaveLength(1)
    expect(resolved.state()).toMatchObject({ status: 'closed', nextDate: null })
    const other = await inCase()
    await other.given('conclude', ended)
    expect(await other.when('tell-progress', told)).toMatchObject({ events: [] })
  })

  it('may belong to several, and is taken from one with the reason', async () => {
    const report = await inCase()
    await report.given('link-case', { case: fixedId(8) })
    expect(report.state().cases).toEqual([about, fixedId(8)])
    const wrong = { reason: 'Another port.' }
    expect(await report.when('unlink-case', { case: fixedId(9), ...wrong })).toMatchObject({
      code: 'report/not-linked',
    })
    await report.given('unlink-case', { case: about, ...wrong })
    expect(report.state()).toMatchObject({ status: 'in-case', cases: [fixedId(8)] })
    await report.given('unlink-case', { case: fixedId(8), ...wrong })
    expect(report.state()).toMatchObject({ status: 'new', cases: [] })
  })
})

describe('closing a report', () => {
  it.each(['not-a-vulnerability', 'obsolete-product'])(
    'ends it as %s, with the reason kept and the message told',
    async (exit) => {
      const report = await received({ reporterEmail: 'jo@x.org' })
      const [mail] = mails(await report.when('conclude', { ...ended, exit }))
      expect(mail?.content['body']).toContain(`closed: `)
      expect(mail?.content['body']).toContain(`\n\n${ended.message}\n\n`)
      expect(report.state()).toMatchObject({
        status: 'closed',
        nextDate: null,
        exit: { exit, reason: ended.reason, at: '2026-03-02T10:00:00.000Z' },
        acknowledgedAt: '2026-03-02T10:00:00.000Z',
      })
      expect(JSON.stringify(report.state().thread)).not.toContain(ended.reason)
    },
  )

  it('calls none resolved that no case resolved', async () => {
    const report = await received()
    const resolved = { ...ended, exit: 'resolved' }
    expect(await report.when('conclude', resolved)).toMatchObject({ code: 'report/no-case' })
    await report.given('link-case', { case: fixedId(7) })
    await report.given('conclude', resolved)
    expect(report.state().status).toBe('closed')
  })

  it.each([
    ['acknowledge', { message: 'Hello.', nextDate: '2026-03-09' }],
    ['reply', { message: 'Hello.' }],
    ['link-case', { case: fixedId(7) }],
    ['conclude', ended],
  ])('refuses %s afterwards', async (command, input) => {
    const report = await received()
    await report.given('conclude', ended)
    expect(await report.when(command, input)).toMatchObject({ code: 'report/closed' })
  })
})
