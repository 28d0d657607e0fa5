import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Silence } from '../../src/intake/contract.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { describeWith } from '../support/needs.ts'
import { createDatabase, type TestDatabase } from '../support/postgres.ts'

describeWith('postgres', 'the proof of silence on PostgreSQL', () => {
  let database: TestDatabase
  let maker: Maker
  beforeAll(async () => {
    database = await createDatabase()
    maker = await openMaker({ environment: { DATABASE_URL: database.url } })
  })
  afterAll(async () => {
    await maker.close()
    await database.drop()
  })

  test('counts reports by product, source and way, and tests a channel', async () => {
    const { administrator } = maker
    const { id } = await administrator.does('/api/products/register', {
      name: 'Ward Pump',
      maker: 'Example Medical',
    })
    for (const product of ['ward pump', 'Ward  Pump', 'Other'])
      await administrator.does('/api/reports/receive', {
        source: 'd',
        product,
        description: `It restarts: ${product}.`,
      })
    const tested = await administrator.post('/api/intake/self-test', { channel: 'api' })
    expect(tested.body).toMatchObject({ ok: true })
    const { rows }: Silence = (await administrator.get('/api/intake/silence')).body
    const row = (product: string | null) =>
      rows.find((one) => one.product === product && one.source === 'd' && one.channel === 'api')
    expect(row(id)).toMatchObject({ reports: 2, state: 'heard' })
    expect(row(null)).toMatchObject({ reports: 1 })
  })
})
