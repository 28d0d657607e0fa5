import { expect, test } from 'vitest'
import { aCase } from '../support/work/case.ts'
import { aProduct, fullProfile, recordsSboms } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { aTeam } from '../support/work/team.ts'

const team = aTeam(['engineer', 'manager', 'approver'])

test('the notes list what was fixed, what remains known, and what the operator must do', async () => {
  const { engineer, approver } = team
  const product = await aProduct(engineer, { profile: fullProfile })
  const fixed = await aCase(team, product, {
    cve: 'CVE-2026-12345',
    title: 'The web interface accepts plain HTTP',
    disclose: true,
    guidance: ['Close port 80 on the firewall.'],
  })
  await fixed.takeAllBut()
  const known = await aCase(team, product, { title: 'Weak password rule', disclose: true })
  await known.take('impact', 'score', 'disposition', 'disclosure')
  const withheld = await aCase(team, product, { title: 'Hidden service command' })
  await withheld.takeAllBut()
  const release = await aRelease(team, product, { cases: [fixed.id, withheld.id] })
  const review = await engineer.does('/api/open-reviews/hold', {
    title: 'Before 2.4.1',
    release: release.id,
    product: product.id,
    participants: ['Erika'],
  })
  const issues = [fixed, known, withheld].map(({ id }) => ({
    case: id,
    conclusion: 'release-anyway',
    reason: 'Bounded by the ward firewall.',
  }))
  const path = `/api/open-reviews/${review.id}`
  await engineer.does(`${path}/conclude`, { conclusions: issues, minutes: 'Gone through.' })
  await approver.does(`${path}/sign`, {}, true)

  const said = (await release.write()).says('5.8.2/release-notes')
  expect(said).toContain(`${fixed.humanId}\nCVE-2026-12345`)
  expect(said).toContain('The web interface accepts plain HTTPClose port 80 on the firewall.')
  expect(said).toContain('Weak password rulerelease-anyway: Bounded by the ward firewall.')
  expect(said).toContain('Require TLS.')
  // Withheld by decision: neither its name nor its number leaves the house.
  expect(said).not.toContain('Hidden service command')
  expect(said).not.toContain(withheld.humanId)
})

test('the notes list what users must set, and what differs between the bills of materials', async () => {
  const product = await aProduct(team.engineer, {
    profile: {
      ...fullProfile,
      requiredSettings: [{ setting: 'tls.minimum', value: '1.3', reason: 'TLS 1.2 is refused.' }],
    },
  })
  await recordsSboms(team.engineer, product, {
    '2.4.0': { openssl: '3.0.1', telnetd: '1.0', zlib: '1.3' },
    '2.4.1': { openssl: '3.0.15', zlib: '1.3', 'tls-proxy': '2.0' },
  })
  const said = (await (await aRelease(team, product)).write()).says('5.8.2/release-notes')
  expect(said).toContain('tls.minimum1.3TLS 1.2 is refused.')
  expect(said).toContain('openssl3.0.13.0.15')
  expect(said).toContain('telnetd1.0Removed')
  expect(said).toContain('tls-proxyNot in it2.0')
  expect(said).not.toContain('zlib')
  for (const gap of ['Components updated', 'Configuration that'])
    expect(said).not.toContain(`MISSING${gap}`)
})

test('what is not decided or not recorded is a gap, and the release names it', async () => {
  const product = await aProduct(team.engineer, { profile: fullProfile })
  const undecided = await aCase(team, product, { title: 'Not decided yet' })
  await undecided.takeAllBut('disclosure')
  const release = await aRelease(team, product, { cases: [undecided.id] })
  const { says, missing } = await release.write()
  const said = says('5.8.2/release-notes')
  expect(said).toContain('MISSINGThe disclosure decision on 1 case of this release.')
  expect(said).not.toContain('Not decided yet')
  expect(said).toContain('MISSINGKnown residual vulnerabilities.')
  expect(said).toContain('MISSINGConfiguration that this release requires.')
  expect(missing).toContain('5.8.2/release-notes')
})
