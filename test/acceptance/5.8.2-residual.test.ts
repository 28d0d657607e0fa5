import { expect, test } from 'vitest'
import { aCase } from '../support/work/case.ts'
import { aProduct, fullProfile } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { imports } from '../support/work/table.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

const written = async (...risks: readonly Readonly<Record<string, string>>[]) => {
  const product = await aProduct(team.engineer, { profile: fullProfile })
  for (const risk of risks) {
    const about = await aCase(team, product, { risk: { residual: 'acceptable', ...risk } })
    await about.take('impact', 'risk-record')
  }
  return (await aRelease(team, product)).write()
}

test('each remaining risk stands in the guide by category, with what the operator puts in place', async () => {
  const { says, missing } = await written(
    {
      register: 'SR-8',
      category: 'Network',
      description: 'Old pumps speak plain HTTP.',
      compensatingControl: 'Keep old pumps in the device segment.',
    },
    {
      register: 'SR-9',
      category: 'Physical access',
      residual: 'not-acceptable',
      description: 'The service port is open inside the cabinet.',
      compensatingControl: 'Lock the cabinet.',
    },
  )
  const said = says('5.8.2/residual')
  const network = said.indexOf('NetworkResidual risks')
  const physical = said.indexOf('Physical accessResidual risks')
  expect(network).toBeGreaterThan(0)
  expect(physical).toBeGreaterThan(network)
  expect(said.slice(network, physical)).toContain('SR-8Accepted')
  expect(said.slice(network, physical)).toContain('Keep old pumps in the device segment.')
  expect(said.slice(physical)).toContain('SR-9Not mitigated')
  expect(said.slice(physical)).toContain('Lock the cabinet.')
  expect(missing).not.toContain('5.8.2/residual')
})

test('a risk without a compensating control is a gap that names the risk', async () => {
  const { says, missing } = await written({ register: 'SR-8', description: 'Plain HTTP.' })
  expect(says('5.8.2/residual')).toContain('MISSINGThe compensating control for risk SR-8.')
  expect(missing).toContain('5.8.2/residual')
})

test('an imported entry of the product stands there, too; retired or without a remainder it does not', async () => {
  const { engineer, maker } = team
  const product = await aProduct(engineer, { profile: fullProfile, name: 'Imported into' })
  const header =
    'Number,Risk,Product,Hazard,Category,Severity before controls,Probability before controls,Controls,Nothing remains,Severity that remains,Probability that remains,What remains,Compensating control'
  const row = (number: string, gone: string) =>
    `${number},Risk,${product.name},Hazard,Media,serious,probable,Seal | TR-1,${gone},minor,remote,USB sticks of ${number} are read.,Seal the ports.`
  const file = [header, row('SR-70', 'no'), row('SR-71', 'yes'), row('SR-72', 'no')].join('\n')
  const bytes = new TextEncoder().encode(file)
  const { body } = await imports(maker, engineer, '/api/risks/import?name=register.csv', bytes)
  expect(body).toMatchObject({ imported: true, counts: { new: 3 } })
  await engineer.does(`/api/risks/${body.rows[2].record}/retire`, { reason: 'Out of service.' })
  const about = await aCase(team, product)
  await about.take('impact')
  const said = (await (await aRelease(team, product)).write()).says('5.8.2/residual')
  expect(said).toContain('MediaResidual risks')
  expect(said).toContain('USB sticks of SR-70 are read.')
  expect(said).toContain('Seal the ports.')
  expect(said).not.toMatch(/SR-7[12]/)
})

test('an empty list of risks is a gap, not the claim that there are none', async () => {
  const { says, missing } = await written()
  expect(says('5.8.2/residual')).toContain('MISSINGResidual security risks.')
  expect(missing).toContain('5.8.2/residual')
})
