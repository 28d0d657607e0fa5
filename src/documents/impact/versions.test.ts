import { describe, expect, it } from 'vitest'
import { compareVersions, parseVersion } from '../../kernel/versions.ts'
import { affectedRanges } from './affected-versions.ts'
import { namedVersions } from './match-versions.ts'

const says = (affected: string, text: string): string | undefined =>
  namedVersions(text.toLowerCase(), 'acme', affectedRanges(affected, undefined))[0]?.says

describe('versions in prose', () => {
  it.each([
    ['2.3', 'Acme 2.3 or later', true],
    ['2.3', 'Acme 2.4 or later', false],
    ['>=1.0 <2.0', 'Acme version 1.9', true],
    ['>=1.0 <2.0', 'Acme version 2.0', false],
    ['2.3 or earlier', 'Acme 2.0 to 2.2', true],
    ['2.3 or earlier', 'Acme (version 2.4)', false],
    ['vers:npm/>=1.0|<1.2|>=2.0|<2.1', 'Acme v2.0.5', true],
    ['vers:npm/>=1.0|<1.2|>=2.0|<2.1', 'Acme v1.5.0', false],
    ['<2.0', 'Acme 1.x', true],
    ['<2.0', 'Acme 2.x', false],
    ['1.0 - 1.4', 'Acme ≥ 1.2', true],
    ['before 3', 'Acme up to 3', true],
    ['< 1.1.1k', 'Acme 1.1.1j', true],
    ['< 1.1.1k', 'Acme 1.1.1l', false],
  ])('affected %s: "%s" lets one in: %s', (affected, text, wrong) => {
    expect(says(affected, `Use ${text}.`)).toBe(wrong ? 'affected' : 'other')
  })

  it('are not read into dates, sizes or other words', () => {
    expect(says('< 3', 'Acme Corporation 2 will do')).toBe('no version')
    expect(says('< 3', 'Acme 2021-01-04 notes')).toBe('no version')
    expect(says('< 3', 'Acme takes 2 hours')).toBe('no version')
  })

  it('are all before the fixed one where only that is told', () => {
    const ranges = affectedRanges(undefined, '2.4.1')
    expect(namedVersions('acme 2.4.0', 'acme', ranges)[0]?.says).toBe('affected')
    expect(namedVersions('acme 2.4.1', 'acme', ranges)[0]?.says).toBe('other')
    expect(namedVersions('version 2.3 or later of acme', 'acme', ranges)[0]?.says).toBe('affected')
  })

  it('order by number, then by letter, candidates before the release', () => {
    const ordered = ['1.9', '1.10', '1.10.1', '1.10.1a', '2.0-rc1', '2.0'].map(parseVersion)
    for (const [index, version] of ordered.entries()) {
      const next = ordered[index + 1]
      if (version === undefined || next === undefined) continue
      expect(compareVersions(version, next)).toBeLessThan(0)
    }
    expect(ordered).not.toContain(undefined)
  })
})
