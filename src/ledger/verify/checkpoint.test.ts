import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ed25519Of, sha256, verifyEd25519 } from '../../../test/support/crypto.ts'
import { orThrow } from '../../kernel/result.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { formatNote, signNote } from './note.ts'
import { verifierKey } from './verifier-key.ts'

const root = `${'A'.repeat(43)}=`
const pair = ed25519Of(new Uint8Array(32).fill(7))
const key = verifierKey(sha256, 'log.example/main', pair.publicKey)
const signed = (text: string): string =>
  formatNote({ text, signatures: [signNote(text, { key, sign: pair.sign })] })
const expected = { origin: 'log.example/main', keys: [key] }

describe('checkpoints', () => {
  it('reads back what it writes, extension lines included', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[!-~ ]{1,40}$/),
        fc.maxSafeNat(),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(fc.stringMatching(/^[!-~ ]{1,40}$/), { maxLength: 3 }),
        (origin, size, rootHash, extensions) => {
          const checkpoint = { origin, size, rootHash, extensions }
          expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint)
        },
      ),
    )
  })

  it.each([
    ['two lines', 'log\n1\n'],
    ['no newline at the end', `log\n1\n${root}`],
    ['an empty origin', `\n1\n${root}\n`],
    ['an empty extension line', `log\n1\n${root}\n\n`],
    ['a leading zero', `log\n01\n${root}\n`],
    ['a sign', `log\n+1\n${root}\n`],
    ['a hexadecimal size', `log\n0x1\n${root}\n`],
    ['digits of another script', `log\n\u0661\n${root}\n`],
    ['a size of 2^53', `log\n9007199254740992\n${root}\n`],
    ['an endless size', `log\n${'9'.repeat(400)}\n${root}\n`],
    ['a root of 31 bytes', `log\n1\n${'A'.repeat(42)}==\n`],
    ['a root that is not canonical base 64', `log\n1\n${'A'.repeat(42)}B=\n`],
    ['a carriage return after the root', `log\n1\n${root}\r\n`],
  ])('refuses %s', (_name, text) => {
    expect(parseCheckpoint(text)).toMatchObject({ code: 'checkpoint/malformed' })
  })

  it('throws rather than write what would not read back', () => {
    const checkpoint = { origin: 'log', size: 1, rootHash: new Uint8Array(32), extensions: [] }
    for (const change of [
      { origin: '' },
      { origin: 'a\nb' },
      { extensions: [''] },
      { size: -1 },
      { size: 0.5 },
      { size: -0 },
      { rootHash: new Uint8Array(31) },
    ])
      expect(() => formatCheckpoint({ ...checkpoint, ...change })).toThrow(/checkpoint/)
  })

  it('opens one that the expected log signed', () => {
    const text = `log.example/main\n7\n${root}\n`
    expect(orThrow(openCheckpoint(verifyEd25519, signed(text), expected))).toEqual({
      checkpoint: orThrow(parseCheckpoint(text)),
      signers: [key],
    })
  })

  it.each([
    ['of another log with the same key', `log.example/other\n7\n${root}\n`, 'checkpoint/other-log'],
    ['whose text is no checkpoint', 'hello\n', 'checkpoint/malformed'],
  ])('does not open one %s', (_name, text, code) => {
    expect(openCheckpoint(verifyEd25519, signed(text), expected)).toMatchObject({ code })
  })

  it('does not open one that nobody trusted signed, or that was changed after signing', () => {
    const note = signed(`log.example/main\n7\n${root}\n`)
    expect(openCheckpoint(verifyEd25519, note, { ...expected, keys: [] })).toMatchObject({
      code: 'note/no-known-key',
    })
    expect(openCheckpoint(verifyEd25519, note.replace('\n7\n', '\n8\n'), expected)).toMatchObject({
      code: 'note/bad-signature',
    })
    expect(openCheckpoint(verifyEd25519, 'hello', expected)).toMatchObject({
      code: 'note/malformed',
    })
  })
})
