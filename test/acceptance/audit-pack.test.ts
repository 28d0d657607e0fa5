import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'
import { isRefusal, orThrow } from '../../src/kernel/result.ts'
import type { ClauseAnswer } from '../../src/review/contract.ts'
import { verifyAuditPackFile } from '../../src/server/audit-pack/index.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { unzip } from '../support/unzip.ts'

const policy = `# Coordinated vulnerability disclosure policy

## Reporting a vulnerability

To report a vulnerability, send an e-mail to security@example-medical.example or use the form at
https://security.example-medical.example/report. We follow coordinated vulnerability disclosure.
`
const secret = 'quixotic'

let maker: Maker
let engineer: Colleague
let approver: Colleague
let auditor: Colleague
let pump: { readonly id: string; readonly humanId: string }
let viewer: { readonly id: string; readonly humanId: string }
let hidden: { readonly id: string; readonly humanId: string }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packs-'))
  maker = await openMaker({
    environment: { PUBLIC_URL: 'https://security.example-medical.example' },
  })
  engineer = await maker.colleague('ella', ['engineer', 'triager', 'writer'])
  approver = await maker.colleague('petra', ['approver'])
  auditor = await maker.colleague('otto', ['auditor'])
  const product = (name: string) =>
    engineer.does('/api/products/register', { name, maker: 'Example Medical' })
  pump = await product('Pump')
  viewer = await product('Viewer')
  const document = await engineer.does('/api/documents/register', {
    title: 'Disclosure policy',
    documentKind: 'policy',
    products: [pump.id],
  })
  const file = await engineer.upload('disclosure.md', new TextEncoder().encode(policy))
  await engineer.does(`/api/documents/${document.id}/add-revision`, { version: '1', file })
  for (const name of ['Pump', 'Viewer'])
    await engineer.does('/api/reports/receive', {
      description: `The ${name} answers on port 23.`,
      product: name,
      source: 'd',
      channel: 'mail',
      reporterEmail: 'rita@university.example',
      reporterName: 'Rita Reporter',
    })
  await approver.does(
    '/api/findings/accept-gap',
    { constraint: '9.2/source-g', reason: 'Taken up next year.' },
    true,
  )
  await engineer.does('/api/findings/overrule', {
    constraint: '9.2/internal',
    verdict: 'met',
    reason: 'The intranet says so.',
  })
  await engineer.does(`/api/products/${pump.id}/add-revision`, { revision: '1' })
  hidden = await engineer.does('/api/cases/open', { title: `The ${secret} port is open` })
  await engineer.does(`/api/cases/${hidden.id}/set-impact`, {
    rows: [{ product: pump.id, revision: '1', status: 'affected' }],
  })
  await engineer.does(`/api/cases/${hidden.id}/set-embargo`, {
    named: [`person:${engineer.person}`],
    reason: 'Not public.',
  })
  await maker.settle()
})
afterAll(async () => {
  await maker?.close()
  await rm(folder, { recursive: true, force: true })
})

let packs = 0
const packFor = async (who: Colleague, query: string) => {
  const answer = await maker.fetch(`/api/audit-pack${query}`, { headers: { cookie: who.cookie } })
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`)
  const path = join(folder, `${packs++}.zip`)
  await writeFile(path, new Uint8Array(await answer.arrayBuffer()))
  const good = orThrow(await verifyAuditPackFile(path))
  const members = await entriesOf(path)
  const lines = (name: string) =>
    (members.get(name)?.toString('utf8') ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  return { path, good, members, lines, name: answer.headers.get('content-disposition') }
}

const entriesOf = async (path: string): Promise<ReadonlyMap<string, Buffer>> =>
  new Map((await unzip(await readFile(path))).map(({ name, bytes }) => [name, bytes]))

const terminal = (env: Readonly<Record<string, string>>) => {
  let [out, err] = ['', '']
  const io: Io = {
    stdin: Readable.from([]),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    terminal: false,
    columns: undefined,
    env,
    now: Date.now,
    ask: async () => undefined,
    ended: () => new Promise(() => undefined),
  }
  return { io, told: () => ({ out, err }) }
}

const answersOf = async (who: Colleague, query: string): Promise<readonly ClauseAnswer[]> =>
  (await who.get(`/api/clauses${query}`)).body.clauses
const verdictsOn = (clauses: readonly ClauseAnswer[], id: string) => {
  const counts: Record<string, number> = {}
  for (const { verdict } of clauses.find((clause) => clause.id === id)?.constraints ?? [])
    counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}

describe('an audit pack of clauses', () => {
  test('holds the verdicts of a clause with passages, records, hashes and proofs', async () => {
    const { good, lines, members, name } = await packFor(auditor, '?clause=9.2')
    expect(name).toContain('9.2.audit-pack.zip')
    expect(good).toMatchObject({
      scope: { clauses: ['9.2'], product: null, revision: null, since: null },
      seenBy: `person:${auditor.person}`,
    })
    const verdicts = lines('verdicts.jsonl')
    expect(verdicts).toHaveLength(12)
    const channel = verdicts.find(({ constraint }) => constraint === '9.2/channel')
    const [evidence] = channel.legs.says.evidence
    const passage = lines('passages.jsonl')[evidence.passage - 1]
    expect(passage).toMatchObject({
      title: 'Disclosure policy',
      version: '1',
      headings: expect.arrayContaining(['Reporting a vulnerability']),
      text: expect.stringContaining('security@example-medical.example'),
    })
    const files = lines('files.jsonl')
    expect(files).toContainEqual(
      expect.objectContaining({ hash: passage.revision, name: 'disclosure.md', included: false }),
    )
    expect(good.records.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['report', 'document', 'review-finding']),
    )
    expect(members.get('index.pdf')?.subarray(0, 5).toString()).toBe('%PDF-')
    const page = members.get('index.html')?.toString('utf8') ?? ''
    expect(page).toContain('9.2/channel')
    expect(page).toContain('send an e-mail to security@example-medical.example')
    expect(page).not.toContain('<script')
    // What an outsider told, and who they are, stays sealed.
    for (const bytes of members.values()) {
      expect(bytes.includes('rita@university.example')).toBe(false)
      expect(bytes.includes('answers on port 23')).toBe(false)
    }
  })

  test('tells who overruled a verdict or accepted a gap, with the fact that proves it', async () => {
    const { lines, good } = await packFor(auditor, '?clause=9.2')
    const of = (id: string) => lines('verdicts.jsonl').find(({ constraint }) => constraint === id)
    expect(of('9.2/internal')).toMatchObject({
      verdict: 'met',
      overruled: { kind: 'review-finding' },
    })
    expect(of('9.2/internal').found).not.toBe('met')
    expect(of('9.2/source-g')).toMatchObject({ accepted: { kind: 'review-finding' } })
    expect(good.signatures).toContainEqual(
      expect.objectContaining({ meaning: 'acceptance of a gap' }),
    )
  })

  test('is for one product alone, by its id or its human id, and for several clauses', async () => {
    const { good } = await packFor(auditor, `?product=${viewer.humanId}&clause=9.2,9.5`)
    expect(good.scope).toEqual({
      clauses: ['9.2', '9.5'],
      product: { stream: viewer.id, humanId: viewer.humanId },
      revision: null,
      since: null,
    })
    const kinds = good.records.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'report')).toHaveLength(1)
    expect(kinds).not.toContain('document')
    expect((await packFor(auditor, `?product=${pump.id}`)).good.verdicts).toBeDefined()
  })

  test('is for a period: records to which something happened, whole, and what verdicts name', async () => {
    const later = '2999-01-01'
    const { good } = await packFor(auditor, `?clause=9.5&since=${later}`)
    expect(good.scope).toMatchObject({ since: later })
    // The documents that were read, and words of people that hold: whatever the day.
    expect(new Set(good.records.map(({ kind }) => kind))).toEqual(new Set(['document']))
    const today = new Date(maker.time.now).toISOString().slice(0, 10)
    const all = (await packFor(auditor, '?clause=9.2')).good
    const recent = (await packFor(auditor, `?clause=9.2&since=${today}`)).good
    expect(recent.records).toEqual(all.records)
  })

  test('carries the documents on request', async () => {
    const { good, members, lines } = await packFor(auditor, '?clause=9.2&files=yes')
    const file = good.files.find(({ name }) => name === 'disclosure.md')
    expect(file).toMatchObject({ included: true })
    expect(members.get(`files/${file?.hash}`)?.toString('utf8')).toBe(policy)
    // With the text as it was read, whose hash a fact holds.
    expect(good.texts).toBe(1)
    const [read] = lines('events.jsonl').filter(({ type }) => type === 'document.read')
    const text = members.get(`texts/${file?.hash}`) ?? Buffer.alloc(0)
    expect(createHash('sha256').update(text).digest('hex')).toBe(read.payload.textHash)
  })

  test('tells nothing of a case under embargo to those who are not named on it', async () => {
    for (const query of ['', '?clause=9.5', `?product=${pump.id}`, '?since=2020-01-01&files=yes']) {
      for (const who of [auditor, approver, maker.administrator]) {
        const { members, good } = await packFor(who, query)
        expect(good.records.some(({ stream }) => stream === hidden.id)).toBe(false)
        for (const [name, bytes] of members)
          for (const word of [secret, hidden.id, hidden.humanId])
            expect([who.login, query, name, bytes.includes(word)]).toEqual([
              who.login,
              query,
              name,
              false,
            ])
      }
      const { good } = await packFor(engineer, query)
      expect([query, good.records.some(({ stream }) => stream === hidden.id)]).toEqual([
        query,
        true,
      ])
    }
  })

  test('is refused where the clause, the product or the day is none, and to strangers', async () => {
    const asked = async (query: string, who: Colleague = auditor) => {
      const { status, body } = await who.get(`/api/audit-pack${query}`)
      return [status, body.code]
    }
    expect(await asked('?clause=9.9')).toEqual([422, 'pack/no-clause'])
    expect(await asked('?product=PRD-1999-0001')).toEqual([404, 'record/not-found'])
    expect(await asked(`?product=${hidden.humanId}`)).toEqual([404, 'record/not-found'])
    for (const day of ['yesterday', '2026-02-30', '2026-1-1'])
      expect(await asked(`?since=${day}`)).toEqual([422, 'pack/bad-day'])
    expect((await maker.fetch('/api/audit-pack')).status).toBe(401)
  })

  test('says beforehand what will be in it', async () => {
    const query = `?clause=9.2&product=${pump.humanId}`
    const { body } = await auditor.get(`/api/audit-pack/contents${query}`)
    const { good, lines, name } = await packFor(auditor, query)
    expect(name).toContain(`"${body.file}"`)
    expect(body.verdicts).toEqual(good.verdicts)
    expect([body.passages, body.documents]).toEqual([lines('passages.jsonl').length, 1])
    const counts: Record<string, number> = {}
    for (const { kind } of good.records) counts[kind] = (counts[kind] ?? 0) + 1
    expect(body.records).toEqual(counts)
    // An empty period is none, as the form sends it.
    const open = await auditor.get(`/api/audit-pack/contents${query}&since=`)
    expect(open.body).toEqual(body)
    expect((await auditor.get('/api/audit-pack/contents?since=soon')).status).toBe(422)
    expect((await maker.fetch('/api/audit-pack/contents')).status).toBe(401)
  })

  test('comes from the command line, which proves it, too', async () => {
    const cli = async (...words: readonly string[]) => {
      const { io, told } = terminal({ DATA_DIR: maker.folder })
      return { code: await main(words, io), ...told() }
    }
    const file = join(folder, 'cli.zip')
    const about = ['--clause', '9.2', '--product', pump.humanId, '--since', '2020-01-01']
    const packed = await cli('audit-pack', ...about, '--out', file, '--json')
    expect(packed).toMatchObject({ code: 0 })
    const { key, verdicts } = JSON.parse(packed.out)
    // Of the server that runs, with its public address, not of this terminal's settings.
    const said = verdictsOn(await answersOf(maker.administrator, `?product=${pump.id}`), '9.2')
    expect(verdicts).toEqual(said)
    const proven = await cli('verify', file, '--key', key)
    expect(proven).toMatchObject({ code: 0 })
    expect(proven.out).toContain(`the clause review of 9.2 for ${pump.humanId} since 2020-01-01`)
    for (const [words, reason] of [
      [[], '--case CASE-2026-0001, or --clause'],
      [['--case', hidden.humanId, '--clause', '9.2'], 'give --case alone'],
      [['--clause', '9.2', '--since', 'yesterday', '--out', join(folder, 'no.zip')], 'is no day'],
      [['--clause', '9.2', '--out', file], 'exists'],
    ] as const)
      expect(await cli('audit-pack', ...words)).toMatchObject({
        code: 2,
        err: expect.stringContaining(reason),
      })
  })

  test('holds no longer with a byte of any member changed', async () => {
    const { path } = await packFor(auditor, '?clause=9.2&files=yes')
    const bytes = await readFile(path)
    const members = await entriesOf(path)
    for (const [name, content] of members) {
      if (content.length === 0) continue
      const changed = Buffer.from(bytes)
      const at = bytes.indexOf(content) + Math.floor(content.length / 2)
      changed[at] = (changed[at] ?? 0) ^ 1
      const file = join(folder, 'changed.zip')
      await writeFile(file, changed)
      expect([name, isRefusal(await verifyAuditPackFile(file))]).toEqual([name, true])
    }
  })
})
