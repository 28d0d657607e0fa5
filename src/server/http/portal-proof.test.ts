import { createSecretKey } from 'node:crypto'
import { type Challenge, type Solution, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../kernel/limits.ts'
import { createProofOfWork } from './portal-proof.ts'

const time = { now: 1_800_000_000_000 }
const parts = (secret: number) => ({
  master: createSecretKey(Buffer.alloc(32, secret)),
  clock: () => time.now,
  random: (length: number) => new Uint8Array(length),
})
const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

describe('a proof of work', () => {
  const proof = createProofOfWork(parts(1))
  let challenge: Challenge
  let solution: Solution | null
  beforeAll(async () => {
    challenge = (await proof.challenge()) as Challenge
    solution = await solveChallenge({ challenge, deriveKey })
  })

  test('takes the browser the work that the limits ask for', () => {
    expect(solution?.counter).toBe(limits.proof.least)
  })

  test('is taken once', async () => {
    const shown = coded({ challenge, solution })
    const [one, other] = await Promise.all([proof.redeem(shown), proof.redeem(shown)])
    expect([one, other].sort()).toEqual([false, true])
    expect(await proof.redeem(shown)).toBe(false)
  })

  test('is none of another server, and none when it has run out', async () => {
    const shown = coded({ challenge, solution })
    expect(await createProofOfWork(parts(2)).redeem(shown)).toBe(false)
    const later = { ...parts(1), clock: () => time.now + limits.proof.lasts + 1 }
    expect(await createProofOfWork(later).redeem(shown)).toBe(false)
    // The same one is good where none of this is the case.
    expect(await createProofOfWork(parts(1)).redeem(shown)).toBe(true)
  })

  test.each([
    ['no work', (one: Challenge) => ({ challenge: one })],
    [
      'invented work',
      (one: Challenge) => ({
        challenge: one,
        solution: { ...solution, derivedKey: 'ab'.repeat(32) },
      }),
    ],
    [
      'a later end',
      ({ parameters, signature }: Challenge) => ({
        challenge: {
          parameters: { ...parameters, data: { until: time.now + 9 * limits.proof.lasts } },
          signature,
        },
        solution,
      }),
    ],
    [
      'cheaper work',
      ({ parameters, signature }: Challenge) => ({
        challenge: { parameters: { ...parameters, cost: 1 }, signature },
        solution,
      }),
    ],
    ['more than it should have', (one: Challenge) => ({ challenge: one, solution, more: 1 })],
  ])('is not taken with %s', async (_, forged) => {
    expect(await createProofOfWork(parts(1)).redeem(coded(forged(challenge)))).toBe(false)
  })

  test.each([
    undefined,
    '',
    'x',
    '{}',
    ['a', 'b'],
    coded(null),
    coded('[['),
    'A'.repeat(limits.proof.characters + 1),
  ])('is not %j', async (text) => {
    expect(await proof.redeem(text)).toBe(false)
  })
})
