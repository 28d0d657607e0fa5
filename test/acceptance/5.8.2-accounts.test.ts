import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide lists the accounts and how to manage them', async () => {
  const written = await writtenFrom(team, fullProfile)
  const said = written.says('5.8.2/accounts')
  for (const fact of ['svc-care', 'Maintenance', 'Replace its password at installation.'])
    expect(said).toContain(fact)
  expect(said).not.toContain('MISSING')
  expect(written.missing).not.toContain('5.8.2/accounts')
})

test('without accounts, or with accounts and no guidance, the section shows the gap', async () => {
  const none = await writtenFrom(team, { ...fullProfile, accounts: [] })
  expect(none.says('5.8.2/accounts')).toContain('MISSINGAccounts of the product.')
  expect(none.missing).toContain('5.8.2/accounts')
  const unguided = await writtenFrom(team, {
    ...fullProfile,
    accounts: [{ name: 'svc-care', purpose: 'Maintenance', guidance: '' }],
  })
  expect(unguided.says('5.8.2/accounts')).toContain('MISSINGGuidelines for account management.')
  expect(unguided.missing).toContain('5.8.2/accounts')
})
