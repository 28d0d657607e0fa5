import { describe, expect, test } from 'vitest'
import { sendsForm } from '../../../test/support/work/report.ts'
import { aTeam, listOf, stateOf } from '../../../test/support/work/team.ts'
import { limits } from '../../kernel/limits.ts'

const team = aTeam(['triager'])
const reports = () => listOf(team.triager, '/api/reports')
const stateOfReport = (reference: string) => stateOf(team.triager, `/api/reports/${reference}`)

const sendsFiles = (files: readonly Blob[], fields: Readonly<Record<string, string>>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  for (const [index, file] of files.entries()) form.append('files', file, `file ${index}.bin`)
  return team.maker.fetch('/report', { method: 'POST', body: form })
}
const isPage = (answer: Response) =>
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')

describe('sending the public form', () => {
  test('twice by an impatient hand makes one report with one link', async () => {
    const { maker } = team
    const page = await (await maker.fetch('/report')).text()
    const sending = /name="sending" value="([\w-]{43})"/.exec(page)?.[1] ?? ''
    const fields = { sending, description: 'Plain HTTP.', reporterEmail: 'jo@x.example' }
    const [first, second] = await Promise.all([sendsForm(maker, fields), sendsForm(maker, fields)])
    expect([second.reference, second.link]).toEqual([first.reference, first.link])
    expect(await reports()).toHaveLength(1)
    await maker.settle()
    expect(team.mail.mails).toHaveLength(1)
    // Back in the browser, other words are another report; nothing that somebody wrote is lost.
    const other = await sendsForm(maker, { ...fields, description: 'Weak TLS.' })
    expect(other.status).toBe(201)
    expect(other.link).not.toBe(first.link)
    expect(await (await maker.fetch(other.link)).text()).toContain('Weak TLS.')
    expect(await (await maker.fetch(first.link)).text()).toContain('Plain HTTP.')
  })

  test('takes a text as long as the form allows, however its lines end', async () => {
    const description = 'a line\r\n'.repeat(Math.floor(limits.text.long / 'a line\n'.length))
    const sent = await sendsForm(team.maker, { description })
    expect(sent.status).toBe(201)
    const state = await stateOfReport(sent.reference)
    expect(state.description).toBe(description.replaceAll('\r\n', '\n').trim())
  })

  test('takes a file of several megabytes', async () => {
    const file = new Blob([new Uint8Array(5_000_000)])
    const sent = await sendsFiles([file], { description: 'See the capture.' })
    expect(sent.status).toBe(201)
    const reference = /<dd id="reference">([^<]+)</.exec(await sent.text())?.[1] ?? ''
    expect((await stateOfReport(reference)).files).toMatchObject([
      { name: 'file 0.bin', size: 5_000_000 },
    ])
  })

  test('with too many files is answered by the form, with all that was typed', async () => {
    const before = (await reports()).length
    const files = Array.from({ length: limits.file.perReport + 1 }, () => new Blob(['x']))
    const sent = await sendsFiles(files, { description: 'Eleven captures.', product: 'Gateway' })
    expect(sent.status).toBe(413)
    isPage(sent)
    const page = await sent.text()
    for (const kept of ['Too many files', 'Eleven captures.', 'value="Gateway"'])
      expect(page).toContain(kept)
    expect(await reports()).toHaveLength(before)
  })

  test('in another form than a form is answered by a page', async () => {
    const sent = await team.maker.fetch('/report', {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: '<report/>',
    })
    expect(sent.status).toBe(415)
    isPage(sent)
  })

  test('lets who fills in the hidden field know, and keeps nothing', async () => {
    const before = (await reports()).length
    const sent = await sendsForm(team.maker, { description: 'Buy!', website: 'https://x.example' })
    expect(sent.status).toBe(400)
    expect(sent.page).toContain('Leave the hidden last field empty')
    expect(await reports()).toHaveLength(before)
  })
})

describe('a maker who wants no large files', () => {
  const small = aTeam(['triager'], { REPORT_MEGABYTES: '1' })

  test('says so on the form, and refuses more with all that was typed', async () => {
    const form = await (await small.maker.fetch('/report')).text()
    expect(form).toContain('At most 10 files, 1 MB together.')
    const body = new FormData()
    body.set('description', 'Two captures.')
    for (const name of ['a', 'b']) body.append('files', new Blob([new Uint8Array(700_000)]), name)
    const sent = await small.maker.fetch('/report', { method: 'POST', body })
    expect(sent.status).toBe(413)
    const page = await sent.text()
    for (const said of ['Two captures.', 'id="files-problem"', 'larger than we can take'])
      expect(page).toContain(said)
    expect(await listOf(small.triager, '/api/reports')).toEqual([])
  })
})

describe('the page behind the secret link', () => {
  const posts = (link: string, message: string) => {
    const form = new FormData()
    form.set('message', message)
    return team.maker.fetch(link, { method: 'POST', body: form, redirect: 'manual' })
  }

  test('takes an addition once: reloading shows, and adds nothing', async () => {
    const { link } = await sendsForm(team.maker, { description: 'Default password.' })
    const answer = await posts(link, 'It is care4you.')
    expect(answer.status).toBe(303)
    const target = answer.headers.get('location') ?? ''
    expect(target).toBe(`${link}?added`)
    for (let visit = 0; visit < 2; visit++) {
      const page = await (await team.maker.fetch(target)).text()
      expect(page).toContain('It is with your report now.')
      expect(page.match(/It is care4you\./g)).toHaveLength(1)
    }
  })

  test('keeps what was typed where it cannot be taken', async () => {
    const { link } = await sendsForm(team.maker, { description: 'Default password.' })
    const empty = await posts(link, '')
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('Write a message or choose a file.')
    const long = 'x'.repeat(limits.text.long + 1)
    const answer = await posts(link, long)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toContain(long)
  })

  test('is in no cache and no search engine; the policy may be found', async () => {
    const { link } = await sendsForm(team.maker, { description: 'Plain HTTP.' })
    const own = await team.maker.fetch(link)
    expect([own.headers.get('cache-control'), own.headers.get('x-robots-tag')]).toEqual([
      'no-store',
      'noindex',
    ])
    expect(own.headers.get('referrer-policy')).toBe('no-referrer')
    expect((await team.maker.fetch('/security')).headers.get('x-robots-tag')).toBeNull()
  })

  test('is found by the whole link only', async () => {
    const { link } = await sendsForm(team.maker, { description: 'Plain HTTP.' })
    const changed = link.endsWith('A') ? `${link.slice(0, -1)}B` : `${link.slice(0, -1)}A`
    for (const wrong of [changed, link.slice(0, -1), `${link}A`, '/r/x', '/r/%00']) {
      const answer = await team.maker.fetch(wrong)
      expect([wrong, answer.status]).toEqual([wrong, 404])
      isPage(answer)
    }
  })

  test('shows a checkpoint that covers the report', async () => {
    const { link } = await sendsForm(team.maker, { description: 'Plain HTTP.' })
    await team.maker.settle()
    const { note } = { note: await (await team.maker.fetch('/ledger/checkpoint')).text() }
    const page = await (await team.maker.fetch(link)).text()
    expect(page).toContain(note.split('\n').slice(0, 3).join('\n'))
  })
})

// Last, because it uses up what this address may send within a minute.
test('a stranger who sends too much is told so by a page', async () => {
  const answers: Response[] = []
  for (let sent = 0; sent <= limits.rate.portalReportsPerMinute; sent++)
    answers.push(await sendsFiles([], { description: '' }))
  const last = answers.at(-1)
  expect(last?.status).toBe(429)
  if (last !== undefined) isPage(last)
  expect(await last?.text()).toContain('wait a minute')
})
