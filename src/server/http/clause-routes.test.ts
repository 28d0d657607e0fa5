import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../../../test/support/maker.ts'
import type { ClauseAnswer, ConstraintAnswer } from '../../review/contract.ts'

const policy = `# Coordinated vulnerability disclosure policy

## Reporting a vulnerability

To report a vulnerability, send an e-mail to security@example-medical.example or use the form at
https://security.example-medical.example/report. We follow coordinated vulnerability disclosure.
`

let maker: Maker
let engineer: Colleague
let auditor: Colleague
let approver: Colleague
let pump: { readonly id: string; readonly humanId: string }
let viewer: { readonly id: string; readonly humanId: string }

beforeAll(async () => {
  maker = await openMaker({
    environment: { PUBLIC_URL: 'https://security.example-medical.example' },
  })
  engineer = await maker.colleague('ella', ['engineer', 'triager', 'writer'])
  auditor = await maker.colleague('otto', ['auditor'])
  approver = await maker.colleague('petra', ['approver'])
  pump = await engineer.does('/api/products/register', { name: 'Pump', maker: 'Example Medical' })
  viewer = await engineer.does('/api/products/register', {
    name: 'Viewer',
    maker: 'Example Medical',
    healthInformation: false,
  })
  const document = await engineer.does('/api/documents/register', {
    title: 'Disclosure policy',
    documentKind: 'policy',
    products: [pump.id],
  })
  const file = await engineer.upload('disclosure.md', new TextEncoder().encode(policy))
  await engineer.does(`/api/documents/${document.id}/add-revision`, { version: '1', file })
  await engineer.does(`/api/documents/${document.id}/record-approval`, {
    version: '1',
    approvedBy: 'Petra Example',
    approvedOn: '2026-01-05',
  })
  await engineer.does('/api/reports/receive', {
    description: 'The pump answers on port 23.',
    product: 'Pump',
    source: 'd',
    channel: 'mail',
  })
  await maker.settle()
})
afterAll(() => maker.close())

const clausesOf = async (who: Colleague, query = ''): Promise<readonly ClauseAnswer[]> =>
  (await who.get(`/api/clauses${query}`)).body.clauses
const constraintOf = async (
  who: Colleague,
  id: string,
  query = '',
): Promise<ConstraintAnswer | undefined> =>
  (await clausesOf(who, query))
    .flatMap(({ constraints }) => constraints)
    .find((one) => one.id === id)

describe('GET /api/clauses', () => {
  test('answers all constraints to an auditor, from documents and records', async () => {
    const clauses = await clausesOf(auditor)
    expect(clauses.map(({ id, constraints }) => [id, constraints.length])).toEqual([
      ['9.2', 12],
      ['9.5', 11],
      ['4.1.9', 7],
      ['5.8.2', 14],
      ['6.3', 5],
    ])
    const channel = clauses[0]?.constraints[0]
    expect(channel).toMatchObject({
      id: '9.2/channel',
      severity: 'major',
      verdict: 'met',
      documents: { verdict: 'met', read: 1, unread: 0 },
      records: { verdict: 'met', links: [{ kind: 'report' }] },
    })
    expect(channel?.documents.evidence[0]).toMatchObject({
      document: expect.stringMatching(/^DOC-\d{4}-0001 Disclosure policy$/),
      quote: expect.stringContaining('security@example-medical.example'),
      location: expect.stringContaining('Reporting a vulnerability'),
      version: '1',
    })
    expect(channel?.defence).toContain('For Pump, Viewer security reports are received under DOC-')
  })

  test('answers for one product, by its id or its human id', async () => {
    expect(
      (await constraintOf(auditor, '9.2/channel', `?product=${viewer.id}`))?.documents,
    ).toEqual({
      verdict: 'absent',
      read: 0,
      unread: 0,
      evidence: [],
    })
    const source = (query: string) => constraintOf(auditor, '9.2/source-d', query)
    expect((await source(`?product=${pump.humanId}`))?.records.verdict).toBe('met')
    expect((await source(`?product=${viewer.humanId}`))?.records.verdict).toBe('absent')
    const disposal = await constraintOf(auditor, '5.8.2/disposal', `?product=${viewer.id}`)
    expect(disposal?.verdict).toBe('not-applicable')
  })

  test('gives the same answer again', async () => {
    expect(await clausesOf(auditor)).toEqual(await clausesOf(auditor))
  })

  test('counts a case under embargo only for those named on it', async () => {
    const opened = await engineer.does('/api/cases/open', { title: 'Telnet is open' })
    const at = (command: string) => `/api/cases/${opened.id}/${command}`
    await engineer.does(`/api/products/${pump.id}/add-revision`, { revision: '1' })
    const row = { product: pump.id, revision: '1', status: 'affected' }
    await engineer.does(at('set-impact'), { rows: [row] })
    await engineer.does(at('propose-disposition'), { path: 'code-fix', reason: 'Close it.' })
    await approver.does(at('approve-disposition'), {}, true)
    await engineer.does(at('request-change'), { reference: 'CR-1', description: 'Close it.' })
    const named = [`person:${engineer.person}`]
    await engineer.does(at('set-embargo'), { named, reason: 'Not public.' })
    await maker.settle()
    expect((await constraintOf(engineer, '9.5/change-request'))?.records).toMatchObject({
      verdict: 'met',
      links: [{ kind: 'case', id: opened.id }],
    })
    for (const other of [auditor, approver])
      expect((await constraintOf(other, '9.5/change-request'))?.records).toMatchObject({
        verdict: 'absent',
        links: [],
      })
  })

  test('refuses who is not signed in, and a product that is not there', async () => {
    expect((await maker.fetch('/api/clauses')).status).toBe(401)
    const unknown = await auditor.get('/api/clauses?product=PRD-2026-9999')
    expect(unknown).toMatchObject({ status: 404, body: { code: 'record/not-found' } })
    expect((await auditor.get(`/api/clauses?product=${'x'.repeat(200)}`)).status).toBe(400)
  })
})

describe('a document that cannot be read', () => {
  test('makes the verdict one that could not run, until it is read', async () => {
    const before = await constraintOf(auditor, '9.2/complaints', `?product=${viewer.id}`)
    expect(before?.documents.verdict).toBe('absent')
    const document = await engineer.does('/api/documents/register', {
      title: 'Complaint handling',
      documentKind: 'policy',
      products: [viewer.id],
    })
    const file = await engineer.upload('broken.pdf', new TextEncoder().encode('%PDF-1.7 broken'))
    await engineer.does(`/api/documents/${document.id}/add-revision`, { version: '1', file })
    await maker.settle()
    const after = await constraintOf(auditor, '9.2/complaints', `?product=${viewer.id}`)
    expect(after).toMatchObject({
      verdict: 'could-not-run',
      documents: { verdict: 'could-not-run', unread: 1 },
    })
  })
})

describe('a person’s word', () => {
  test('overrules a verdict until it is withdrawn', async () => {
    const finding = await engineer.does('/api/findings/overrule', {
      constraint: '9.2/channel',
      verdict: 'partial',
      reason: 'The address bounces.',
    })
    expect(await constraintOf(auditor, '9.2/channel')).toMatchObject({
      verdict: 'partial',
      overruled: { humanId: finding.humanId, found: 'met', reason: 'The address bounces.' },
    })
    await engineer.does(`/api/findings/${finding.id}/withdraw`, { reason: 'It is mended.' })
    expect((await constraintOf(auditor, '9.2/channel'))?.verdict).toBe('met')
  })

  test('cannot come from an auditor, nor be about no constraint', async () => {
    const input = { constraint: '9.2/channel', verdict: 'met', reason: 'I say so.' }
    expect((await auditor.post('/api/findings/overrule', { input })).status).toBe(403)
    const wrong = await engineer.post('/api/findings/overrule', {
      input: { ...input, constraint: '9.2/nothing' },
    })
    expect(wrong).toMatchObject({ status: 422, body: { code: 'finding/no-constraint' } })
  })

  test('accepts a gap by signature, and the gap stays a gap', async () => {
    const input = { constraint: '9.5/proactive', reason: 'Planned for May.' }
    expect((await approver.post('/api/findings/accept-gap', { input })).status).toBe(401)
    await approver.does('/api/findings/accept-gap', input, true)
    expect(await constraintOf(auditor, '9.5/proactive')).toMatchObject({
      records: { verdict: 'absent' },
      accepted: { by: 'Petra Example', reason: 'Planned for May.' },
    })
  })
})

describe('GET /api/clauses/:constraint', () => {
  test.each(['9.2%2Fchannel', '9.2/channel'])('gives the catalogue’s page at %s', async (path) => {
    const { status, body } = await auditor.get(`/api/clauses/${path}?product=${pump.id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      constraint: { id: '9.2/channel', duty: expect.any(String), gap: { severity: 'major' } },
      clause: {
        id: '9.2',
        why: expect.any(String),
        auditFocus: expect.any(String),
        commonGaps: [{ severity: 'major' }],
      },
      answer: { id: '9.2/channel', verdict: 'met' },
      defence: expect.stringContaining('For Pump security reports are received under DOC-'),
    })
    expect(body.clause.auditDefence).toBeUndefined()
  })

  test('says nothing to the auditor that is not met', async () => {
    const { body } = await auditor.get('/api/clauses/6.3/integrity')
    expect(body.answer.verdict).not.toBe('met')
    expect(body.defence).toBeUndefined()
  })

  test.each(['9.2%2Fnothing', '9.2', '9.2/nothing'])('refuses %s', async (path) => {
    expect((await auditor.get(`/api/clauses/${path}`)).status).toBe(404)
  })
})
