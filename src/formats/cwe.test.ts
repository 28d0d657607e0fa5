import { describe, expect, it } from 'vitest'
import { cweName, cwesLike } from './cwe.ts'

describe('cweName', () => {
  it('gives the name that the list has', async () => {
    expect(await cweName('CWE-347')).toBe('Improper Verification of Cryptographic Signature')
  })

  it.each(['CWE-0', 'cwe-347', '347', ''])('knows no %j', async (id) => {
    expect(await cweName(id)).toBeUndefined()
  })
})

describe('cwesLike', () => {
  it('names what one slip of a finger may have meant', async () => {
    const ids = async (id: string) => (await cwesLike(id)).map((one) => one.id)
    expect(await ids('CWE-9347')).toContain('CWE-347')
    expect(await ids('CWE-374')).toHaveLength(3)
    expect(await cwesLike('CWE-999999')).toEqual([])
  })
})
