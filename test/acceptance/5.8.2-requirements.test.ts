import { expect, test } from 'vitest'
import type { SecurityProfile } from '../../src/products/contract.ts'
import { aProduct, fullProfile } from '../support/work/product.ts'
import { aRelease, writtenFrom } from '../support/work/release.ts'
import { aTeam, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the gate holds the records that the documents are written from, and names what is empty', async () => {
  const gateOf = async (profile?: Partial<SecurityProfile>) => {
    const product = await aProduct(team.engineer, profile === undefined ? {} : { profile })
    return (await (await aRelease(team, product)).gate())['requirements']
  }
  expect(await gateOf()).toMatchObject({ constraint: '5.8.2/requirements', state: 'missing' })
  const halfway = { ...fullProfile, disposal: '', network: '' }
  expect(await gateOf(halfway)).toMatchObject({
    state: 'incomplete',
    detail: 'Nothing is recorded for: network, disposal.',
  })
  expect(await gateOf(fullProfile)).toMatchObject({ state: 'passed' })
})

test('a release whose requirements are open cannot be signed', async () => {
  const release = await aRelease(team, await aProduct(team.engineer))
  const sign = () => tries(team.approver, `${release.path}/sign`, {}, true)
  expect((await sign()).body.code).toBe('release/no-documents')
  await release.write()
  const refused = await sign()
  expect(refused.body.code).toBe('release/gate-shut')
  expect(refused.body.details.checks).toContainEqual(
    expect.objectContaining({ constraint: '5.8.2/requirements', state: 'missing' }),
  )
})

test('the guide prints the maker’s own requirements and where each is answered', async () => {
  const written = await writtenFrom(team, { ...fullProfile, network: '' })
  const said = written.says('5.8.2/requirements')
  expect(said).toContain('5.8.2/networkSay how the product is put into the network.2.1 (open)')
  expect(said).toContain(
    'QM-12Write for technicians without security training.Not in this document',
  )
  expect(written.missing).not.toContain('5.8.2/requirements')
})

test('without requirements their place is a gap, and the release names it', async () => {
  const written = await writtenFrom(team, { ...fullProfile, documentationRequirements: [] })
  expect(written.says('5.8.2/requirements')).toContain('MISSINGThe maker')
  expect(written.missing).toContain('5.8.2/requirements')
})
