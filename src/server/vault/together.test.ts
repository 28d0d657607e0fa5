import { describe, expect, it } from 'vitest'
import { together } from './together.ts'

describe('answering together', () => {
  it('answers the questions of one turn in one batch, up to the most', async () => {
    const batches: number[] = []
    const double = together(async (questions: readonly number[]) => {
      batches.push(questions.length)
      return questions.map((n) => n * 2)
    }, 3)
    expect(await Promise.all([1, 2, 3, 4].map(double))).toEqual([2, 4, 6, 8])
    expect(batches).toEqual([3, 1])
    expect(await double(5)).toBe(10)
  })

  it('rejects the questions of a batch that fails and goes on with the next', async () => {
    const ask = together(async ([question]: readonly string[]) => {
      if (question === 'bad') throw new Error('no')
      return [question]
    }, 1)
    const [bad, good] = await Promise.allSettled([ask('bad'), ask('good')])
    expect([bad?.status, good?.status]).toEqual(['rejected', 'fulfilled'])
  })
})
