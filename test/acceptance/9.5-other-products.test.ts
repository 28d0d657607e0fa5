import { expect, test } from 'vitest'
import { aCase, missingIn } from '../support/work/case.ts'
import { aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'approver'])

test('silence about other products blocks the closure', async () => {
  const about = await aCase(team, await aProduct(team.engineer))
  await about.takeAllBut('other-products')
  expect(missingIn(await about.close())).toEqual(['9.5/other-products'])
  await about.take('other-products')
  expect((await about.close()).status).toBe(200)
})

test('the record names the products whose owners were informed, and their answer', async () => {
  const viewer = await aProduct(team.engineer, { name: 'Imaging Viewer' })
  const about = await aCase(team, await aProduct(team.engineer))
  const inform = `${about.path}/inform-products`
  const nobody = await tries(team.engineer, inform, { products: [], answer: 'Told them.' })
  expect(nobody.body.code).toBe('case/no-products')
  const wordless = await tries(team.engineer, inform, { products: [viewer.id], answer: '' })
  expect(wordless.body.code).toBe('input/invalid')
  await about.does('inform-products', {
    products: [viewer.id],
    answer: 'The viewer shares the web server; its owner plans the same change.',
  })
  expect((await about.state()).otherProducts).toMatchObject({ products: [viewer.id], none: false })
})

test('the impact is recorded for other revisions too, and "not affected" needs its reason', async () => {
  const product = await aProduct(team.engineer)
  const about = await aCase(team, product)
  const row = { product: product.id, revision: '2.4.1', status: 'not-affected' }
  const set = `${about.path}/set-impact`
  const silent = await tries(team.engineer, set, { rows: [row] })
  expect(silent.body.code).toBe('case/justification-missing')
  const justified = { ...row, justification: 'vulnerable-code-not-present' }
  await about.take('impact')
  expect((await tries(team.engineer, set, { rows: [justified] })).status).toBe(200)
  expect((await about.state()).impact.map((one: { revision: string }) => one.revision)).toEqual([
    '2.4.0',
    '2.4.1',
  ])
})
