import { describe, expect, it } from 'vitest'
import { createKeyCache } from './key-cache.ts'

const key = new Uint8Array(32)

describe('the cache of keys', () => {
  it('holds no more than its bound, and drops what was used longest ago', () => {
    const cache = createKeyCache(() => 0, { entries: 2, milliseconds: 10 })
    cache.put('a', key, cache.mark())
    cache.put('b', key, cache.mark())
    cache.get('a')
    cache.put('c', key, cache.mark())
    expect(['a', 'b', 'c'].map((person) => cache.get(person) !== undefined)).toEqual([
      true,
      false,
      true,
    ])
  })

  it('does not keep a key that was read before an erasure and comes in after it', () => {
    const cache = createKeyCache(() => 0, { entries: 2, milliseconds: 10 })
    const mark = cache.mark()
    cache.forget('a')
    cache.put('a', key, mark)
    expect(cache.get('a')).toBeUndefined()
  })
})
