import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

// Tailoring has no field in the profile yet: until it has, its place in the guide is a gap.
test('the security guide gives the scoping from the record', async () => {
  const said = (await writtenFrom(team, fullProfile)).says('5.8.2/conformance')
  expect(said).toContain(fullProfile.conformance)
  expect(said).not.toContain('MISSINGThe scoping')
})

test('scoping or tailoring that nobody recorded is a gap, never silence', async () => {
  const unscoped = await writtenFrom(team, { ...fullProfile, conformance: '' })
  expect(unscoped.says('5.8.2/conformance')).toContain('MISSINGThe scoping of clause 4.')
  const scoped = await writtenFrom(team, fullProfile)
  expect(scoped.says('5.8.2/conformance')).toContain('MISSINGThe tailoring of clause 5.')
  for (const { missing } of [unscoped, scoped]) expect(missing).toContain('5.8.2/conformance')
})
