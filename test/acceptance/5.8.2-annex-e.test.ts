import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide shows the coverage per Annex E, row by row, with its evidence', async () => {
  const written = await writtenFrom(team, {
    ...fullProfile,
    annexE: [
      { item: 'Security guidelines', coverage: 'covered', evidence: 'Quality manual 3' },
      { item: 'Patch management', coverage: 'not-covered', evidence: 'Planned for 2027' },
    ],
  })
  const said = written.says('5.8.2/annex-e')
  expect(said).toContain('Security guidelinesCoveredQuality manual 3')
  expect(said).toContain('Patch managementNot coveredPlanned for 2027')
  expect(written.missing).not.toContain('5.8.2/annex-e')
})

test('a coverage in other words is never read as covered', async () => {
  const written = await writtenFrom(team, {
    ...fullProfile,
    annexE: [{ item: 'Security guidelines', coverage: 'mostly', evidence: 'Quality manual 3' }],
  })
  expect(written.says('5.8.2/annex-e')).toContain('Security guidelinesPartly covered')
})

test('without the record the section shows the gap, and the release names it', async () => {
  const written = await writtenFrom(team, { ...fullProfile, annexE: [] })
  expect(written.says('5.8.2/annex-e')).toContain('MISSINGThe coverage per Annex E.')
  expect(written.missing).toContain('5.8.2/annex-e')
})
