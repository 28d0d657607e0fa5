import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { contracts } from '../../src/server/index/contracts.ts'
import type { Colleague } from '../support/maker.ts'
import { type ACase, aCase } from '../support/work/case.ts'
import { aDefect } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, dayAfter, listOf, signedInAgain, stateOf } from '../support/work/team.ts'

const team = aTeam(['engineer', 'second', 'writer', 'approver', 'manager', 'auditor', 'triager'])

/** Stands in every record of the case and nowhere else. */
const secret = 'quixotic'
/** By kind: records of the case, and those of another that everybody sees. */
const ids: Record<string, string> = {}
const hashes: Record<string, string> = {}
let about: ACase
let documentHash: string

const named = () => [team.engineer, team.approver]
const outsiders = (): readonly Colleague[] => {
  const { second, writer, manager, auditor, triager, maker } = team
  return [second, writer, manager, auditor, triager, maker.administrator]
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

beforeAll(async () => {
  const { maker, engineer, writer, manager, triager } = team
  const product = await aProduct(engineer)
  const document = await aDocument(team, product, 'The gateway listens on port 80.')
  documentHash = (await stateOf(writer, document.path)).revisions[0].file.hash
  const sent = await sendsForm(
    maker,
    { description: `The ${secret} port is open.`, reporterEmail: 'rita@university.example' },
    [{ name: 'proof.txt', text: `${secret} proof` }],
  )
  hashes['report'] = hashOf(`${secret} proof`)
  const [report] = await listOf(triager, '/api/reports')
  expect(report.humanId).toBe(sent.reference)
  ids['report'] = report.id
  await triager.does(`/api/reports/${report.id}/acknowledge`, {
    message: 'We look into it.',
    nextDate: dayAfter(maker, 7),
  })
  about = await aCase(team, product, {
    title: `The ${secret} port`,
    report: report.id,
    facts: { ports: [{ port: 80, protocol: 'tcp' }] },
  })
  ids['case'] = about.id
  const note = await engineer.upload('note.txt', Buffer.from(`${secret} note`))
  hashes['note'] = note.hash
  // The file of the document stands in the case, too: everybody goes on reading the document.
  const guide = { ...note, hash: documentHash, name: 'guide.md' }
  await about.does('note', { text: `${secret} words`, files: [note, guide] })
  await about.take(
    ...(['impact', 'score', 'disposition', 'disclosure', 'change-request'] as const),
    ...(['change-review', 'verified'] as const),
  )
  const [look] = await listOf(engineer, '/api/looks')
  ids['look'] = look.id
  const defect = { title: `The guide hides the ${secret} port`, case: about.id, cause: 'case' }
  ids['defect'] = (await aDefect(engineer, document, defect)).id
  const release = await aRelease(team, product, { cases: [about.id] })
  const firmware = await manager.upload('firmware.bin', Buffer.from(`${secret} firmware`))
  hashes['update'] = firmware.hash
  ids['update'] = (
    await manager.does('/api/updates/prepare', {
      title: `Closes the ${secret} port`,
      release: release.id,
      product: product.id,
      revision: '2.4.1',
      cases: [about.id],
      files: [firmware],
      compatibility: 'For Careline Gateway 2.3.',
      instructions: 'Install it.',
    })
  ).id
  ids['advisory'] = (
    await engineer.does('/api/advisories/draft', {
      case: about.id,
      title: `Open ${secret} port`,
      summary: 'Close it.',
      mitigation: 'Lock it.',
    })
  ).id
  await aCase(team, product, { title: 'Another case' })
  await maker.settle()
  const [distribution] = await listOf(triager, '/api/distributions')
  ids['distribution'] = distribution.id
})

const totals = async (by: Pick<Colleague, 'get'>, collection: string): Promise<number> => {
  const counts: Record<string, number> = (await by.get(`/api/${collection}/counts`)).body
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
const hiddenContracts = () => contracts.filter(({ kind }) => ids[kind] !== undefined)

describe('an embargo', () => {
  const before: Record<string, number> = {}

  test('shows everything to everybody before it is set', async () => {
    expect(Object.keys(ids).sort()).toEqual(
      ['advisory', 'case', 'defect', 'distribution', 'look', 'report', 'update'].sort(),
    )
    for (const { kind, collection } of hiddenContracts()) {
      for (const who of outsiders())
        expect([kind, (await who.get(`/api/${collection}/${ids[kind]}`)).status]).toEqual([
          kind,
          200,
        ])
      before[kind] = await totals(team.second, collection)
    }
    for (const who of [team.second, team.engineer])
      await who.does(`/api/reports/${ids['report']}/open-file`, { file: hashes['report'] })
    for (const hash of Object.values(hashes))
      expect((await team.second.get(`/api/files/${hash}`)).status).toBe(200)
    expect((await team.auditor.get('/api/deliveries')).body.items.length).toBeGreaterThan(0)
  })

  test('hides the case and all that hangs on it, over every route that reads', async () => {
    await about.does('set-embargo', {
      named: named().map(({ person }) => `person:${person}`),
      until: dayAfter(team.maker, 2),
      reason: 'Agreed with the finder.',
    })
    const told: string[] = []
    for (const who of outsiders()) {
      const ask = async (path: string, expected: number) => {
        const { status, body } = await who.get(path)
        const text = JSON.stringify(body)
        if (status !== expected) told.push(`${who.login} ${path}: ${status}`)
        if (text.includes(secret)) told.push(`${who.login} ${path}`)
        // A release names its case, and a review its issues, by number alone.
        for (const [kind, id] of Object.entries(ids))
          if (text.includes(id) && !path.startsWith('/api/releases'))
            told.push(`${who.login} ${path} tells the ${kind}`)
      }
      for (const { collection } of contracts) {
        await ask(`/api/${collection}?limit=500`, 200)
        await ask(`/api/${collection}?search=${secret}`, 200)
        await ask(`/api/${collection}?facet=case:${about.id}`, 200)
      }
      for (const { kind, collection } of hiddenContracts()) {
        await ask(`/api/${collection}/${ids[kind]}`, 404)
        await ask(`/api/${collection}/${ids[kind]}/history`, 404)
        // Everything that was sent was sent to the reporter.
        const left = kind === 'distribution' ? 0 : (before[kind] ?? 0) - 1
        if ((await totals(who, collection)) !== left) told.push(`${who.login} counts ${collection}`)
      }
      await ask(`/api/search?q=${secret}`, 200)
      await ask('/api/deliveries', 200)
      await ask('/api/clauses', 200)
      await ask(`/api/cases/${about.id}/audit-pack`, 404)
      for (const hash of Object.values(hashes)) await ask(`/api/files/${hash}`, 404)
    }
    expect(told).toEqual([])
    expect((await team.second.get(`/api/files/${documentHash}`)).status).toBe(200)
    expect((await team.second.get('/api/deliveries')).body.items).toEqual([])
  })

  test('lets nobody else act on it', async () => {
    const { second, triager, writer, manager } = team
    for (const [who, path, input] of [
      [second, `cases/${ids['case']}/note`, { text: 'x' }],
      [second, `defects/${ids['defect']}/assign`, { to: 'x', until: dayAfter(team.maker, 3) }],
      [writer, `defects/${ids['defect']}/correct`, { revision: '2', after: 'x' }],
      [
        triager,
        `reports/${ids['report']}/reply`,
        { message: 'x', nextDate: dayAfter(team.maker, 3) },
      ],
      [second, `advisories/${ids['advisory']}/revise`, { change: 'x' }],
    ] as const)
      expect([path, (await who.post(`/api/${path}`, { input })).status]).toEqual([path, 404])
    const signature = manager.signature()
    const publish = { input: {}, signature }
    expect((await manager.post(`/api/updates/${ids['update']}/publish`, publish)).status).toBe(404)
  })

  test('changes nothing for those named', async () => {
    for (const who of named())
      for (const { kind, collection } of hiddenContracts()) {
        expect([kind, (await who.get(`/api/${collection}/${ids[kind]}`)).status]).toEqual([
          kind,
          200,
        ])
        expect([kind, await totals(who, collection)]).toEqual([kind, before[kind]])
      }
    for (const hash of Object.values(hashes))
      expect((await team.engineer.get(`/api/files/${hash}`)).status).toBe(200)
    const found = (await team.engineer.get(`/api/search?q=${secret}`)).body.items
    expect(found.length).toBeGreaterThan(4)
  })

  test('stands to the end of its last day, and then ends by itself', async () => {
    const { maker, second } = team
    const start = Date.parse(`${dayAfter(maker, 0)}T00:00:00.000Z`)
    maker.time.now = start + 3 * 86_400_000 - 1_000
    await maker.settle()
    const still = await signedInAgain(maker, second)
    expect((await still.get(about.path)).status).toBe(404)
    maker.time.now = start + 3 * 86_400_000 + 1_000
    await maker.settle()
    const later = await signedInAgain(maker, second)
    const { status, body } = await later.get(about.path)
    expect([status, body.state.embargo]).toEqual([200, null])
    for (const { kind, collection } of hiddenContracts())
      expect([kind, (await later.get(`/api/${collection}/${ids[kind]}`)).status]).toEqual([
        kind,
        200,
      ])
    const history = (await later.get(`${about.path}/history`)).body.events
    expect(history.at(-1)).toMatchObject({ type: 'case.embargo-ended', actor: 'system:embargo' })
  })
})
