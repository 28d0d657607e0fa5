import { describe, expect, it } from 'vitest'
import { cweName } from './cwe.ts'

describe('cweName', () => {
  it('gives the name that the list has', async () => {
    expect(await cweName('CWE-347')).toBe('Improper Verification of Cryptographic Signature')
  })

  it.each(['CWE-0', 'cwe-347', '347', ''])('knows no %j', async (id) => {
    expect(await cweName(id)).toBeUndefined()
  })
})
