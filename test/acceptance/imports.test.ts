import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { Colleague } from '../support/maker.ts'
import { needsShared } from '../support/shared.ts'
import { suiteFiles } from '../support/suites.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

const team = aTeam(['triager', 'auditor'])

const imports = async (who: Colleague, document: object | string | Uint8Array, query = '') => {
  const bytes =
    document instanceof Uint8Array
      ? document
      : typeof document === 'string'
        ? document
        : JSON.stringify(document)
  const answer = await team.maker.fetch(`/api/intake/import?name=advisory.json${query}`, {
    method: 'POST',
    headers: {
      cookie: who.cookie,
      'x-csrf-token': (await who.get('/api/session')).body.csrfToken,
      'content-type': 'application/octet-stream',
    },
    body: bytes as BodyInit,
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape.
  return { status: answer.status, body: (await answer.json()) as any }
}

const openVex = (version: number, statements: readonly object[]) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://supplier.example/vex/7',
  author: 'Supplier PSIRT',
  timestamp: '2026-01-02T03:04:05Z',
  version,
  statements,
})
const affected = (name: string) => ({
  vulnerability: { name, aliases: [`ALIAS-${name}`] },
  products: [{ '@id': 'pkg:generic/exampletls@3.1' }],
  status: 'affected',
  action_statement: 'Update to 3.2.',
})

test('a disclosure report in XML becomes reports as the same in JSON would', async () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
    <bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"
      serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79">
      <components><component type="library" bom-ref="tls">
        <name>exampletls</name><version>3.1</version></component></components>
      <vulnerabilities><vulnerability><id>CVE-2026-1101</id>
        <description>Takes any certificate.</description>
        <affects><target><ref>tls</ref></target></affects>
      </vulnerability></vulnerabilities></bom>`
  const { status, body } = await imports(team.triager, xml)
  expect({ status, body }).toMatchObject({ status: 201, body: { format: 'CycloneDX 1.6' } })
  const state = await stateOf(team.triager, `/api/reports/${body.reports[0].id}`)
  expect(state.description).toContain('Takes any certificate.')
  expect(state.description).toContain('exampletls 3.1')
  const entity = xml.replace('<bom', '<!DOCTYPE bom [<!ENTITY x "y">]><bom')
  expect((await imports(team.triager, entity)).body).toMatchObject({ code: 'xml/unreadable' })
})

test('each vulnerability of a document becomes a report that keeps the document', async () => {
  const document = openVex(1, [affected('CVE-2026-1001'), affected('CVE-2026-1002')])
  const { status, body } = await imports(team.triager, document, '&product=Careline%20Gateway')
  expect(status).toBe(201)
  expect(body).toMatchObject({ format: 'OpenVEX 0.2.0', version: '1' })
  expect(body.reports.map((report: { outcome: string }) => report.outcome)).toEqual([
    'received',
    'received',
  ])
  const state = await stateOf(team.triager, `/api/reports/${body.reports[0].id}`)
  expect(state).toMatchObject({
    source: 'b',
    channel: 'api',
    product: 'Careline Gateway',
    identifiers: ['CVE-2026-1001', 'ALIAS-CVE-2026-1001'],
    theirReference: 'https://supplier.example/vex/7',
    original: body.original,
    origin: { system: 'OpenVEX', key: 'https://supplier.example/vex/7#CVE-2026-1001' },
  })
  expect(state.description).toContain('Update to 3.2.')
  expect(state.description).toContain('pkg:generic/exampletls@3.1')
  const kept = await team.triager.get(`/api/files/${body.original.hash}`)
  expect(JSON.stringify(kept.body)).toContain('CVE-2026-1002')
})

test('the same document is known; another version of it is added to its reports', async () => {
  const first = openVex(2, [affected('CVE-2026-2001')])
  const { body: received } = await imports(team.triager, first)
  const [{ id }] = received.reports
  const again = await imports(team.triager, first)
  expect(again).toMatchObject({ status: 200, body: { reports: [{ id, outcome: 'known' }] } })
  const second = openVex(3, [affected('CVE-2026-2001'), affected('CVE-2026-2002')])
  const newer = await imports(team.triager, second)
  expect(newer.body.reports).toMatchObject([{ id, outcome: 'added' }, { outcome: 'received' }])
  const { thread, files } = await stateOf(team.triager, `/api/reports/${id}`)
  expect(thread).toHaveLength(1)
  expect(thread[0].message).toContain('Another version of this document came: 3.')
  expect(files).toEqual([newer.body.original])
  expect((await imports(team.triager, second)).body.reports).toMatchObject([
    { id, outcome: 'known' },
    { outcome: 'known' },
  ])
})

test('two versions that come at the same time meet in one report', async () => {
  const versions = [4, 5, 6].map((version) => openVex(version, [affected('CVE-2026-3001')]))
  await Promise.all(versions.map((version) => imports(team.triager, version)))
  const found = await listOf(team.triager, '/api/reports?facet=identifier:CVE-2026-3001')
  expect(found).toHaveLength(1)
})

test('a version that comes after the report was closed opens it again', async () => {
  const { body } = await imports(team.triager, openVex(7, [affected('CVE-2026-4001')]))
  const [{ id }] = body.reports
  await team.triager.does(`/api/reports/${id}/conclude`, {
    exit: 'obsolete-product',
    reason: 'The last unit is out of use.',
    message: 'We support this product no longer.',
  })
  const later = await imports(team.triager, openVex(8, [affected('CVE-2026-4001')]))
  expect(later.body.reports).toMatchObject([{ id, outcome: 'added' }])
  expect((await stateOf(team.triager, `/api/reports/${id}`)).status).not.toBe('closed')
})

test('a version that a full report cannot take opens one that names it', async () => {
  const { body } = await imports(team.triager, openVex(9, [affected('CVE-2026-5001')]))
  const [{ id, humanId }] = body.reports
  const { dispatch } = team.maker.server.parts
  for (let at = 0; at < limits.list.items; at++)
    orThrow(
      await dispatch({
        kind: 'report',
        command: 'add-from-reporter',
        id,
        input: { message: `More ${at}` },
        actor: { id: 'outsider:portal', roles: ['reporter'] },
        requestId: 'full',
      }),
    )
  const later = await imports(team.triager, openVex(10, [affected('CVE-2026-5001')]))
  expect(later.body.reports).toMatchObject([{ outcome: 'received' }])
  expect(later.body.reports[0].id).not.toBe(id)
  const { description } = await stateOf(team.triager, `/api/reports/${later.body.reports[0].id}`)
  expect(description).toContain(humanId)
})

test('a flood in one document is bounded, and what is beyond shares one report', async () => {
  const many = Array.from({ length: 130 }, (_, at) => affected(`CVE-2026-${50_000 + at}`))
  const document = { ...openVex(1, many), '@id': 'https://supplier.example/vex/many' }
  const { body } = await imports(team.triager, document)
  expect(body.reports).toHaveLength(100)
  expect(body.reports.at(-1).title).toContain('31 more vulnerabilities')
  const last = await stateOf(team.triager, `/api/reports/${body.reports.at(-1).id}`)
  expect(last.identifiers).toContain('CVE-2026-50129')
})

test('a large document is read outside the server’s process', { timeout: 60_000 }, async () => {
  const padded = { ...affected('CVE-2026-6001'), action_statement: 'x'.repeat(400_000) }
  const document = { ...openVex(1, [padded]), '@id': 'https://supplier.example/vex/large' }
  const { body } = await imports(team.triager, document)
  expect(body.reports).toMatchObject([{ outcome: 'received' }])
  const { description } = await stateOf(team.triager, `/api/reports/${body.reports[0].id}`)
  expect(description.length).toBeLessThan(5_000)
})

test('what is no such document is refused, and leaves neither report nor file', async () => {
  const count = async () => (await team.triager.get('/api/reports/counts')).body
  const before = await count()
  expect(await imports(team.triager, 'no JSON')).toMatchObject({ body: { code: 'json/syntax' } })
  const sbom = { bomFormat: 'CycloneDX', specVersion: '1.6' }
  expect(await imports(team.triager, sbom)).toMatchObject({
    status: 422,
    body: { code: 'import/no-vulnerabilities' },
  })
  expect(await imports(team.triager, sbom, '&source=z')).toMatchObject({ status: 400 })
  expect(await imports(team.auditor, sbom)).toMatchObject({ status: 403 })
  expect(await count()).toEqual(before)
})

describe.runIf(needsShared('suites'))('documents of others', () => {
  test.each([
    ['csaf-cisa-ot', '**/icsa-19-134-08.json', 3, { source: 'g', tlp: 'CLEAR' }],
    ['csaf-oasis', 'csaf_2.0/examples/csaf/csaf_vex/2022-evd-uc-05-001.json', 1, { source: 'b' }],
    ['osv-schema', 'tools/osv-linter/testdata/GO-2024-2963.json', 1, { alreadyPublic: 'yes' }],
    ['cve-schema-cvelib', 'tests/data/CVEv5_basic-example.json', 1, { source: 'b' }],
    ['cyclonedx-bom-examples', 'VEX/vex.json', 1, { source: 'b' }],
  ])('of %s (%s) become reports', async (suite, glob, reports, expected) => {
    const [path] = suiteFiles(glob, suite)
    if (path === undefined) throw new Error(`There is no ${glob}.`)
    const { status, body } = await imports(team.triager, new Uint8Array(readFileSync(path)))
    expect(status, JSON.stringify(body)).toBe(201)
    expect(body.reports).toHaveLength(reports)
    for (const { id } of body.reports) {
      const state = await stateOf(team.triager, `/api/reports/${id}`)
      expect(state).toMatchObject({ ...expected, original: body.original })
      expect(state.description.length).toBeGreaterThan(40)
    }
  })
})
