import { describe, expect, it } from 'vitest'
import { orThrow } from '../kernel/result.ts'
import { documentOf } from './advised-document.ts'
import { identify } from './identify.ts'

const entry = {
  cveID: 'CVE-2026-0001',
  vendorProject: 'Maker',
  product: 'Pump',
  vulnerabilityName: 'Pump Authentication Bypass',
  dateAdded: '2026-01-02',
  shortDescription: 'The pump does not ask.',
  requiredAction: 'Apply the update.',
  dueDate: '2026-01-23',
  knownRansomwareCampaignUse: 'Known',
  notes: '',
  cwes: ['CWE-306'],
}

const catalogue = (vulnerabilities: readonly unknown[], count = vulnerabilities.length) =>
  JSON.stringify({
    title: 'Catalogue',
    catalogVersion: '2026.01.02',
    dateReleased: '2026-01-02T03:04:05.6789Z',
    count,
    vulnerabilities,
  })

describe('KEV', () => {
  it('is read as a catalogue', () => {
    expect(orThrow(identify(catalogue([entry])))).toEqual({
      format: 'KEV',
      version: '2026.01.02',
      valid: true,
      problems: [],
      summary: {
        format: 'KEV',
        specVersion: '2026.01.02',
        released: '2026-01-02T03:04:05.6789Z',
        entries: [
          {
            cve: 'CVE-2026-0001',
            vendor: 'Maker',
            product: 'Pump',
            name: 'Pump Authentication Bypass',
            description: 'The pump does not ask.',
            added: '2026-01-02',
            due: '2026-01-23',
            action: 'Apply the update.',
            ransomware: true,
            notes: '',
            cwes: ['CWE-306'],
          },
        ],
        problems: [],
      },
    })
  })

  it('is read as one entry', () => {
    expect(orThrow(identify(JSON.stringify(entry)))).toMatchObject({
      format: 'KEV',
      version: '',
      summary: { entries: [{ cve: 'CVE-2026-0001' }] },
    })
  })

  it('says where it contradicts itself', () => {
    const odd = { ...entry, knownRansomwareCampaignUse: 'Perhaps' }
    const read = orThrow(identify(catalogue([odd, odd], 3)))
    expect(read.problems).toEqual([
      'The catalogue says that it has 3 entries, and has 2.',
      'CVE-2026-0001 is there twice.',
      'CVE-2026-0001 says neither "Known" nor "Unknown" of ransomware.',
    ])
    expect(read.summary).toMatchObject({ entries: [{ ransomware: false }, { ransomware: false }] })
  })

  it.each([
    ['an id that is none', { ...entry, cveID: 'CVE-1' }],
    ['a day that does not exist', { ...entry, dueDate: '2026-02-30' }],
    ['no vendor', { ...entry, vendorProject: '' }],
  ])('is refused with %s', (_what, one) => {
    expect(identify(catalogue([one]))).toMatchObject({ code: 'kev/unreadable' })
    expect(identify(JSON.stringify(one))).toMatchObject({ code: 'kev/unreadable' })
  })

  it('does not become reports', () => {
    expect(documentOf(orThrow(identify(catalogue([entry]))))).toMatchObject({
      code: 'import/no-vulnerabilities',
    })
  })
})
