import { createSecretKey, randomBytes } from 'node:crypto'
import { parseOptions, verify } from '@node-rs/argon2'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../kernel/limits.ts'
import { deriveKey } from '../../vault/index.ts'
import { createPasswords, refusePassword } from './passwords.ts'
import { createTotp } from './totp.ts'

const master = createSecretKey(randomBytes(32))

describe('passwords', () => {
  const passwords = createPasswords(master)

  it('are hashed with argon2id at the cost that OWASP gives, and a fresh salt', async () => {
    const stored = await passwords.hash('seven quiet otters')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(parseOptions(stored)).toMatchObject({ outputLen: 32, saltLen: 16 })
    expect(await passwords.hash('seven quiet otters')).not.toBe(stored)
  })

  it('are verified as they were set, and nothing else is', async () => {
    const stored = await passwords.hash('seven quiet otters é')
    expect(await passwords.verify(stored, 'seven quiet otters é')).toBe(true)
    expect(await passwords.verify(stored, 'seven quiet otters e\u0301')).toBe(true)
    expect(await passwords.verify(stored, 'seven quiet otters')).toBe(false)
    expect(await passwords.verify(undefined, 'nobody has this password')).toBe(false)
  })

  it('are not cut: the end of the longest counts, and more is never right', async () => {
    const longest = 'quiet otter '.repeat(30).slice(0, limits.account.passwordLongest)
    expect(refusePassword(longest, 'ada')).toBeUndefined()
    const stored = await passwords.hash(longest)
    expect(await passwords.verify(stored, longest)).toBe(true)
    expect(await passwords.verify(stored, `${longest.slice(0, -1)}X`)).toBe(false)
    expect(await passwords.verify(stored, `${longest}X`)).toBe(false)
    expect(await passwords.verify(stored, longest.repeat(10_000))).toBe(false)
  })

  it('cannot be tried by who has the hash but not the master key', async () => {
    const stored = await passwords.hash('seven quiet otters')
    expect(await verify(stored, 'seven quiet otters')).toBe(false)
    const secret = deriveKey(master, 'password')
    expect(await verify(stored, 'seven quiet otters', { secret })).toBe(true)
    const elsewhere = createPasswords(createSecretKey(randomBytes(32)))
    expect(await elsewhere.verify(stored, 'seven quiet otters')).toBe(false)
  })

  it('are not hashed in any number at once', async () => {
    const { atOnce, waiting } = limits.account.hashing
    const results = await Promise.allSettled(
      Array.from({ length: atOnce + waiting + 3 }, () => passwords.verify(undefined, 'x')),
    )
    expect(results.filter(({ status }) => status === 'rejected')).toMatchObject(
      Array.from({ length: 3 }, () => ({ reason: { refusal: { code: 'access/too-many' } } })),
    )
    expect(await passwords.verify(undefined, 'x')).toBe(false)
  })

  it.each([
    ['eleven char', 'short'],
    ['          ', 'short'],
    ['aaaaaaaaaaaaaaa', 'common'],
    ['PasswordPassword', 'common'],
    ['1234567890123', 'common'],
    ['2026-Hospital!', 'common'],
    ['adalovelace-1815', 'has-name'],
    ['my.ADALOVELACE.key', 'has-name'],
    ['x'.repeat(257), 'long'],
  ])('%j is refused', (password, why) => {
    expect(refusePassword(password, 'adalovelace@example.org')).toMatchObject({
      code: `access/password-${why}`,
    })
  })

  it.each([
    'seven quiet otters',
    'ülün kedi tüyü',
    '数匹の静かなカワウソが屋根の上に',
    'correct horse 4 otters',
  ])('%j is taken', (password) => {
    expect(refusePassword(password, 'adalovelace@example.org')).toBeUndefined()
  })
})

describe('one-time codes', () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  const secret = Buffer.from('12345678901234567890')
  const at = (seconds: number) => createTotp(master, () => seconds * 1_000, randomBytes)

  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('are those of RFC 6238 at %i seconds', (seconds, code) => {
    expect(at(seconds).stepOf(secret, code)).toBe(Math.floor(seconds / 30))
  })

  it('may be one step early or late, and written with a space', () => {
    const step = Math.floor(1_111_111_111 / 30)
    for (const [late, expected] of [
      [-30, step],
      [30, step],
      [-60, undefined],
      [60, undefined],
    ] as const)
      expect(at(1_111_111_111 + late).stepOf(secret, '050 471')).toBe(expected)
  })

  it.each(['', '05047', '0504710', '05047x', '٠٥٠٤٧١', '-50471', '1e5   ', '9'.repeat(10_000)])(
    'are six digits: %j is none',
    (code) => {
      expect(at(1_111_111_111).stepOf(secret, code)).toBeUndefined()
    },
  )

  it('have a secret that is sealed for its person', () => {
    const totp = at(0)
    const sealed = totp.seal('ada', secret)
    expect(Buffer.from(totp.open('ada', sealed))).toEqual(secret)
    expect(() => totp.open('bob', sealed)).toThrow(/damaged/)
    expect(sealed).not.toContain(secret.toString('base64url'))
  })

  it('come from a secret of each link', () => {
    const totp = at(0)
    expect(totp.secretOf('one')).toHaveLength(20)
    expect(totp.secretOf('one')).toEqual(totp.secretOf('one'))
    expect(totp.secretOf('one')).not.toEqual(totp.secretOf('other'))
  })

  it('are named to the app with what somebody signs in with', () => {
    const uri = new URL(at(0).uri('ada+x@example.org', secret))
    expect(decodeURIComponent(uri.pathname)).toBe('/Vulnerary:ada+x@example.org')
    expect(uri.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  })
})
