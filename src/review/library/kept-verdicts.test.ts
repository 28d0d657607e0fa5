import { expect, test, vi } from 'vitest'
import { couldNotRun, forAll } from '../judge/judge.ts'
import { keepVerdicts } from './kept-verdicts.ts'

const judged = { verdicts: forAll(() => couldNotRun), passageHashes: new Map<number, string>() }

test('judges the same revision once, and two callers at once share it', async () => {
  const kept = keepVerdicts()
  const judge = vi.fn(async () => judged)
  await Promise.all([kept.of('a', judge), kept.of('a', judge)])
  await kept.of('a', judge)
  expect(judge).toHaveBeenCalledTimes(1)
})

test('lets the least recently used go', async () => {
  const kept = keepVerdicts(2)
  const judge = vi.fn(async () => judged)
  for (const key of ['a', 'b', 'a', 'c']) await kept.of(key, judge)
  expect(judge).toHaveBeenCalledTimes(3)
  await kept.of('a', judge)
  expect(judge).toHaveBeenCalledTimes(3)
  await kept.of('b', judge)
  expect(judge).toHaveBeenCalledTimes(4)
})

test('keeps no more characters of quotes than it may', async () => {
  const evidence = (quote: string) => ({
    quote,
    location: { headings: [] },
    passage: 0,
    pattern: 'x',
  })
  const saying = (quote: string) => async () => ({
    ...judged,
    verdicts: {
      '9.2/channel': { verdict: 'met' as const, confidence: 1, evidence: [evidence(quote)] },
    },
  })
  const kept = keepVerdicts(100, 10)
  await kept.of('first', saying('123456'))
  await kept.of('second', saying('123456'))
  const again = vi.fn(saying('1'))
  await kept.of('second', again)
  expect(again).not.toHaveBeenCalled()
  await kept.of('first', again)
  expect(again).toHaveBeenCalledTimes(1)
})

test('does not keep what failed', async () => {
  const kept = keepVerdicts()
  await expect(kept.of('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await kept.of('a', async () => judged)).toBe(judged)
})
