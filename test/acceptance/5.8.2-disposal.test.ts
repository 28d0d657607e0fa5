import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide says how the product is disposed of securely', async () => {
  const written = await writtenFrom(team, fullProfile)
  expect(written.says('5.8.2/disposal')).toContain(fullProfile.disposal)
  expect(written.missing).not.toContain('5.8.2/disposal')
})

test('without the record the section shows the gap, and the release names it', async () => {
  const written = await writtenFrom(team, { ...fullProfile, disposal: '' })
  expect(written.says('5.8.2/disposal')).toContain(
    'MISSINGGuidance on secure disposal at end of use.',
  )
  expect(written.missing).toContain('5.8.2/disposal')
})
