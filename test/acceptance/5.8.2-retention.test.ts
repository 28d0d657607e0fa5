import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide says how live data is kept securely', async () => {
  const written = await writtenFrom(team, fullProfile)
  expect(written.says('5.8.2/retention')).toContain(fullProfile.retention)
  expect(written.missing).not.toContain('5.8.2/retention')
})

test('without the record the section shows the gap and not "not applicable"', async () => {
  const written = await writtenFrom(team, { ...fullProfile, retention: '' })
  const said = written.says('5.8.2/retention')
  expect(said).toContain('MISSINGGuidance on the secure retention of live data.')
  expect(said).not.toContain('Not applicable')
  expect(written.missing).toContain('5.8.2/retention')
})
