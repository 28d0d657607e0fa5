import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide gives scoping and tailoring from the record', async () => {
  const tailoring = 'Clause 5.7.4 is done by a laboratory; its report is reviewed by us.'
  const written = await writtenFrom(team, { ...fullProfile, tailoring })
  const said = written.says('5.8.2/conformance')
  expect(said).toContain(fullProfile.conformance)
  expect(said).toContain(tailoring)
  expect(written.missing).not.toContain('5.8.2/conformance')
})

test('scoping or tailoring that nobody recorded is a gap, never silence', async () => {
  const unscoped = await writtenFrom(team, { ...fullProfile, conformance: '' })
  expect(unscoped.says('5.8.2/conformance')).toContain('MISSINGThe scoping of clause 4.')
  const scoped = await writtenFrom(team, fullProfile)
  expect(scoped.says('5.8.2/conformance')).toContain('MISSINGThe tailoring of clause 5.')
  for (const { missing } of [unscoped, scoped]) expect(missing).toContain('5.8.2/conformance')
})
