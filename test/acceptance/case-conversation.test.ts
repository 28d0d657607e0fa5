import { beforeAll, describe, expect, test } from 'vitest'
import type { Colleague } from '../support/maker.ts'
import { renderedText } from '../support/rendered-text.ts'
import { unzip } from '../support/unzip.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, dayAfter, listOf, type Post, stateOf, tries } from '../support/work/team.ts'

const everybody = [
  'triager',
  'engineer',
  'second',
  'writer',
  'approver',
  'manager',
  'privacy',
  'auditor',
] as const satisfies readonly Post[]
const team = aTeam(everybody)
const all = (): readonly Colleague[] => [
  ...everybody.map((name) => team[name]),
  team.maker.administrator,
]

const opens = async (title: string): Promise<string> =>
  (await team.engineer.does('/api/cases/open', { title })).id
const embargoes = (id: string, ...named: readonly Colleague[]) =>
  team.engineer.does(`/api/cases/${id}/set-embargo`, {
    named: [team.engineer, ...named].map(({ person }) => `person:${person}`),
    until: dayAfter(team.maker, 9),
    reason: 'Not public yet.',
  })
const says = (who: Colleague, id: string, input: object) =>
  who.does('/api/messages/write', { case: id, audience: 'team', ...input })
const pdfOf = async (who: Colleague, id: string) => {
  const answer = await team.maker.fetch(`/api/cases/${id}/export.pdf`, {
    headers: { cookie: who.cookie },
  })
  return { status: answer.status, bytes: new Uint8Array(await answer.arrayBuffer()) }
}

/** Everything by which a message could become known, with the words and ids that would tell it. */
const tracesFor = async (who: Colleague, about: string, message: string, words: string) => {
  const found: string[] = []
  for (const path of [
    `/api/messages/${message}`,
    `/api/messages/${message}/history`,
    '/api/messages?limit=500',
    `/api/messages?facet=case:${about}`,
    `/api/messages?search=${words}`,
    '/api/messages/counts',
    `/api/cases/${about}`,
    `/api/cases/${about}/history`,
    `/api/cases/${about}/changes`,
    `/api/cases/${about}/files`,
    `/api/cases/${about}/conversation`,
    '/api/mentions',
    `/api/search?q=${words}`,
    '/api/deliveries',
    '/api/distributions?limit=500',
  ]) {
    const { status, body } = await who.get(path)
    const text = JSON.stringify(body)
    if ([words, message, 'plan.txt'].some((one) => text.includes(one))) found.push(path)
    if (path.endsWith('/counts') && status === 200 && Object.keys(body).length > 0)
      found.push(`${path} ${text}`)
  }
  const pack = await team.maker.fetch(`/api/cases/${about}/audit-pack?files=yes`, {
    headers: { cookie: who.cookie },
  })
  if (pack.status === 200)
    for (const { name, bytes } of await unzip(Buffer.from(await pack.arrayBuffer())))
      if (bytes.includes(message) || bytes.includes(words)) found.push(`audit pack: ${name}`)
  const pdf = await pdfOf(who, about)
  if (pdf.status === 200 && (await renderedText('pdf', pdf.bytes)).includes(words))
    found.push('pdf')
  return found
}

describe('a message for approvers', () => {
  const words = 'quillwort'
  let about = ''
  let message = ''
  let file = ''
  beforeAll(async () => {
    about = await opens('Weak key')
    const attached = await team.engineer.upload('plan.txt', new TextEncoder().encode('secret plan'))
    file = attached.hash
    message = (
      await says(team.engineer, about, {
        audience: 'approvers',
        text: `The ${words} must not wait.`,
        files: [attached],
      })
    ).id
    await team.maker.settle()
  })

  test('is there for approvers and its author, and for nobody else by any way', async () => {
    for (const who of [team.approver, team.engineer]) {
      expect(await stateOf(who, `/api/messages/${message}`)).toMatchObject({
        audience: 'approvers',
      })
      expect((await who.get(`/api/files/${file}`)).status).toBe(200)
      expect((await who.get(`/api/cases/${about}/files`)).body.files).toMatchObject([
        { hash: file, name: 'plan.txt', audience: 'approvers' },
      ])
      const pdf = await pdfOf(who, about)
      expect(await renderedText('pdf', pdf.bytes)).toContain(words)
    }
    const told: Record<string, readonly string[]> = {}
    for (const who of all().filter((one) => ![team.approver, team.engineer].includes(one))) {
      const found = await tracesFor(who, about, message, words)
      const bytes = await who.get(`/api/files/${file}`)
      if (found.length > 0 || bytes.status !== 404) told[who.login] = [...found, `${bytes.status}`]
    }
    expect(told).toEqual({})
  })

  test('is seen by who is an approver now, and not by who was', async () => {
    const { second, maker } = team
    const roles = (held: readonly string[]) =>
      maker.administrator.does(`/api/people/${second.person}/change-roles`, {
        roles: held,
        reason: 'Stands in.',
      })
    await roles(['engineer', 'approver'])
    expect((await second.get(`/api/messages/${message}`)).status).toBe(200)
    await roles(['engineer'])
    expect((await second.get(`/api/messages/${message}`)).status).toBe(404)
  })
})

describe('a message under embargo', () => {
  test('is for those named on the case alone, whatever their role', async () => {
    const words = 'bogbean'
    const about = await opens('Hidden flaw')
    await embargoes(about, team.writer)
    const { id } = await says(team.engineer, about, { text: `The ${words} is open.` })
    const forApprovers = await says(team.engineer, about, {
      text: `The ${words} decides.`,
      audience: 'approvers',
    })
    await team.maker.settle()
    expect((await team.writer.get(`/api/messages/${id}`)).status).toBe(200)
    expect((await team.writer.get(`/api/messages/${forApprovers.id}`)).status).toBe(404)
    const told: Record<string, readonly string[]> = {}
    const others = all().filter((one) => ![team.writer, team.engineer].includes(one))
    for (const who of others)
      for (const one of [id, forApprovers.id]) {
        expect((await who.get(`/api/messages/${one}`)).status).toBe(404)
        expect((await pdfOf(who, about)).status).toBe(404)
        const list = JSON.stringify((await who.get('/api/messages?limit=500')).body)
        const search = JSON.stringify((await who.get(`/api/search?q=${words}`)).body)
        if (list.includes(one) || search.includes(one)) told[who.login] = [one]
      }
    expect(told).toEqual({})
    const refused = await tries(team.second, '/api/messages/write', {
      case: about,
      audience: 'team',
      text: 'Is there anything?',
    })
    expect(refused.status).toBe(404)
  })
})

describe('a message to a third party', () => {
  test('leaves by mail as it stands, and their address is sealed', async () => {
    const about = await opens('In their library')
    const to = { audience: 'external', text: 'Your parser reads too far.' }
    const nameless = await tries(team.engineer, '/api/messages/write', { case: about, ...to })
    expect(nameless.body.code).toBe('message/no-party')
    const mixed = await tries(team.engineer, '/api/messages/write', {
      case: about,
      ...to,
      audience: 'team',
      party: 'Parser Ltd',
    })
    expect(mixed.body.code).toBe('message/party-contradicts')
    const { id } = await says(team.engineer, about, {
      ...to,
      party: 'Parser Ltd',
      partyAddress: 'psirt@parser.example',
    })
    await team.maker.settle()
    const left = team.mail.mails.find(({ to: whom }) => whom.includes('psirt@parser.example'))
    expect(left?.mail.text).toContain('Your parser reads too far.')
    expect(await stateOf(team.auditor, `/api/messages/${id}`)).toMatchObject({
      party: 'Parser Ltd',
      partyAddress: '(sealed)',
    })
  })
})

describe('who is mentioned', () => {
  test('finds a notice, and a mail that names the case and says nothing of it', async () => {
    const { triager, engineer, maker, mail } = team
    await triager.does(`/api/people/${triager.person}/set-address`, {
      address: 'tom@maker.example',
    })
    const about = await opens('Plain text')
    const { reference } = await stateOf(engineer, `/api/cases/${about}`)
    const { id } = await says(engineer, about, {
      text: 'Please look, @tom. Not a name: @nobody, a@tom, or @types/node.',
    })
    await maker.settle()
    const notices = () => listOf(triager, `/api/messages?facet=unseen-by:person:${triager.person}`)
    expect((await notices()).map((one) => one.id)).toEqual([id])
    const sent = mail.mails.filter(({ to }) => to.includes('tom@maker.example'))
    expect(sent).toHaveLength(1)
    expect(sent[0]?.mail.subject).toContain(reference)
    expect(sent[0]?.mail.text).toContain(`/workbench/cases/${reference}`)
    expect(sent[0]?.mail.text).not.toContain('Please look')
    const mentions = async (who: Colleague) => (await who.get('/api/mentions')).body.messages
    expect(await mentions(triager)).toMatchObject([{ id, state: { seenBy: [] } }])
    expect(await mentions(engineer)).toEqual([])
    await triager.does(`/api/messages/${id}/note-seen`, {})
    expect(await notices()).toEqual([])
    const me = `person:${triager.person}`
    expect(await mentions(triager)).toMatchObject([{ id, state: { seenBy: [me] } }])
    // What they may not see any more mentions them no longer.
    await embargoes(about)
    expect(await mentions(triager)).toEqual([])
  })

  test('and cannot see it: the message is refused, and says what to do', async () => {
    const about = await opens('Not for all')
    await embargoes(about)
    const input = { case: about, audience: 'team', text: 'Well, @tom?' }
    const refused = await tries(team.engineer, '/api/messages/write', input)
    expect(refused.body.code).toBe('message/not-for-them')
    expect(refused.body.title).toContain('@tom cannot see this message')
    const asked = { case: about, audience: 'approvers', text: 'Well, @wanda?' }
    const other = await tries(team.engineer, '/api/messages/write', asked)
    expect(other.body.code).toBe('message/not-for-them')
  })
})

test('a message stays as it is; its author corrects it by another', async () => {
  const about = await opens('Wrong number')
  const first = await says(team.engineer, about, { text: 'It is port 80.' })
  const { id } = await says(team.engineer, about, { text: 'Port 8080.', corrects: first.id })
  expect(await stateOf(team.auditor, `/api/messages/${id}`)).toMatchObject({ corrects: first.id })
  const input = { case: about, audience: 'team', text: 'No, 443.', corrects: first.id }
  const refused = await tries(team.writer, '/api/messages/write', input)
  expect(refused.body.code).toBe('message/not-own')
  const closed = await tries(team.auditor, '/api/messages/write', { ...input, corrects: undefined })
  expect(closed.status).toBe(403)
})

describe('a case as a PDF', () => {
  test('tells facts, what changed, what was said, files, and the state of the ledger', async () => {
    const { engineer, auditor, maker } = team
    const about = await opens('Buffer overrun in the parser')
    const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N'
    await engineer.does(`/api/cases/${about}/score`, { vector })
    const { id: product } = await aProduct(engineer)
    for (const status of ['under-investigation', 'affected'])
      await engineer.does(`/api/cases/${about}/set-impact`, {
        rows: [{ product, revision: '2.4.0', status }],
      })
    await engineer.does(`/api/cases/${about}/name-third-party`, {
      owner: 'Parser Ltd',
      component: 'libparser',
      contact: 'psirt@parser.example',
    })
    const file = await engineer.upload('trace.txt', new TextEncoder().encode('a trace'))
    await says(engineer, about, { text: 'Here is a trace.', files: [file] })
    await maker.settle()
    const pdf = await pdfOf(auditor, about)
    expect(pdf.status).toBe(200)
    // ISO 32000-1 section 14.8: a tagged file says so.
    expect(Buffer.from(pdf.bytes).toString('latin1')).toMatch(/\/MarkInfo|\/StructTreeRoot/)
    const text = (await renderedText('pdf', pdf.bytes)).replaceAll(/\s+/g, '')
    for (const told of [
      vector,
      '2.4.0:under-investigation→affected',
      'Hereisatrace.',
      'trace.txt',
      'ParserLtd,libparser(owner)nottold',
      file.hash,
      'Checkpoint',
    ])
      expect(text.toLowerCase()).toContain(told.toLowerCase())
    const { changes } = (await auditor.get(`/api/cases/${about}/changes`)).body
    expect(JSON.stringify(changes)).toContain('"before":"under-investigation","after":"affected"')
  })

  test('of a thousand entries is made within seconds', async () => {
    const { engineer, auditor, maker } = team
    const about = await opens('A long story')
    for (let from = 0; from < 1_000; from += 50)
      await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          says(engineer, about, { text: `Entry ${from + index}: ${'and so on '.repeat(10)}` }),
        ),
      )
    await maker.settle()
    const before = performance.now()
    const pdf = await pdfOf(auditor, about)
    const seconds = (performance.now() - before) / 1_000
    expect(pdf.status).toBe(200)
    expect(await renderedText('pdf', pdf.bytes)).toContain('Entry 999')
    process.stdout.write(
      `A case of 1,000 entries as a PDF: ${seconds.toFixed(1)} s, ${pdf.bytes.length} bytes\n`,
    )
  }, 300_000)
})
