import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow, RefusalError, refuse } from './result.ts'

describe('refusals', () => {
  it('carry a code, a sentence, and particulars only where there are some', () => {
    expect(refuse('a/b', 'Do this.')).toStrictEqual({
      refused: true,
      code: 'a/b',
      message: 'Do this.',
    })
    expect(refuse('a/b', 'Do this.', { limit: 3 })).toMatchObject({ details: { limit: 3 } })
  })

  it('are told from every other value', () => {
    expect(isRefusal(refuse('a/b', 'Do this.'))).toBe(true)
    for (const value of [
      undefined,
      null,
      '',
      'refused',
      0,
      {},
      [],
      { refused: false },
      { refused: 'true' },
    ])
      expect(isRefusal(value)).toBe(false)
  })

  it('become a throw only where asked', () => {
    expect(orThrow(7)).toBe(7)
    const refusal = refuse('a/b', 'Do this.')
    const attempt = (): unknown => orThrow(refusal)
    expect(attempt).toThrow(RefusalError)
    expect(attempt).toThrow('a/b: Do this.')
  })

  it('keep the cause and themselves when carried by an error', () => {
    const cause = new Error('lower down')
    const refusal = refuse('a/b', 'Do this.')
    const error = new RefusalError(refusal, { cause })
    expect(error.refusal).toBe(refusal)
    expect(error.cause).toBe(cause)
  })
})
