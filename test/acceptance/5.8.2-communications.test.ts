import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide gives protocols, ciphers and settings for secure communications', async () => {
  const written = await writtenFrom(team, fullProfile)
  const said = written.says('5.8.2/communications')
  for (const fact of ['TLS 1.3 AES-256-GCM', fullProfile.communications])
    expect(said).toContain(fact)
  expect(said).not.toContain('MISSING')
  expect(written.missing).not.toContain('5.8.2/communications')
})

test('without ciphers or without settings the section shows the gap, and the release names it', async () => {
  const withoutCiphers = await writtenFrom(team, { ...fullProfile, ciphers: [] })
  expect(withoutCiphers.says('5.8.2/communications')).toContain(
    'MISSINGProtocols and ciphers that protect communications.',
  )
  expect(withoutCiphers.missing).toContain('5.8.2/communications')
  const withoutSettings = await writtenFrom(team, { ...fullProfile, communications: '' })
  expect(withoutSettings.says('5.8.2/communications')).toContain(
    'MISSINGSecure communications settings.',
  )
  expect(withoutSettings.missing).toContain('5.8.2/communications')
})
