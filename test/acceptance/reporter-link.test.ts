import { expect, test } from 'vitest'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

// Clause 9.2, ISO/IEC 29147: the reporter's page, and nobody else's.
const team = aTeam(['triager', 'engineer'])

const posts = (path: string, fields: Record<string, string>) =>
  team.maker.fetch(path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    redirect: 'manual',
  })
const asksForLink = async (reference: string, contact: string) => {
  const before = team.mail.mails.length
  const answer = await posts('/report/link', { reference, contact })
  return { answer, before, text: await answer.text() }
}
const newLinkIn = (text: string) => /\/r\/([\w-]{43})/.exec(text)?.[1] ?? ''

test('a new link goes to the contact of the report, and the old one stops', async () => {
  const { maker, mail, triager } = team
  const address = 'finder@example.org'
  const sent = await sendsForm(maker, { description: 'Weak TLS.', reporterEmail: address })
  await maker.settle()
  const { answer } = await asksForLink(sent.reference.toLowerCase(), address.toUpperCase())
  expect(answer.status).toBe(202)
  await expect
    .poll(
      async () => {
        await maker.settle()
        return mail.mails.at(-1)?.mail.subject ?? ''
      },
      { timeout: 20_000 },
    )
    .toContain('new link')
  const last = mail.mails.at(-1)
  expect(last?.to).toEqual([address])
  const token = newLinkIn(last?.mail.text ?? '')
  expect((await maker.fetch(sent.link)).status).toBe(404)
  const page = await maker.fetch(`/r/${token}`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain(sent.reference)
  // No row, no fact, no list and no page of a colleague ever held it.
  const { reader } = maker.server.parts.ledger.database
  for (const table of ['delivery', 'event', 'stream'] as const)
    expect(JSON.stringify(await reader.selectFrom(table).selectAll().execute())).not.toContain(
      token,
    )
  const [{ id }] = await listOf(triager, '/api/reports?search=Weak')
  for (const path of [`/api/reports/${id}`, `/api/reports/${id}/history`, '/api/deliveries'])
    expect(JSON.stringify((await triager.get(path)).body)).not.toContain(token)
})

test('whoever asks learns nothing, and nobody is mailed, unless reference and contact fit', async () => {
  const { maker, mail } = team
  const sent = await sendsForm(maker, {
    description: 'Open port.',
    reporterEmail: 'other@example.org',
  })
  const anonymous = await sendsForm(maker, { description: 'Nobody can be told.' })
  await maker.settle()
  const before = mail.mails.length
  const asked = [
    await asksForLink(sent.reference, 'thief@example.net'),
    await asksForLink('RPT-1999-0001', 'other@example.org'),
    await asksForLink(anonymous.reference, ''),
    await asksForLink('../../etc/passwd', 'x'.repeat(5_000)),
  ]
  expect(new Set(asked.map(({ answer }) => answer.status))).toEqual(new Set([202]))
  expect(new Set(asked.map(({ text }) => text)).size).toBe(1)
  await maker.server.settle()
  expect(mail.mails).toHaveLength(before)
  expect((await maker.fetch(sent.link)).status).toBe(200)
  // The fifth and sixth within a minute are refused, whatever they name.
  await asksForLink(sent.reference, 'thief@example.net')
  expect((await asksForLink(sent.reference, 'other@example.org')).answer.status).toBe(429)
})

test('a reporter asks for credit under a name that is sealed like their address', async () => {
  const { maker, triager } = team
  const sent = await sendsForm(maker, { description: 'Replay.', reporterEmail: 'rue@example.org' })
  const path = sent.link
  expect((await posts(`${path}/credit`, { credit: 'Rue of Team Lantern' })).status).toBe(303)
  const [{ id }] = await listOf(triager, '/api/reports?search=Replay')
  expect((await stateOf(triager, `/api/reports/${id}`)).credit).toBe('Rue of Team Lantern')
  expect(await (await maker.fetch(`${path}?credited`)).text()).not.toContain('Lantern')
  // One key for one person: erasing the address takes the name along.
  const raw = (await maker.server.parts.ledger.load(id))?.state as Record<string, string>
  const personIn = (sealed = '') => sealed.split(':')[2]
  expect(personIn(raw['credit'])).toBe(personIn(raw['reporterEmail']))
})

test('taking it back ends the talk and not the look: the report keeps its dates', async () => {
  const { maker, triager, engineer, mail } = team
  const address = 'gone@example.org'
  const sent = await sendsForm(maker, { description: 'Session ids.', reporterEmail: address })
  const path = sent.link
  expect((await posts(`${path}/withdraw`, { message: 'My mistake.' })).status).toBe(303)
  const [{ id }] = await listOf(triager, '/api/reports?search=Session')
  const state = await stateOf(triager, `/api/reports/${id}`)
  expect(state).toMatchObject({ status: 'new' })
  expect(state.withdrawnAt).not.toBeNull()
  expect(state.nextDate).not.toBeNull()
  const end = { exit: 'withdrawn', reason: 'They asked.', message: 'Goodbye.' }
  const refused = await triager.post(`/api/reports/${id}/conclude`, { input: end })
  expect(refused.body.code).toBe('report/flaw-open')
  await maker.settle()
  const before = mail.mails.length
  await engineer.does('/api/cases/open', { title: 'Session ids', report: id })
  await maker.settle()
  await triager.does(`/api/reports/${id}/conclude`, end)
  await maker.settle()
  expect(mail.mails).toHaveLength(before)
  const page = await (await maker.fetch(sent.link)).text()
  expect(page).toContain('You took this report back')
})
