import { describe, expect, it } from 'vitest'
import { limits } from '../kernel/limits.ts'
import { readIdentifiers } from './identifiers.ts'

describe('readIdentifiers', () => {
  it('finds what each authority gives out, in order, spelled its way', () => {
    const text =
      'See cve-2026-0001 and GHSA-HJM9-9M9P-W86G; ICSMA-26-001-01 (VU#123456), VDE-2026-012, ' +
      'EUVD-2026-17, WID-SEC-W-2026-0042, JVNDB-2026-000123, RUSTSEC-2026-0007, CVE-2026-0001.'
    expect(readIdentifiers(text)).toEqual([
      'CVE-2026-0001',
      'GHSA-hjm9-9m9p-w86g',
      'ICSMA-26-001-01',
      'VU#123456',
      'VDE-2026-012',
      'EUVD-2026-17',
      'WID-SEC-W-2026-0042',
      'JVNDB-2026-000123',
      'RUSTSEC-2026-0007',
    ])
  })

  it('reads the hyphens of a typeset press note', () => {
    expect(readIdentifiers('CVE\u20112026\u201112345')).toEqual(['CVE-2026-12345'])
  })

  it.each(['CVE-26-1', 'CVE-2026-123', 'XCVE-2026-1234', 'GHSA-aaaa-bbbb-cccc', 'CWE-79', ''])(
    'finds none in %j',
    (text) => {
      expect(readIdentifiers(text)).toEqual([])
    },
  )

  it('stops at the bound of one report', () => {
    const many = Array.from({ length: 1_000 }, (_, at) => `CVE-2026-${10_000 + at}`).join(' ')
    expect(readIdentifiers(many)).toHaveLength(limits.intake.identifiers)
  })
})
