import { expect, test } from 'vitest'
import { fullProfile } from '../support/work/product.ts'
import { writtenFrom } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the security guide gives the ports and the network configuration from the profile', async () => {
  const written = await writtenFrom(team, fullProfile)
  const said = written.says('5.8.2/network')
  for (const fact of ['8443/tcp', 'Incoming', 'https: Web interface', fullProfile.network])
    expect(said).toContain(fact)
  expect(said).not.toContain('MISSING')
  expect(written.missing).not.toContain('5.8.2/network')
})

test('without ports or without guidance the section shows the gap, and the release names it', async () => {
  const withoutPorts = await writtenFrom(team, { ...fullProfile, ports: [] })
  expect(withoutPorts.says('5.8.2/network')).toContain('MISSINGNetwork ports of the product.')
  expect(withoutPorts.missing).toContain('5.8.2/network')
  const withoutGuidance = await writtenFrom(team, { ...fullProfile, network: '' })
  expect(withoutGuidance.says('5.8.2/network')).toContain(
    'MISSINGGuidelines for network configuration.',
  )
  expect(withoutGuidance.missing).toContain('5.8.2/network')
})
