import { expect, test } from 'vitest'
import { aProduct, fullProfile } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { aTeam, stateOf, tries } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])
const mitigation = 'Keep the gateway behind the ward firewall until 2.4.2.'

const aPatch = async () => {
  const product = await aProduct(team.engineer, { profile: fullProfile })
  const { id } = await team.engineer.does('/api/patches/record', {
    vendor: 'Example OS',
    name: 'Monthly security update',
    version: '2026-02',
    product: product.id,
    revision: '2.4.1',
  })
  return { product, path: `/api/patches/${id}` }
}

test('a patch that is not approved needs a mitigation for users, under signature', async () => {
  const { path } = await aPatch()
  const decide = `${path}/decide-position`
  for (const position of ['not-approved', 'under-test']) {
    const silent = { position, reason: 'The driver fails.' }
    const refused = await tries(team.engineer, decide, silent, true)
    expect(refused.body.code).toBe('patch/mitigation-missing')
  }
  const input = { position: 'not-approved', mitigation, reason: 'The driver fails.' }
  expect((await tries(team.engineer, decide, input)).body.code).toBe('access/signature-needed')
  await team.engineer.does(decide, input, true)
  const { positions } = await stateOf(team.engineer, path)
  expect(positions).toEqual([expect.objectContaining({ ...input, name: team.engineer.name })])
})

test('whoever recorded a patch cannot let it through alone', async () => {
  const { path } = await aPatch()
  const input = { position: 'approved', reason: 'Tested on 2.4.1.' }
  const own = await tries(team.engineer, `${path}/decide-position`, input, true)
  expect(own.body.code).toBe('patch/second-person')
  await team.approver.does(`${path}/decide-position`, input, true)
  expect((await stateOf(team.engineer, path)).status).toBe('approved')
})

test('the release notes tell users the position and what to do meanwhile, or show the gap', async () => {
  const { product, path } = await aPatch()
  const release = await aRelease(team, product)
  const undecided = await release.write()
  expect(undecided.says('6.3/unapproved')).toContain('Monthly security update 2026-02')
  expect(undecided.missing).toContain('6.3/unapproved')
  await team.engineer.does(
    `${path}/decide-position`,
    { position: 'not-approved', mitigation, reason: 'The driver fails.' },
    true,
  )
  const written = await release.write()
  const said = written.says('6.3/unapproved')
  expect(said).toContain(`Not approved${mitigation}`)
  expect(written.missing).not.toContain('6.3/unapproved')
})
