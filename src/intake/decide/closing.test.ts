import { describe, expect, it, test } from 'vitest'
import { aReport, original } from '../../../test/support/a-report.ts'
import { fixedId } from '../../../test/support/deciding.ts'
import { isRefusal } from '../../kernel/result.ts'

type Report = ReturnType<typeof aReport>
const about = fixedId(7)
const end = { reason: 'For the record.', message: 'Plain words.' }

const received = async (report = aReport(), more: object = {}) => {
  const contact = { reporterEmail: 'jo@hospital.example' }
  await report.given('receive', { source: 'd', description: 'Plain HTTP.', ...contact, ...more })
  return report
}
const deliveries = async (report: Report, command: string, input: object, by?: string) => {
  const decided = await report.when(command, input, by)
  if (isRefusal(decided)) throw new Error(decided.code)
  return (decided.deliveries ?? []).map(({ recipient, content }) => [recipient, content['subject']])
}

describe('each exit asks for what it claims', () => {
  it('"not reproducible" only after the reporter was asked', async () => {
    const report = await received()
    const exit = { ...end, exit: 'not-reproducible' }
    expect(await report.when('conclude', exit)).toMatchObject({ code: 'report/not-asked' })
    await report.given('reply', { message: 'Thank you so far.' })
    expect(await report.when('conclude', exit)).toMatchObject({ code: 'report/not-asked' })
    await report.given('reply', { message: 'Which version is it?', question: true })
    await report.given('conclude', exit)
    expect(report.state().exit).toMatchObject({ exit: 'not-reproducible', reason: end.reason })
  })

  it('"not our product" only with its owner, who is told by mail', async () => {
    const report = await received()
    const exit = { ...end, exit: 'not-our-product' }
    const owner = { ownerName: 'Other Devices', ownerContact: 'psirt@other.example' }
    expect(await report.when('conclude', exit)).toMatchObject({ code: 'report/no-owner' })
    expect(await report.when('conclude', { ...exit, ...owner })).toMatchObject({
      code: 'report/owner-not-told',
    })
    const ownerMessage = 'Plain HTTP on your pump.'
    const told = await deliveries(report, 'conclude', { ...exit, ...owner, ownerMessage })
    expect(told).toEqual([
      ['jo@hospital.example', '[RPT-2026-0001] Your report is closed'],
      ['psirt@other.example', '[RPT-2026-0001] A report about a flaw in your product'],
    ])
    expect(report.state().handedOver).toEqual({
      to: owner.ownerName,
      contact: owner.ownerContact,
      message: ownerMessage,
      on: '2026-03-02',
    })
  })

  it('"not our product" also where the owner was told by another way, on a day that has been', async () => {
    const report = await received()
    const exit = { ...end, exit: 'not-our-product', ownerName: 'Other Devices' }
    expect(await report.when('conclude', { ...exit, ownerToldOn: '2026-03-03' })).toMatchObject({
      code: 'report/told-later',
    })
    const told = await deliveries(report, 'conclude', { ...exit, ownerToldOn: '2026-03-01' })
    expect(told.map(([to]) => to)).toEqual(['jo@hospital.example'])
  })

  it('"withdrawn" only where a case follows the flaw, or there is none', async () => {
    const exit = { ...end, exit: 'withdrawn' }
    const report = await received()
    expect(await report.when('conclude', exit)).toMatchObject({ code: 'report/flaw-open' })
    const look = { reason: 'We tried it on 2.4.1.' }
    await report.given('assess', { finding: 'plausible', ...look })
    expect(await report.when('conclude', exit)).toMatchObject({ code: 'report/flaw-open' })
    await report.given('assess', { finding: 'no-flaw', ...look })
    await report.given('conclude', exit)
    const inCase = await received()
    await inCase.given('link-case', { case: about })
    await inCase.given('conclude', exit)
    expect([report, inCase].map((one) => one.state().status)).toEqual(['closed', 'closed'])
  })

  it('"duplicate" only by merging', async () => {
    const report = await received()
    expect(await report.when('conclude', { ...end, exit: 'duplicate' })).toMatchObject({
      code: 'report/merge-instead',
    })
  })
})

describe('what the reporter takes back', () => {
  it('is written of no more, and looked at all the same', async () => {
    const report = await received()
    const subjects = await deliveries(report, 'withdraw', { message: 'My mistake.' }, 'outsider:x')
    expect(subjects).toHaveLength(1)
    expect(report.state()).toMatchObject({ status: 'new', nextDate: '2026-03-07' })
    const silent = { message: 'Hello?', nextDate: '2026-03-09' }
    for (const command of ['acknowledge', 'reply'])
      expect(await report.when(command, silent)).toMatchObject({ code: 'report/withdrawn' })
    const told = { case: about, step: 'fixed', message: 'Fixed.' }
    await report.given('link-case', { case: about })
    expect(await report.when('tell-progress', told)).toMatchObject({ events: [] })
    const ended = await deliveries(report, 'conclude', { ...end, exit: 'resolved' })
    expect(ended).toEqual([])
  })

  it('is done at once where a case follows it', async () => {
    const report = await received()
    await report.given('link-case', { case: about })
    await report.given('withdraw', {}, 'outsider:x')
    expect(report.state()).toMatchObject({ status: 'closed', exit: { exit: 'withdrawn' } })
  })

  it('is taken up again with the next word of the reporter', async () => {
    const report = await received()
    await report.given('withdraw', {}, 'outsider:x')
    await report.given('add-from-reporter', { message: 'It is real after all.' }, 'outsider:x')
    expect(report.state().withdrawnAt).toBeNull()
    expect(await deliveries(report, 'reply', { message: 'Thank you.' })).toHaveLength(1)
  })

  it('has its dates moved by the maker alone', async () => {
    const report = await received()
    const assessed = { finding: 'unclear', reason: 'Hard to see.', nextDate: '2026-03-20' }
    expect(await report.when('assess', assessed)).toMatchObject({ code: 'report/no-message' })
    await report.given('withdraw', {}, 'outsider:x')
    await report.given('assess', assessed)
    expect(report.state().nextDate).toBe('2026-03-20')
  })
})

describe('a closed report', () => {
  it('opens with the reporter’s next word, until when a person answers', async () => {
    const report = await received()
    await report.given('conclude', { ...end, exit: 'obsolete-product' })
    report.at('2026-05-04T10:00:00.000Z')
    await report.given('add-from-reporter', { message: 'We still use it.' }, 'outsider:portal')
    expect(report.state()).toMatchObject({
      status: 'acknowledged',
      nextDate: '2026-05-09',
      exit: null,
    })
  })

  it('stays closed where a machine answers our last mail', async () => {
    const report = await received()
    await report.given('conclude', { ...end, exit: 'obsolete-product' })
    const mail = {
      hash: 'ab'.repeat(32),
      encryption: 'none',
      signature: 'none',
      signer: '',
      signerKnown: false,
      automatic: 'auto-reply',
    }
    await report.given('add-from-reporter', { message: 'I am away.', mail }, 'outsider:mail')
    expect(report.state()).toMatchObject({ status: 'closed', nextDate: null })
  })

  it('is opened by the maker with a reason, and ends a second time with a mail of its own', async () => {
    const report = await received()
    const first = await report.when('conclude', { ...end, exit: 'obsolete-product' })
    expect(await report.when('reopen', { reason: '' }).catch(() => 'unfit')).toBe('unfit')
    const again = await deliveries(report, 'reopen', {
      reason: 'Still sold in Spain.',
      message: 'We look at it again.',
    })
    expect(again.map(([, subject]) => subject)).toEqual([
      '[RPT-2026-0001] We look at your report again',
    ])
    expect(report.state()).toMatchObject({ status: 'acknowledged', nextDate: '2026-04-01' })
    const second = await report.when('conclude', { ...end, exit: 'obsolete-product' })
    const keys = [first, second].flatMap((one) =>
      isRefusal(one) ? [] : (one.deliveries ?? []).map(({ dedupeKey }) => dedupeKey),
    )
    expect(new Set(keys).size).toBe(2)
    expect(await report.when('reopen', end)).not.toMatchObject({ code: 'report/open' })
    expect(await report.when('reopen', end)).toMatchObject({ code: 'report/open' })
  })
})

describe('merging', () => {
  it('brings the reporter to where the first one stands', async () => {
    const news = { case: about, step: 'fixed', message: 'A fix has been made.', where: '' }
    const report = await received(
      aReport({
        original: async (id) => ({ facts: { ...original, id, cases: [about], news }, read: [] }),
      }),
    )
    await report.given('merge', { ...end, report: original.id })
    expect(report.state()).toMatchObject({
      status: 'closed',
      nextDate: null,
      of: original.id,
      cases: [about],
      step: 'fixed',
    })
    expect(report.state().thread.map(({ message }) => message)).toEqual([end.message, news.message])
    const next = { case: about, step: 'published', message: 'Update 2.4.2 is out.' }
    expect(await deliveries(report, 'tell-progress', next)).toHaveLength(1)
  })

  it('follows the original into its cases by the server alone', async () => {
    const report = await received()
    await report.given('merge', { ...end, report: original.id })
    const link = { case: about }
    expect(await report.when('link-case', link)).toMatchObject({ code: 'report/closed' })
    await report.given('link-case', link, 'system:reactions')
    expect(report.state()).toMatchObject({ status: 'closed', cases: [about] })
  })
})

describe('the source', () => {
  it('is corrected with a reason, and the first one kept', async () => {
    const report = await received()
    const reason = 'It came from their tester.'
    expect(await report.when('reclassify', { source: 'd', reason })).toMatchObject({
      code: 'report/same-source',
    })
    await report.given('reclassify', { source: 'c', reason })
    await report.given('reclassify', { source: 'a', reason })
    expect(report.state()).toMatchObject({ source: 'a', firstSource: 'd' })
    expect(report.facets().values).toMatchObject({ source: ['a'] })
  })
})

describe('a new link', () => {
  const ask = (report: Report) => report.when('ask-for-link', {}, 'system:links')

  it('is asked for three times a day at most, and needs a contact', async () => {
    const report = await received()
    for (let time = 0; time < 3; time++) expect(await ask(report)).not.toHaveProperty('refused')
    expect(await ask(report)).toMatchObject({ code: 'report/link-asked-often' })
    report.at('2026-03-03T10:00:00.001Z')
    expect(await ask(report)).not.toHaveProperty('refused')
    expect(await ask(await received(aReport(), { reporterEmail: '' }))).toMatchObject({
      code: 'report/no-contact',
    })
  })

  test('stands in no delivery, only its place', async () => {
    const decided = await ask(await received())
    const [mail] = isRefusal(decided) ? [] : (decided.deliveries ?? [])
    expect(mail?.content['body']).toContain('{link}')
    expect(JSON.stringify(mail)).not.toMatch(/\/r\//)
  })
})
