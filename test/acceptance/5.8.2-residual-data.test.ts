import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide says which data persists and how to handle it', async () => {
  const written = await writtenFrom(team, fullProfile)
  expect(written.says('5.8.2/residual-data')).toContain(fullProfile.residualData)
  expect(written.missing).not.toContain('5.8.2/residual-data')
})

test('without the record the section shows the gap, and the release names it', async () => {
  const written = await writtenFrom(team, { ...fullProfile, residualData: '' })
  expect(written.says('5.8.2/residual-data')).toContain(
    'MISSINGRetention, protection and handling of data that persists.',
  )
  expect(written.missing).toContain('5.8.2/residual-data')
})
