import { describe, expect, it } from 'vitest'
import { documentOfLines } from '../../../test/support/document-of-lines.ts'
import type { ImpactFacts, SearchedDocument } from './index.ts'
import { planOf } from './plan.ts'
import { preparePassages } from './prepared-passage.ts'
import { sight } from './score.ts'

const guide = documentOfLines('admin/guide.md', [
  '# Network',
  'Open TCP port 8080 in the hospital firewall towards the gateway.',
  'The gateway stores up to 8080 patients before it asks for more space.',
  'The report has 8,080 lines and version 8080.1 of the format.',
  '| Port | Protocol | Use |',
  '| 8080 | TCP | web interface |',
  '| 104 | TCP | DICOM |',
  'Port 8080/udp carries discovery.',
  'Port 8080 is closed since revision 3 of the gateway.',
  '# Accounts',
  'Log in as service with the password Pump#2020.',
  'The administrator keeps a list of all service visits.',
  'Change the default password of each account at installation.',
  '# Components',
  'The gateway runs on OpenSSL 3.0.5.',
  'OpenSSL 1.1.1 or later must be installed.',
  'OpenSSL 3.0.9 or later must be installed.',
  '| Library | Version |',
  '| OpenSSL | 3.0.2 |',
  'The library OpenSSLlike 3.0.2 is another product.',
  'PumpLink 2.3 or later supports remote service.',
  'PumpLink 12.3 is the version for laboratories.',
  '# Cryptography',
  'Connections use TLS 1.0 or higher.',
  'The gateway offers TLSv1.2 and TLSv1.3.',
  'Firmware images carry SHA1 checksums.',
  'Firmware images carry SHA-128 or SHA-512 checksums.',
  'TLS 1.0, 1.1 and 1.2 can be switched on.',
  'TLS 1.0 is disabled and cannot be switched on.',
  '# Settings',
  'Set allowAnonymous=true in /etc/pump/gateway.conf for a quick start.',
  'Anonymous letters are allowed in the suggestion box.',
  'The registry path HKEY_LOCAL_MACHINE\\Software\\Pump\\Remote holds the key.',
  'Updates come from https://updates.pump.example/feed without a proxy.',
  'Do not confuse it with notupdates.pump.example or updates.pump.example.org.',
  'Remote services can be enabled from the Remote Service screen by the nurse.',
])

/** The strongest sign of a fact in each passage, the best first; weak ones are no mention. */
const signed = (facts: ImpactFacts, documents: readonly SearchedDocument[]) =>
  documents
    .flatMap(({ path = '', passages }) => preparePassages(path, passages))
    .map((passage) => ({
      quote: passage.passage.text,
      strength: Math.max(
        0,
        ...[...sight(planOf(facts), passage).hits.values()].map(({ strength }) => strength),
      ),
    }))
    .sort((a, b) => b.strength - a.strength)

const quotes = (
  facts: ImpactFacts,
  documents: readonly SearchedDocument[] = [guide],
): readonly string[] => {
  const all = signed(facts, documents)
  return all
    .filter(({ strength }) => strength >= Math.max(0.28, (all[0]?.strength ?? 0) / 3))
    .map(({ quote }) => quote)
}

const confidence = (facts: ImpactFacts, quote: string): number =>
  signed(facts, [guide]).find((each) => each.quote === quote)?.strength ?? 0

describe('ports', () => {
  const facts: ImpactFacts = { ports: [{ port: 8080, protocol: 'tcp', service: 'web interface' }] }

  it('are found as ports, in sentences and in tables', () => {
    const found = quotes(facts)
    expect(found.slice(0, 2).sort()).toEqual([
      'Open TCP port 8080 in the hospital firewall towards the gateway.',
      '| 8080 | TCP | web interface |',
    ])
  })

  it('are not found where the number counts something else', () => {
    expect(quotes(facts).filter((quote) => /patients|lines/.test(quote))).toEqual([])
  })

  it('are found less surely on the other transport or where closed already', () => {
    const open = confidence(
      facts,
      'Open TCP port 8080 in the hospital firewall towards the gateway.',
    )
    expect(confidence(facts, 'Port 8080/udp carries discovery.')).toBeLessThan(open)
    expect(confidence(facts, 'Port 8080 is closed since revision 3 of the gateway.')).toBeLessThan(
      open,
    )
  })
})

describe('accounts', () => {
  const facts: ImpactFacts = { accounts: [{ name: 'service', defaultCredential: 'Pump#2020' }] }

  it('are found with their credential first, and not inside other words', () => {
    const found = quotes(facts)
    expect(found[0]).toBe('Log in as service with the password Pump#2020.')
    expect(found).toContain('Change the default password of each account at installation.')
    expect(found).not.toContain('The administrator keeps a list of all service visits.')
  })

  it('with one word for account and credential need both', () => {
    const small = documentOfLines('a.md', ['Log in with admin/admin.', 'The admin signs the log.'])
    expect(quotes({ accounts: [{ name: 'admin', defaultCredential: 'admin' }] }, [small])).toEqual([
      'Log in with admin/admin.',
    ])
  })
})

describe('components', () => {
  const facts: ImpactFacts = {
    components: [
      { name: 'OpenSSL', purl: 'pkg:generic/openssl@3.0.5', affected: '< 3.0.7', fixed: '3.0.7' },
    ],
  }

  it('are found where an affected version is named or let in', () => {
    expect(quotes(facts).slice(0, 3).sort()).toEqual([
      'OpenSSL 1.1.1 or later must be installed.',
      'The gateway runs on OpenSSL 3.0.5.',
      '| OpenSSL | 3.0.2 |',
    ])
  })

  it('are not found where only fixed versions are let in, nor in other names', () => {
    const found = quotes(facts)
    expect(found).not.toContain('OpenSSL 3.0.9 or later must be installed.')
    expect(found).not.toContain('The library OpenSSLlike 3.0.2 is another product.')
  })
})

describe('the product', () => {
  it("is not found in another product's version, nor in documents that never name it", () => {
    const facts: ImpactFacts = { product: { name: 'PumpLink', affected: '< 2.5' } }
    const own = documentOfLines('own.md', [
      'PumpLink guide.',
      'Install version 2.3 now.',
      'Upgrade of Wardview version 2.0 is free.',
    ])
    const other = documentOfLines('other.md', ['Install version 2.4 now.'])
    expect(quotes(facts, [own, other])).toEqual(['Install version 2.3 now.'])
  })

  it('is found by an affected version, not by its name or by another number', () => {
    const found = quotes({ product: { name: 'PumpLink', affected: '< 2.5', fixed: '2.5' } })
    expect(found).toEqual(['PumpLink 2.3 or later supports remote service.'])
  })
})

describe('algorithms', () => {
  it('are found in every spelling, and not in their neighbours', () => {
    expect(quotes({ algorithms: ['SHA-1'] })).toEqual(['Firmware images carry SHA1 checksums.'])
    expect(
      quotes({ algorithms: ['TLS 1.0'] })
        .slice(0, 2)
        .sort(),
    ).toEqual(['Connections use TLS 1.0 or higher.', 'TLS 1.0, 1.1 and 1.2 can be switched on.'])
    expect(
      quotes({ algorithms: ['TLSv1.1'] })
        .slice(0, 2)
        .sort(),
    ).toEqual(['Connections use TLS 1.0 or higher.', 'TLS 1.0, 1.1 and 1.2 can be switched on.'])
    expect(quotes({ algorithms: ['TLS 1.0'] })).not.toContain(
      'The gateway offers TLSv1.2 and TLSv1.3.',
    )
  })

  it('are found less surely where they are switched off already', () => {
    const facts: ImpactFacts = { algorithms: ['TLS 1.0'] }
    expect(confidence(facts, 'TLS 1.0 is disabled and cannot be switched on.')).toBeLessThan(
      confidence(facts, 'Connections use TLS 1.0 or higher.'),
    )
  })
})

describe('settings, paths, hosts, features and terms', () => {
  it('are found whole', () => {
    expect(quotes({ settings: ['allowAnonymous'] })).toEqual([
      'Set allowAnonymous=true in /etc/pump/gateway.conf for a quick start.',
    ])
    expect(quotes({ paths: ['/etc/pump/gateway.conf'] })[0]).toMatch(/^Set allowAnonymous/)
    expect(quotes({ paths: ['HKLM\\Software\\Pump\\Remote'] })).toEqual([
      'The registry path HKEY_LOCAL_MACHINE\\Software\\Pump\\Remote holds the key.',
    ])
    expect(quotes({ hosts: ['https://updates.pump.example/feed'] })).toEqual([
      'Updates come from https://updates.pump.example/feed without a proxy.',
    ])
    expect(quotes({ hosts: ['updates.pump.example'] })).toEqual([
      'Updates come from https://updates.pump.example/feed without a proxy.',
    ])
    expect(quotes({ features: ['remote service'] })).toEqual([
      'PumpLink 2.3 or later supports remote service.',
      'Remote services can be enabled from the Remote Service screen by the nurse.',
    ])
    expect(quotes({ terms: ['checksum'] })).toHaveLength(2)
  })
})
