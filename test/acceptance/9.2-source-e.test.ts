import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import {
  aSender,
  counted,
  folderWith,
  makeCertificate,
  portOf,
  storedEvents,
  until,
} from '../support/work/audit-logs.ts'
import { isTracked, receives } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

const team = aTeam(['triager', 'engineer'])

test('what audit event logs show is tracked under their source, with the lines as they were', async () => {
  const lines = '<86>1 2026-01-02T03:04:05Z gw-7 sshd - - - 400 failed sign-ins for svc-care'
  const original = await team.engineer.upload('audit.log', Buffer.from(lines))
  const { id } = await receives(team.engineer, {
    source: 'e',
    channel: 'log',
    description: '400 failed sign-ins for svc-care on gateway 7 within a minute.',
    original,
  })
  const { body } = await team.triager.get(`/api/reports/${id}`)
  expect(isTracked(body)).toBe(true)
  expect(body.state).toMatchObject({ source: 'e', channel: 'log', original })
  const bySource = await listOf(team.triager, '/api/reports?facet=source:e')
  expect(bySource.map((report) => report.id)).toEqual([id])
  expect((await team.triager.get(`/api/files/${original.hash}`)).body).toBe(lines)
})

const atna = (user: string, at: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><AuditMessage><EventIdentification EventActionCode="E" EventDateTime="${at}" EventOutcomeIndicator="4"><EventID csd-code="110114" codeSystemName="DCM" originalText="User Authentication"/><EventTypeCode csd-code="110122" codeSystemName="DCM" originalText="Login"/></EventIdentification><ActiveParticipant UserID="${user}" UserIsRequestor="true"/><AuditSourceIdentification AuditSourceID="ct-3"/></AuditMessage>`

describe('audit logs of devices, by the channels that are made for them', () => {
  let maker: Maker
  let triager: Colleague
  let auditor: Colleague
  const stamp = (seconds: number) => new Date(maker.time.now + seconds * 1_000).toISOString()

  beforeAll(async () => {
    const folder = await folderWith(
      {},
      {
        workingTime: { timeZone: 'Europe/Berlin', days: ['mon'], from: '07:00', to: '19:00' },
        rules: [
          {
            id: 'failed-sign-ins',
            title: 'Repeated failed sign-ins',
            match: { type: 'sign-in', outcome: 'failure' },
            causedBy: ['source', 'actor'],
            threshold: 5,
            window: '10m',
          },
          {
            id: 'emergency',
            title: 'Emergency access was used',
            match: { type: 'emergency-access' },
            causedBy: ['source'],
            threshold: 1,
            window: '1h',
            report: true,
          },
        ],
      },
    )
    const tls = await makeCertificate(folder, 'syslog')
    // JSON is YAML.
    const channels = JSON.stringify({ syslog: [{ port: 0 }, { port: 0, tls }] })
    await writeFile(join(folder, 'channels.yaml'), channels)
    maker = await openMaker({ folder })
    triager = await maker.colleague('tom', ['triager'])
    auditor = await maker.colleague('olga', ['auditor'])
  })
  afterAll(() => maker?.close())

  test('failed sign-ins over syslog with TLS raise one indicator, which becomes a report by hand', async () => {
    const sender = await aSender(portOf(maker, 'Audit logs by syslog over TLS'), {})
    const messages = Array.from(
      { length: 12 },
      (_, index) => `<85>1 ${stamp(0)} ct-3 dicom - - - ${atna('jdoe', stamp(index))}`,
    )
    await sender.send(messages.map(counted).join(''))
    await sender.end()
    await until(async () => (await storedEvents(maker)) >= 12)
    await maker.settle()
    const indicators = await listOf(triager, '/api/indicators')
    expect(indicators).toHaveLength(1)
    const [{ id }] = indicators
    const { state } = (await triager.get(`/api/indicators/${id}`)).body
    expect(state).toMatchObject({
      status: 'open',
      rule: 'failed-sign-ins',
      cause: 'source ct-3, actor jdoe',
      firstAt: stamp(0),
      lastAt: stamp(4),
    })
    expect(state.evidence).toHaveLength(5)

    const evidence = (await triager.get(`/api/indicators/${id}/evidence`)).body
    expect(evidence).toMatchObject({ gone: 0, count: 12, lastAt: stamp(11) })
    // The five that raised it are in the ledger; the seven after them are added when it closes.
    const hashes = evidence.events.map(({ hash }: { hash: string }) => hash)
    expect(hashes).toHaveLength(12)
    expect(hashes.slice(0, 5)).toEqual(state.evidence)
    expect(evidence.events[0]).toMatchObject({ event: { actor: 'jdoe', source: 'ct-3' } })
    expect(evidence.events[0].raw).toContain('<AuditMessage>')

    await triager.does(`/api/indicators/${id}/make-report`, { note: 'Somebody guesses passwords.' })
    await maker.settle()
    const done = (await triager.get(`/api/indicators/${id}`)).body.state
    const report = (await triager.get(`/api/reports/${done.report}`)).body
    expect(isTracked(report)).toBe(true)
    expect(report.state).toMatchObject({
      source: 'e',
      channel: 'log',
      theirReference: done.reference,
      origin: { system: 'audit-log', key: done.reference },
    })
    expect(report.state.description).toContain('Somebody guesses passwords.')
  })

  test('no name of a user or device stands in the ledger in the clear', async () => {
    const [{ id }] = await listOf(auditor, '/api/indicators')
    const { events } = (await auditor.get(`/api/indicators/${id}/history`)).body
    expect(JSON.stringify(events)).toContain('indicator.raised')
    expect(JSON.stringify(events)).not.toContain('jdoe')
    const rows = await maker.server.parts.ledger.database.reader
      .selectFrom('event')
      .select('payload')
      .execute()
    const search = await maker.server.parts.ledger.database.reader
      .selectFrom('search_entry')
      .select('text')
      .execute()
    const stored = JSON.stringify([rows, search])
    expect(stored).toContain('failed-sign-ins')
    expect(stored).not.toContain('jdoe')
    expect(stored).not.toContain('ct-3')
    const kept = await maker.server.parts.ledger.database.reader
      .selectFrom('audit_event')
      .select('content')
      .execute()
    for (const { content } of kept) expect(Buffer.from(content).includes('jdoe')).toBe(false)
    expect((await auditor.get(`/api/indicators/${id}/evidence`)).status).toBe(403)
  })

  test('a rule can make the report by itself, here of FHIR AuditEvents from a device with a token', async () => {
    const token = await triager.post('/api/tokens', {
      label: 'ward',
      roles: ['triager'],
      expiresInDays: 30,
    })
    const post = (body: unknown, bearer = token.body.token) =>
      maker.fetch('/fhir/AuditEvent', {
        method: 'POST',
        headers: { 'content-type': 'application/fhir+json', authorization: `Bearer ${bearer}` },
        body: JSON.stringify(body),
      })
    const resource = (who: string) => ({
      resourceType: 'AuditEvent',
      type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110113' },
      subtype: [{ system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110127' }],
      recorded: stamp(0),
      agent: [{ requestor: true, who: { display: who } }],
      source: { observer: { display: 'ward-2' } },
    })
    expect((await post(resource('Dr. Eve'))).status).toBe(201)
    const bundle = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ resource: resource('Dr. Ann') }, { resource: resource('Dr. Eve') }],
    }
    expect((await post(bundle)).status).toBe(201)
    const refused = await post({ ...bundle, entry: [{ resource: { resourceType: 'Patient' } }] })
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ resourceType: 'OperationOutcome' })
    expect((await post(resource('Dr. Eve'), 'vul_wrong')).status).toBe(401)
    await maker.settle()
    const reports = await listOf(triager, '/api/reports?facet=source:e')
    const mine = reports.filter(({ title }) => title === 'Emergency access was used')
    expect(mine).toHaveLength(1)
    const { state } = (await triager.get(`/api/reports/${mine[0].id}`)).body
    const [indicator] = await listOf(triager, `/api/indicators?facet=report:${mine[0].id}`)
    expect(indicator.humanId).toBe(state.origin.key)
    expect(JSON.stringify(state)).not.toContain('Eve')
  })

  test('an indicator that means nothing is dismissed with its reason, and makes no report after', async () => {
    const sender = await aSender(portOf(maker, 'Audit logs by syslog over TCP'))
    const lines = Array.from(
      { length: 5 },
      () =>
        `<85>1 - mri-1 - - - - ${JSON.stringify({ at: stamp(0), type: 'sign-in', outcome: 'failure', actor: 'svc', source: 'mri-1' })}\n`,
    )
    const before = await storedEvents(maker)
    await sender.send(lines.join(''))
    await sender.end()
    await until(async () => (await storedEvents(maker)) >= before + 5)
    await maker.settle()
    const [{ id }] = await listOf(triager, '/api/indicators?status=open')
    await triager.does(`/api/indicators/${id}/dismiss`, { reason: 'A test of the network team.' })
    const again = await triager.post(`/api/indicators/${id}/make-report`, {
      input: { note: 'After all.' },
    })
    expect(again).toMatchObject({ status: 422, body: { code: 'indicator/dismissed' } })
  })

  test('every channel proves by a marked message that it is open, and no event remains of it', async () => {
    const before = await storedEvents(maker)
    const mine = maker.server.channels.all.filter(({ sources }) => sources.includes('e'))
    expect(mine).toHaveLength(3)
    for (const channel of mine) await channel.probe()
    await maker.settle()
    expect(await storedEvents(maker)).toBe(before)
  })
})
