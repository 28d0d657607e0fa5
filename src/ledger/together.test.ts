import { describe, expect, test } from 'vitest'
import { together } from './together.ts'

describe('questions put together', () => {
  test('of one turn are asked once, those of a later turn anew', async () => {
    const asked: (readonly number[])[] = []
    const double = together(async (keys: readonly number[]) => {
      asked.push(keys)
      return keys.map((key) => key * 2)
    })
    expect(await Promise.all([double(1), double(2), double(1)])).toEqual([2, 4, 2])
    expect(await double(3)).toBe(6)
    expect(asked).toEqual([[1, 2, 1], [3]])
  })

  test('are never too many for one go', async () => {
    const sizes: number[] = []
    const same = together(async (keys: readonly number[]) => {
      sizes.push(keys.length)
      return keys
    })
    const keys = Array.from({ length: 250 }, (_, index) => index)
    expect(await Promise.all(keys.map(same))).toEqual(keys)
    expect(sizes).toEqual([100, 100, 50])
  })

  test('fail together, and the next ones are asked as ever', async () => {
    let broken = true
    const same = together(async (keys: readonly number[]) => {
      if (broken) throw new Error('Gone away.')
      return keys
    })
    const results = await Promise.allSettled([same(1), same(2)])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    broken = false
    expect(await same(3)).toBe(3)
    const tooFew = together(async () => [])
    await expect(tooFew(1)).rejects.toThrow('As many answers')
  })
})
