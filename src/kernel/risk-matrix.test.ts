import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shippedMatrix } from '../server/risk-matrix.ts'
import {
  acceptabilities,
  acceptabilityOf,
  chanceOf,
  fdaRiskIn,
  probabilityLevel,
  riskMatrixSchema,
} from './risk-matrix.ts'

const { matrix } = shippedMatrix()
const wrong = (change: object) => {
  const [issue] = riskMatrixSchema.safeParse({ ...matrix, ...change }).error?.issues ?? []
  return `${issue?.path.join('.')}: ${issue?.message}`
}

describe('a risk matrix', () => {
  it('reads a chance as number or level, and nothing else', () => {
    expect(['0.01', '1', '1e-6', '.5', 'remote'].map((text) => chanceOf(matrix, text))).toEqual([
      0.01, 1, 1e-6, 0.5, 1e-5,
    ])
    for (const text of ['0', '1.1', '-1', '2', '0x1', 'NaN', '1e9', 'often', '1 %', ''])
      expect(chanceOf(matrix, text)).toMatchObject({ code: 'risk/no-chance' })
  })

  it('puts P1 times P2 into the level that holds it', () => {
    expect(probabilityLevel(matrix, 0.1 * 0.001).id).toBe('occasional')
    expect(probabilityLevel(matrix, 1).id).toBe('frequent')
    expect(probabilityLevel(matrix, 1e-9).id).toBe('improbable')
  })

  it('never calls a worse risk milder, whatever the chances', () => {
    const chance = fc.double({ min: Number.MIN_VALUE, max: 1, noNaN: true })
    const column = fc.nat(matrix.severity.length - 1)
    fc.assert(
      fc.property(chance, chance, column, column, (one, other, a, b) => {
        const at = (value: number, index: number) =>
          acceptabilities.indexOf(
            acceptabilityOf(
              matrix,
              probabilityLevel(matrix, value).id,
              matrix.severity[index]?.id ?? '',
            ),
          )
        const [less, more] = [Math.min(one, other), Math.max(one, other)]
        expect(at(less, Math.min(a, b))).toBeLessThanOrEqual(at(more, Math.max(a, b)))
      }),
    )
  })

  it('tells controlled from uncontrolled by exploitability and severity', () => {
    expect(fdaRiskIn(matrix, 'low', 'serious')).toBe('controlled')
    expect(fdaRiskIn(matrix, 'high', 'serious')).toBe('uncontrolled')
  })

  it('names the key of what cannot be used', () => {
    expect(wrong({ colour: 'red' })).toContain('colour')
    expect(wrong({ fda: { ...matrix.fda, low: ['controlled'] } })).toContain('fda.low: needs 5')
    expect(wrong({ fda: { ...matrix.fda, none: [] } })).toContain('fda.none: is no level')
    const milder = ['reduce', 'acceptable', 'reduce', 'reduce', 'reduce']
    expect(wrong({ acceptability: { ...matrix.acceptability, improbable: milder } })).toContain(
      'acceptability.improbable.1: "acceptable" is milder',
    )
    const twice = matrix.severity.map((level) => ({ ...level, id: 'minor' }))
    expect(wrong({ severity: twice })).toContain('stands twice')
    const short = matrix.probability.map((level) => ({ ...level, atMost: level.atMost / 2 }))
    expect(wrong({ probability: short })).toContain('must be 1')
  })
})
