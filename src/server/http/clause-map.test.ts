import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Colleague, type Maker, openMaker } from '../../../test/support/maker.ts'
import type { ClauseAnswer, ClauseMap, MapRow } from '../../review/contract.ts'

let maker: Maker
let engineer: Colleague
let approver: Colleague
let auditor: Colleague
let pump: { readonly id: string; readonly humanId: string }
let viewer: { readonly id: string; readonly humanId: string }

beforeAll(async () => {
  maker = await openMaker({
    environment: { PUBLIC_URL: 'https://security.example-medical.example' },
  })
  engineer = await maker.colleague('ella', ['engineer', 'triager', 'writer'])
  approver = await maker.colleague('petra', ['approver'])
  auditor = await maker.colleague('otto', ['auditor'])
})
afterAll(() => maker.close())

const mapFor = async (who: Colleague): Promise<ClauseMap> => (await who.get('/api/clause-map')).body
const cellsOf = ({ rows }: ClauseMap, product: { readonly id: string }): MapRow['cells'] =>
  rows.find((row) => row.product?.id === product.id)?.cells ?? []

describe('GET /api/clause-map', () => {
  test('shows the house where no product is registered', async () => {
    const map = await mapFor(auditor)
    expect(map).toMatchObject({ rows: [], gaps: [], leftOut: 0 })
    expect(map.clauses.map(({ id, constraints }) => [id, constraints])).toEqual([
      ['9.2', 12],
      ['9.5', 11],
      ['4.1.9', 7],
      ['5.8.2', 14],
      ['6.3', 5],
    ])
    expect(map.together.cells[0]).toMatchObject({ clause: '9.2', worst: 'major' })
  })

  test('counts what the review of each product answers', async () => {
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
    const file = await engineer.upload(
      'disclosure.md',
      new TextEncoder().encode(
        '# Policy\n\nTo report a vulnerability, send an e-mail to security@example-medical.example. We follow coordinated vulnerability disclosure.\n',
      ),
    )
    await engineer.does(`/api/documents/${document.id}/add-revision`, { version: '1', file })
    await engineer.does(`/api/documents/${document.id}/record-approval`, {
      version: '1',
      approvedBy: 'Petra Example',
      approvedOn: '2026-01-05',
    })
    await maker.settle()
    const map = await mapFor(auditor)
    for (const product of [pump, viewer]) {
      const clauses: readonly ClauseAnswer[] = (
        await auditor.get(`/api/clauses?product=${product.id}`)
      ).body.clauses
      expect(cellsOf(map, product).map(({ clause, counts }) => [clause, counts])).toEqual(
        clauses.map(({ id, constraints }) => {
          const counts: Record<string, number> = {}
          for (const { verdict } of constraints) counts[verdict] = (counts[verdict] ?? 0) + 1
          return [id, counts]
        }),
      )
    }
    // Without health information there is nothing to dispose of: a gap of the pump alone.
    const disposal = map.gaps.find(({ constraint }) => constraint === '5.8.2/disposal')
    expect(disposal).toMatchObject({ verdict: 'absent', products: [pump.id] })
    // The viewer has no published policy: it is worse off, and stands first.
    expect(map.rows.map(({ product }) => product?.name)).toEqual(['Viewer', 'Pump'])
  })

  test('puts the worst gaps first', async () => {
    const { gaps } = await mapFor(auditor)
    const severities = gaps.map(({ severity }) => severity)
    const rank = ['major', 'moderate', 'minor']
    expect(severities).toEqual(
      severities.toSorted((one, other) => rank.indexOf(one) - rank.indexOf(other)),
    )
    expect(gaps[0]).toMatchObject({ severity: 'major', verdict: 'absent' })
  })

  test('takes an accepted gap from the open ones, not from the verdicts', async () => {
    const before = await mapFor(auditor)
    await approver.does(
      '/api/findings/accept-gap',
      { constraint: '9.5/proactive', product: pump.id, reason: 'Planned for May.' },
      true,
    )
    const after = await mapFor(auditor)
    const cell = (map: ClauseMap) =>
      cellsOf(map, pump).find(({ clause }) => clause === '9.5') ?? expect.fail('no cell')
    expect(cell(after).counts).toEqual(cell(before).counts)
    expect(cell(after)).toMatchObject({
      accepted: 1,
      worstCount: cell(before).worstCount - 1,
    })
    const products = ({ gaps }: ClauseMap) =>
      gaps.find(({ constraint }) => constraint === '9.5/proactive')?.products
    expect(products(before)).toHaveLength(2)
    expect(products(after)).toEqual([viewer.id])
  })

  test('is read by who reads the review, and by nobody else', async () => {
    expect((await maker.fetch('/api/clause-map')).status).toBe(401)
    expect((await approver.get('/api/clause-map')).status).toBe(200)
  })

  test('answers for fifty products in the time of a few', async () => {
    for (let number = 3; number <= 50; number++)
      await engineer.does('/api/products/register', {
        name: `Product ${number}`,
        maker: 'Example Medical',
      })
    const time = async (path: string): Promise<number> => {
      const start = performance.now()
      expect((await auditor.get(path)).status).toBe(200)
      return performance.now() - start
    }
    await time('/api/clause-map')
    const one = await time(`/api/clauses?product=${pump.id}`)
    const fifty = await time('/api/clause-map')
    process.stdout.write(
      `clause map of 50 products: ${fifty.toFixed(0)} ms, one product: ${one.toFixed(0)} ms\n`,
    )
    expect((await mapFor(auditor)).rows).toHaveLength(50)
  }, 60_000)
})
