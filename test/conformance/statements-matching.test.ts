import { describe, expect, test } from 'vitest'
import { measureMatching } from '../../scripts/eval-statements/measure.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

describe.runIf(needsShared('corpus', 'documents'))('real documents in their next revision', () => {
  test('statements are found again, and none is told to be the same with other words', async () => {
    const figures = await measureMatching(sharedPath('corpus', 'documents') ?? '', 2)
    expect(figures.statements).toBeGreaterThan(5_000)
    expect(figures.recall).toBeGreaterThan(0.995)
    expect(figures.precision).toBeGreaterThan(0.995)
    expect(figures.recallOf.reworded).toBeGreaterThan(0.98)
    expect(figures.falselySame).toBe(0)
  })
})
