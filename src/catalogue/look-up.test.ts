import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readCatalogue } from '../review/read-catalogue.ts'
import { lookUp } from './look-up.ts'
import { noOwnCatalogue, type OwnCatalogue } from './own.ts'

const catalogue = orThrow(readCatalogue())
const own: OwnCatalogue = {
  duties: [{ clause: '4.1.4', id: '4.1.4/training', title: 'Training', duty: 'We train yearly.' }],
  procedures: [
    {
      number: 'SOP-12',
      title: 'Vulnerability handling',
      covers: [
        { id: '9.2/closure', reason: 'Chapter 4 follows a report to its end.' },
        { id: '4.1.4/training', reason: 'Chapter 7 has the plan.' },
      ],
    },
  ],
}
const asked = (words: string, fit?: string) =>
  orThrow(lookUp(catalogue, own, words))
    .links.filter((link) => fit === undefined || link.fit === fit)
    .map(({ ours, standard, clause }) => `${ours} = ${standard} ${clause}`)

describe('the crosswalk from our side', () => {
  it('finds what maps to a clause, to its constraints and to the clause above', () => {
    expect(asked('9.2', 'same')).toContain('9.2 = IEC 62304 9.1')
    expect(asked('9.2', 'part')).toContain('9.2/acknowledge = ISO/IEC 29147 6.2.5')
    expect(asked('9.2', 'whole')).toContain('9 = ISO/IEC 30111 whole')
    expect(asked('9.2').filter((link) => link.startsWith('9.5'))).toEqual([])
  })

  it('finds what maps to a constraint', () => {
    expect(asked('9.2/closure', 'same')).toEqual([
      '9.2/closure = ISO/IEC 29147 6.2.4',
      '9.2/closure = own SOP-12',
    ])
  })

  it('knows the standard by its name', () => {
    expect(asked('IEC 81001-5-1 clause 9.2')).toEqual(asked('9.2'))
    expect(asked('IEC 81001-5-1', 'same')).toContain('all = FDA 524B (b)(2)')
    expect(asked('Annex E')).toEqual(['Annex E = IEC 62443-4-1 whole'])
  })
})

describe('the crosswalk from the other side', () => {
  it('finds our clauses from a clause of another standard', () => {
    expect(asked('IEC 62304 9.8', 'same')).toEqual(['9.5 = IEC 62304 9.8'])
    expect(asked('IEC 62304 9.8', 'part')).toEqual([])
    expect(asked('62304:2006 clause 9', 'part')).toContain('9.5/verified = IEC 62304 9.7')
    expect(asked('IEC 62443-4-1 SM-1')).not.toContain('4.1.5 = IEC 62443-4-1 SM-10')
  })

  it('finds them from a law, with a part of it and without', () => {
    expect(asked('FDA 524B', 'part')).toContain('all = FDA 524B (b)(2)')
    expect(asked('section 524B(b)(1)', 'same')).toContain('9.2 = FDA 524B (b)(1)')
  })

  it('tells a standard from another whose name begins the same', () => {
    expect(asked('FDA premarket V.A.5')).toContain('9.5/open-review = FDA premarket guidance V.A.5')
    expect(asked('FDA premarket').some((link) => link.includes('524B'))).toBe(false)
  })

  it('finds nothing by a number where no source gives one', () => {
    expect(asked('AAMI SW96')).toContain('7.4 = AAMI SW96 not in source')
    expect(asked('AAMI SW96 7')).toEqual(['7 = AAMI SW96 whole'])
  })

  it('finds them from a procedure of the maker', () => {
    expect(asked('sop-12')).toEqual(['9.2/closure = own SOP-12', '4.1.4/training = own SOP-12'])
    expect(asked('4.1.4/training')).toContain('4.1.4/training = own SOP-12')
  })

  it('gives every link both ways', () => {
    for (const { ours, to, clause } of catalogue.crosswalk.mappings) {
      const link = `${ours} = ${to} ${clause}`
      expect(asked(ours)).toContain(link)
      expect(asked(to)).toContain(link)
      if (clause !== 'whole' && clause !== 'not in source')
        expect(asked(`${to} ${clause}`, 'same')).toContain(link)
    }
  })
})

describe('what nobody knows', () => {
  it.each(['', 'ISO 9001', '9.9', '62305', '9.2/nothing', '%00', '9'.repeat(5_000)])(
    'is refused with the names there are: %s',
    (words) => {
      const answer = lookUp(catalogue, noOwnCatalogue, words)
      expect(isRefusal(answer) && answer.message).toContain('IEC 62304')
    },
  )
})
