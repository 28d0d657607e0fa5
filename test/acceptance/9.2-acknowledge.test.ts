import { expect, test } from 'vitest'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, dayAfter, listOf, stateOf } from '../support/work/team.ts'

const team = aTeam(['triager'])

/** As an English mail writes a day, `26 November 2026`. */
const inWords = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(new Date(day))

const mailsTo = (address: string) =>
  team.mail.mails.filter(({ to }) => to.includes(address)).map(({ mail }) => mail)

test('the answer to the form states reference and day at once, and keeps them behind the link', async () => {
  const { maker } = team
  const sent = await sendsForm(maker, { description: 'Plain HTTP.' })
  expect(sent.reference).toMatch(/^RPT-\d{4}-\d{4,}$/)
  expect(sent.answersBy).toBe(dayAfter(maker, 5))
  const page = await (await maker.fetch(sent.link)).text()
  expect(page).toContain(sent.reference)
  expect(page).toContain(`<time dateTime="${sent.answersBy}">`)
  await maker.settle()
  expect(team.mail.mails).toEqual([])
})

test('whoever gave an address gets both by mail too, once', async () => {
  const { maker } = team
  const address = 'finder@example.org'
  const sent = await sendsForm(maker, { description: 'Plain HTTP.', reporterEmail: address })
  await maker.settle()
  await maker.settle()
  const [mail, ...more] = mailsTo(address)
  expect(more).toEqual([])
  expect(mail?.subject).toContain(sent.reference)
  expect(mail?.text).toContain(inWords(sent.answersBy))
})

test('a person’s answer reaches the reporter, with the day of the next one', async () => {
  const { maker, triager } = team
  const address = 'other@example.org'
  const sent = await sendsForm(maker, { description: 'Weak TLS.', reporterEmail: address })
  const [{ id }] = await listOf(triager, '/api/reports?search=Weak')
  const answer = { message: 'We can see it, too.', nextDate: dayAfter(maker, 12) }
  await triager.does(`/api/reports/${id}/acknowledge`, answer)
  await maker.settle()
  const last = mailsTo(address).at(-1)
  expect(last?.text).toContain(answer.message)
  expect(last?.text).toContain(inWords(answer.nextDate))
  const page = await (await maker.fetch(sent.link)).text()
  expect(page).toContain(answer.message)
  expect(page).toContain(`<time dateTime="${answer.nextDate}">`)
})

test('the receipt also says when the first assessment comes, and it comes with its next date', async () => {
  const { maker, triager } = team
  const address = 'third@example.org'
  const sent = await sendsForm(maker, { description: 'Replayed tokens.', reporterEmail: address })
  await maker.settle()
  expect(mailsTo(address).at(-1)?.text).toContain(inWords(dayAfter(maker, 14)))
  const [{ id }] = await listOf(triager, '/api/reports?search=Replayed')
  const path = `/api/reports/${id}`
  expect((await stateOf(triager, path)).assessment.day).toBe(dayAfter(maker, 14))
  await triager.does(`${path}/assess`, {
    finding: 'plausible',
    reason: 'Seen on 2.4.1 in the laboratory.',
    message: 'We can replay one, too.',
    nextDate: dayAfter(maker, 20),
  })
  await maker.settle()
  const told = mailsTo(address).at(-1)?.text
  expect(told).toContain('We can replay one, too.')
  expect(told).toContain(inWords(dayAfter(maker, 20)))
  expect(told).not.toContain('laboratory')
  expect(await stateOf(triager, path)).toMatchObject({
    assessment: null,
    finding: 'plausible',
    acknowledgedAt: expect.any(String),
    nextDate: dayAfter(maker, 20),
  })
  expect(sent.status).toBe(201)
})
