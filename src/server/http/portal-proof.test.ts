import { createSecretKey } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Challenge, type Solution, solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { limits } from '../../kernel/limits.ts'
import { type Database, openSqlite } from '../../ledger/index.ts'
import { createProofOfWork } from './portal-proof.ts'

const time = { now: 1_800_000_000_000 }
let folder: string
let database: Database
let other: Database
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofs-'))
  database = await openSqlite(join(folder, 'one.db'))
  other = await openSqlite(join(folder, 'other.db'))
})
afterAll(async () => {
  await database.close()
  await other.close()
  await rm(folder, { recursive: true })
})

const parts = (secret: number, of = database) => ({
  master: createSecretKey(Buffer.alloc(32, secret)),
  clock: () => time.now,
  random: (length: number) => new Uint8Array(length),
  ledger: { database: of },
})
const coded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64')

describe('a proof of work', () => {
  let proof: ReturnType<typeof createProofOfWork>
  let challenge: Challenge
  let solution: Solution | null
  beforeAll(async () => {
    proof = createProofOfWork(parts(1))
    challenge = (await proof.challenge()) as Challenge
    solution = await solveChallenge({ challenge, deriveKey })
  })
  beforeEach(async () => {
    await other.writer.deleteFrom('used_proof').execute()
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
    expect(await createProofOfWork(parts(2, other)).redeem(shown)).toBe(false)
    const later = { ...parts(1, other), clock: () => time.now + limits.proof.lasts + 1 }
    expect(await createProofOfWork(later).redeem(shown)).toBe(false)
    // The same one is good where none of this is the case.
    expect(await createProofOfWork(parts(1, other)).redeem(shown)).toBe(true)
  })

  test('is forgotten when it has run out, and only then', async () => {
    const one = createProofOfWork(parts(1, other))
    await one.redeem(coded({ challenge, solution }))
    const kept = () => other.reader.selectFrom('used_proof').selectAll().execute()
    expect(await kept()).toHaveLength(1)
    time.now += limits.proof.lasts + 1
    const later = (await one.challenge()) as Challenge
    const work = await solveChallenge({ challenge: later, deriveKey })
    expect(await one.redeem(coded({ challenge: later, solution: work }))).toBe(true)
    expect((await kept()).map(({ proof: used }) => used)).toEqual([later.signature])
    time.now -= limits.proof.lasts + 1
  })

  test('is not taken where as many are remembered as there is room for', async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => ({
      proof: `other-${index}`,
      until: '2099-01-01T00:00:00.000Z',
    }))
    for (let made = 0; made < limits.proof.remembered; made += rows.length)
      await other.writer
        .insertInto('used_proof')
        .values(rows.map(({ proof: name, until }) => ({ proof: `${name}-${made}`, until })))
        .execute()
    const shown = coded({ challenge, solution })
    expect(await createProofOfWork(parts(1, other)).redeem(shown)).toBe(false)
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
    const one = createProofOfWork(parts(1, other))
    expect(await one.redeem(coded(forged(challenge)))).toBe(false)
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
