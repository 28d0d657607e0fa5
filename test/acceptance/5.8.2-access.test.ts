import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide gives the access control settings from the profile', async () => {
  const written = await writtenFrom(team, fullProfile)
  expect(written.says('5.8.2/access')).toContain(fullProfile.access)
  expect(written.missing).not.toContain('5.8.2/access')
})

test('without the record the section shows the gap and who closes it, and the release names it', async () => {
  const written = await writtenFrom(team, { ...fullProfile, access: '' })
  const said = written.says('5.8.2/access')
  expect(said).toContain('MISSINGAccess control settings. No guidance is recorded.')
  expect(said).toContain('To be supplied by: technical writer')
  expect(written.missing).toContain('5.8.2/access')
})
