import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { orThrow } from '../../src/kernel/result.ts'
import { formatVerifierKey, parseVerifierKey } from '../../src/ledger/index.ts'
import { verifyCosignatures } from '../../src/ledger/verify/cosignature.ts'
import { parseNote } from '../../src/ledger/verify/note.ts'
import { readSettings } from '../../src/server/index.ts'
import { sha256, verifyEd25519 } from '../support/crypto.ts'
import { type LoopbackWitness, startWitness } from '../support/loopback-witness.ts'
import { type Maker, openMaker } from '../support/maker.ts'
import { operatorOf } from '../support/operator.ts'
import { aProduct } from '../support/work/product.ts'

// Item 9 of the clause review: public witnesses want to be called (C2SP tlog-witness).
let maker: Maker
let witness: LoopbackWitness

const hour = 3_600_000
const ledger = async () => (await operatorOf(maker).get('/api/ledger')).body
const grow = async () => {
  await aProduct(operatorOf(maker))
  await maker.settle()
}
/** A round of calls now; the hours before it let every wait after a failure pass. */
const call = async () => {
  maker.time.now += hour
  await maker.server.parts.witnessCalls.keep()
  return (await ledger()).calls[0]
}

beforeAll(async () => {
  const time = { now: () => Date.now() }
  witness = await startWitness(() => time.now())
  maker = await openMaker({
    environment: {
      WITNESSES: formatVerifierKey(witness.key, 'cosignature'),
      WITNESS_URLS: `${witness.url}/`,
    },
  })
  time.now = () => maker.time.now
  witness.watch(orThrow(parseVerifierKey(sha256, (await ledger()).verifierKey)))
})
beforeEach(() => {
  witness.lie = undefined
})
afterAll(async () => {
  await maker?.close()
  await witness?.close()
})

test('a witness that is called proves the growth, and its word stands in the checkpoint', async () => {
  await grow()
  const first = await call()
  expect(first).toMatchObject({ url: witness.url, ok: true, problem: '', size: witness.size })
  expect(witness.calls.at(-1)).toMatch(/^old 0\n\n/)
  const before = witness.size
  await grow()
  expect(await call()).toMatchObject({ ok: true })
  expect(witness.size).toBeGreaterThan(before)
  expect(witness.calls.at(-1)).toMatch(new RegExp(`^old ${before}\n(?:[A-Za-z0-9+/]{43}=\n)+\n`))
  const cosigned = await (await maker.fetch('/ledger/checkpoint/cosigned')).text()
  expect(verifyCosignatures(verifyEd25519, orThrow(parseNote(cosigned)), [witness.key])).toEqual([
    { key: witness.key, time: Math.floor(maker.time.now / 1_000) },
  ])
  expect((await ledger()).cosigned).toMatchObject([{ name: witness.key.name, size: witness.size }])
})

test('nothing new is called again only before the witness would seem away', async () => {
  await call()
  const calls = witness.calls.length
  await maker.server.parts.witnessCalls.keep()
  await call()
  expect(witness.calls.length).toBe(calls)
  maker.time.now += 6 * hour
  await call()
  expect(witness.calls.length).toBe(calls + 1)
  expect(witness.calls.at(-1)).toMatch(new RegExp(`^old ${witness.size}\n\n`))
})

test('a server that does not know what was cosigned asks, and proves from there', async () => {
  const before = witness.size
  const calls = witness.calls.length
  await maker.restart()
  await grow()
  expect(await call()).toMatchObject({ ok: true })
  expect(witness.calls.slice(calls, calls + 2).map((body) => body.split('\n')[0])).toEqual([
    'old 0',
    `old ${before}`,
  ])
})

test.each([
  ['no cosignature', () => ({ status: 200, body: 'thank you\n' }), 'no cosignature'],
  ['nothing', () => ({ status: 200, body: '' }), 'no cosignature'],
  [
    'another note behind an empty line',
    (honest: { body: unknown }) => ({
      status: 200,
      body: `${String(honest.body)}\n— witness.example/w1 AAAAAAAAAAAA\n`,
    }),
    'no cosignature',
  ],
  [
    'a cosignature of nobody we know',
    (honest: { body: unknown }) => ({
      status: 200,
      body: String(honest.body).replace('witness.example/w1', 'stranger.example/w1'),
    }),
    'No key of the setting WITNESSES',
  ],
  [
    'a cosignature of other words',
    (honest: { body: unknown }) => ({
      status: 200,
      body: String(honest.body).replace(/.{8}\n$/, 'AAAAAAA=\n'),
    }),
    'does not cover',
  ],
  ['more than anybody needs', () => ({ status: 200, body: '—'.repeat(100_000) }), 'more than'],
  ['bytes that are no text', () => ({ status: 200, body: Uint8Array.of(0xe2, 0x80) }), 'broke off'],
  ['a conflict without a size', () => ({ status: 409, body: '3\n' }), 'answers 409'],
  [
    'a conflict with a size that is none',
    () => ({ status: 409, type: 'text/x.tlog.size', body: '007\n' }),
    '409 without the size',
  ],
  [
    'a size that the ledger never had',
    () => ({ status: 409, type: 'text/x.tlog.size', body: '9000000\n' }),
    'older copy',
  ],
  [
    'conflicts without end',
    (_: unknown, body: string) => ({
      status: 409,
      type: 'text/x.tlog.size',
      body: body.startsWith('old 1\n') ? '2\n' : '1\n',
    }),
    'meanwhile',
  ],
  ['that it does not know us', () => ({ status: 404, body: '' }), 'verifier key'],
  ['that we lie', () => ({ status: 422, body: '' }), 'does not continue'],
  ['that it is tired', () => ({ status: 503, body: '' }), 'answers 503'],
  [
    'somewhere else',
    () => ({ status: 307, body: '', headers: { location: 'http://127.0.0.1:1/' } }),
    'cannot be reached',
  ],
])('a witness that answers %s is not believed', async (_what, lie, says) => {
  await grow()
  const before = (await ledger()).cosigned
  witness.lie = lie
  const failed = await call()
  expect(failed).toMatchObject({ ok: false, problem: expect.stringContaining(says) })
  expect((await ledger()).cosigned).toEqual(before)
  witness.lie = undefined
  expect(await call()).toMatchObject({ ok: true })
})

test('what fails is called again later each time', async () => {
  await grow()
  witness.lie = () => ({ status: 503, body: '' })
  await call()
  const calls = witness.calls.length
  for (let minutes = 0; minutes < 10; minutes++) {
    maker.time.now += 60_000
    await maker.server.parts.witnessCalls.keep()
  }
  // After 1, 2 and 4 minutes.
  expect(witness.calls.length - calls).toBe(3)
})

test.each([
  ['http://witness.example/submit', 'https://'],
  ['ftp://witness.example', 'https://'],
  ['https://me:secret@witness.example', 'no account'],
  ['https://witness.example/?a=b', 'no question mark'],
])('refuses to call %s', (url, says) => {
  const settings = readSettings({
    WITNESSES: formatVerifierKey(witness.key, 'cosignature'),
    WITNESS_URLS: url,
  })
  expect(settings).toMatchObject({
    code: 'settings/bad-value',
    message: expect.stringContaining(says),
  })
})

test('refuses to call witnesses of whom it has no key', () => {
  expect(readSettings({ WITNESS_URLS: 'https://witness.example' })).toMatchObject({
    code: 'settings/bad-value',
    message: expect.stringContaining('WITNESSES'),
  })
})
