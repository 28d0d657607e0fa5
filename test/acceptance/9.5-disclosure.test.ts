import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, dayAfter, signedInAgain, tries } from '../support/work/team.ts'

onDatabases('9.5/disclosure', (openDatabase) => {
  const team = aTeam(['engineer', 'approver'], openDatabase)

  test('a case cannot close before the disclosure is decided and approved', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    await about.takeAllBut('disclosure')
    expect(missingIn(await about.close())).toEqual(['9.5/disclosure', '9.5/end-to-end'])
    const decide = `${about.path}/decide-disclosure`
    const withheld = { disclose: false, reason: 'No operator can do anything about it.' }
    expect((await tries(team.engineer, decide, withheld)).body.code).toBe('access/signature-needed')
    expect((await tries(team.engineer, decide, withheld, true)).status).toBe(200)
    // Decided by one person is not yet approved, and not by that person.
    expect(missingIn(await about.close())).toEqual(['9.5/disclosure'])
    const approve = `${about.path}/approve-disclosure`
    expect((await tries(team.engineer, approve, {}, true)).body.code).toBe('case/second-person')
    expect((await tries(team.approver, approve, {}, true)).status).toBe(200)
    expect((await about.close()).status).toBe(200)
    expect((await about.state()).disclosure).toMatchObject({
      ...withheld,
      by: `person:${team.engineer.person}`,
      signedBy: team.engineer.name,
      approved: { signedBy: team.approver.name },
    })
  })

  test('the decision follows the impact: it is refused before the case is scored', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    const decided = { disclose: false, reason: 'Decided.' }
    const refused = await tries(team.engineer, `${about.path}/decide-disclosure`, decided, true)
    expect(refused.body.code).toBe('case/not-scored')
  })

  test('a decision to disclose says to whom and from which day, and why', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    await about.take('score')
    const decide = (input: unknown) =>
      tries(team.engineer, `${about.path}/decide-disclosure`, input, true)
    const full = {
      disclose: true,
      audiences: ['customers'],
      on: dayAfter(team.maker, 7),
      reason: 'Operators must act.',
    }
    expect((await decide({ ...full, audiences: [] })).body.code).toBe('case/disclosure-incomplete')
    expect((await decide({ ...full, on: undefined })).body.code).toBe('case/disclosure-incomplete')
    expect((await decide({ ...full, reason: '' })).body.code).toBe('input/invalid')
    expect((await decide(full)).status).toBe(200)
  })

  test('it says of each audience who it is, by what it hears and when', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    await about.take('score')
    const decide = (input: unknown) =>
      tries(team.engineer, `${about.path}/decide-disclosure`, input, true)
    const plan = [
      { audience: 'coordinator', who: 'CERT/CC', by: 'mail', on: dayAfter(team.maker, 1) },
      { audience: 'customers', who: '', by: 'advisory', on: dayAfter(team.maker, 7) },
    ]
    const full = { disclose: true, plan, tlp: 'AMBER', reason: 'Operators must act.' }
    const [coordinator, customers] = plan
    const nameless = await decide({ ...full, plan: [{ ...coordinator, who: '' }, customers] })
    expect(nameless.body.code).toBe('case/audience-unnamed')
    expect(nameless.body.title).toContain('coordinator')
    expect((await decide({ ...full, disclose: false })).body.code).toBe(
      'case/disclosure-contradicts',
    )
    expect((await decide(full)).status).toBe(200)
    expect((await about.state()).disclosure).toMatchObject({
      plan,
      audiences: ['coordinator', 'customers'],
      on: dayAfter(team.maker, 1),
    })
  })

  test('a leak blocks the closure until every step of it is answered; nobody is told by itself', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    await about.take('score', 'disclosure')
    const sent = team.mail.mails.length
    await about.does('report-leak', {
      where: 'A talk at a conference',
      seen: { at: new Date(team.maker.time.now - 60_000).toISOString().slice(0, 16), zone: 'UTC' },
      what: 'The open port.',
    })
    const settle = `${about.path}/settle-leak`
    const early = await tries(team.engineer, settle, { conclusion: 'Done.' })
    expect(early.body.code).toBe('case/leak-unanswered')
    expect(early.body.details.left).toContain('reporter')
    expect(missingIn(await about.close())).toContain('9.5/disclosure')
    await about.take('disclosure')
    for (const step of ['coordinator', 'reporter', 'customers', 'advisory', 'regulators'])
      await about.does('take-leak-step', { step, outcome: 'not-needed', note: 'Nobody to tell.' })
    await team.maker.settle()
    expect(team.mail.mails.length).toBe(sent)
    expect((await tries(team.engineer, settle, { conclusion: 'Done.' })).status).toBe(200)
    const { leak } = await about.state()
    expect(leak.steps).toHaveLength(5)
    expect(missingIn(await about.close())).not.toContain('9.5/disclosure')
  })

  test('an embargo ends at the instant that was agreed, by itself', async () => {
    const about = await aCase(team, await aProduct(team.engineer))
    const { maker, engineer, approver } = team
    // The last test of the file: the sessions of the others end with the hour.
    const end = new Date(maker.time.now + 3_600_000)
    await about.does('set-embargo', {
      named: [`person:${engineer.person}`],
      untilAt: { at: end.toISOString().slice(0, 16), zone: 'UTC' },
      reason: 'Agreed with the coordinator.',
    })
    expect((await approver.get(about.path)).status).toBe(404)
    maker.time.now = end.getTime() + 60_000
    await maker.settle()
    const reader = await signedInAgain(maker, approver)
    expect((await reader.get(about.path)).status).toBe(200)
    const { events } = (await reader.get(`${about.path}/history`)).body
    expect(events.at(-1)).toMatchObject({ type: 'case.embargo-ended', actor: 'system:embargo' })
  })
})
