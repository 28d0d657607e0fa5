import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ed25519Of, sha256, verifyEd25519 } from '../../../test/support/crypto.ts'
import { base64 } from '../../kernel/base64.ts'
import { orThrow } from '../../kernel/result.ts'
import { formatNote, type NoteSigner, parseNote, signNote, verifyNote } from './note.ts'
import { formatVerifierKey, parseVerifierKey, verifierKey } from './verifier-key.ts'

// The key and note in the documentation of Go's golang.org/x/mod/sumdb/note.
const goVkey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW'
const goSeed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1)
const goText =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
const goNote = `${goText}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
const goKey = orThrow(parseVerifierKey(sha256, goVkey))

const signerOf = (name: string, seed: number): NoteSigner => {
  const pair = ed25519Of(new Uint8Array(32).fill(seed))
  return { key: verifierKey(sha256, name, pair.publicKey), sign: pair.sign }
}
const log = signerOf('log.example/main', 1)
const witness = signerOf('witness.example/w1', 2)

describe('signed notes', () => {
  it("verifies the note in the reference implementation's documentation", () => {
    const note = orThrow(parseNote(goNote))
    expect(note.text).toBe(goText)
    expect(verifyNote(verifyEd25519, note, [goKey])).toEqual([goKey])
  })

  it('signs as the reference implementation does, byte for byte', () => {
    const pair = ed25519Of(goSeed)
    const key = verifierKey(sha256, 'PeterNeumann', pair.publicKey)
    const signature = signNote(goText, { key, sign: pair.sign })
    expect(formatVerifierKey(key)).toBe(goVkey)
    expect(formatNote({ text: goText, signatures: [signature] })).toBe(goNote)
  })

  it('splits at the last empty line, so that the text may have some', () => {
    const text = 'one\n\ntwo\n\n'
    const note = formatNote({ text, signatures: [signNote(text, log)] })
    expect(orThrow(parseNote(note)).text).toBe(text)
  })

  it('gives any signed text back and verifies it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        const text = `${line.replace(/[\u0000-\u001f]/g, '')}\n`
        const signatures = [signNote(text, log), signNote(text, witness)]
        const note = orThrow(parseNote(formatNote({ text, signatures })))
        expect(note).toEqual({ text, signatures })
        expect(verifyNote(verifyEd25519, note, [witness.key, log.key])).toEqual([
          log.key,
          witness.key,
        ])
      }),
    )
  })

  it('ignores signatures of unknown keys, even of the same name', () => {
    const other = signerOf('log.example/main', 3)
    const signatures = [signNote('a\n', other), signNote('a\n', log)]
    expect(verifyNote(verifyEd25519, { text: 'a\n', signatures }, [log.key])).toEqual([log.key])
    expect(verifyNote(verifyEd25519, { text: 'a\n', signatures }, [witness.key])).toMatchObject({
      code: 'note/no-known-key',
    })
    expect(verifyNote(verifyEd25519, { text: 'a\n', signatures }, [])).toMatchObject({
      code: 'note/no-known-key',
    })
  })

  it('refuses the whole note when one known key did not sign it', () => {
    const signatures = [signNote('a\n', log), signNote('b\n', witness)]
    expect(
      verifyNote(verifyEd25519, { text: 'a\n', signatures }, [log.key, witness.key]),
    ).toMatchObject({ code: 'note/bad-signature', details: { keyName: 'witness.example/w1' } })
  })

  it('refuses a known key with a signature of another length', () => {
    const { keyName, keyId } = signNote('a\n', log)
    const signatures = [{ keyName, keyId, signature: new Uint8Array(63) }]
    expect(verifyNote(verifyEd25519, { text: 'a\n', signatures }, [log.key])).toMatchObject({
      code: 'note/bad-signature',
    })
  })

  it('refuses to choose between two known keys of one name and id', () => {
    const twin = { ...log.key, publicKey: witness.key.publicKey }
    const signatures = [signNote('a\n', log)]
    expect(verifyNote(verifyEd25519, { text: 'a\n', signatures }, [log.key, twin])).toMatchObject({
      code: 'note/ambiguous-key',
    })
  })

  it('refuses a note with any character changed', () => {
    fc.assert(
      fc.property(
        fc.nat(goNote.length - 1),
        fc.constantFrom('x', '\n', ' ', '+', 'é'),
        (at, by) => {
          fc.pre(goNote[at] !== by)
          const changed = parseNote(goNote.slice(0, at) + by + goNote.slice(at + 1))
          const outcome =
            'refused' in changed ? changed : verifyNote(verifyEd25519, changed, [goKey])
          expect(outcome).toMatchObject({ refused: true })
        },
      ),
      { numRuns: 500 },
    )
  })

  const line = `— k ${base64(new Uint8Array(68))}\n`
  it.each([
    ['no empty line', `text\n${line}`],
    ['no text', `\n${line}`],
    ['no signature', 'text\n\n'],
    ['an unfinished last line', `text\n\n${line.trimEnd()}`],
    ['a hyphen for the dash', `text\n\n${line.replace('—', '-')}`],
    ['two spaces', `text\n\n${line.replace('k ', 'k  ')}`],
    ['a plus in the key name', `text\n\n${line.replace('k ', 'k+ ')}`],
    ['a no-break space in the key name', `text\n\n${line.replace('k ', 'k\u00a0k ')}`],
    ['an empty key name', `text\n\n${line.replace('k ', ' ')}`],
    ['a carriage return', `text\r\n\n${line}`],
    ['a lone surrogate', `te\ud800xt\n\n${line}`],
    ['base 64 without padding', `text\n\n${line.replace('=', '')}`],
    ['a key id and nothing more', 'text\n\n— k AAAAAA==\n'],
    ['text after the signatures', `text\n\n${line}more\n`],
  ])('refuses %s', (_name, note) => {
    expect(parseNote(note)).toMatchObject({ code: 'note/malformed' })
  })

  it('reads sixteen signatures of post-quantum size and refuses a flood', () => {
    const big = `— k ${base64(new Uint8Array(5_000))}\n`
    expect(orThrow(parseNote(`text\n\n${big.repeat(16)}`)).signatures).toHaveLength(16)
    expect(parseNote(`text\n\n${line.repeat(65)}`)).toMatchObject({ code: 'note/too-large' })
    expect(parseNote(`text\n\n${big.repeat(60)}`)).toMatchObject({ code: 'note/too-large' })
  })

  it('throws rather than sign or write what would not read back', () => {
    expect(() => signNote('no newline', log)).toThrow(/newline/)
    expect(() => signNote('tab\t\n', log)).toThrow(/control/)
    expect(() => formatNote({ text: 'a\n', signatures: [] })).toThrow(/signature/)
    const signature = signNote('a\n', log)
    for (const change of [{ keyName: 'a b' }, { keyId: 'ABCDEF01' }])
      expect(() => formatNote({ text: 'a\n', signatures: [{ ...signature, ...change }] })).toThrow(
        /key/,
      )
  })
})

describe('verifier keys', () => {
  it.each([
    ['an id of another key', goVkey.replace('c74f20a3', 'c74f20a4'), 'vkey/id-differs'],
    ['another name', goVkey.replace('Peter', 'Petra'), 'vkey/id-differs'],
    ['an id in upper case', goVkey.replace('c74f20a3', 'C74F20A3'), 'vkey/malformed'],
    ['a space in the name', goVkey.replace('Peter', 'Peter '), 'vkey/malformed'],
    ['no key', 'PeterNeumann+c74f20a3', 'vkey/malformed'],
    ['no base 64', 'PeterNeumann+c74f20a3+!!!!', 'vkey/malformed'],
    ['an empty text', '', 'vkey/malformed'],
    ['an endless one', goVkey + 'A'.repeat(10_000), 'vkey/malformed'],
    ['another type of key', goVkey.replace('+ARpc', '+AhpcAAAA').slice(0, -4), 'vkey/other-type'],
    ['a key that is too long', `${goVkey}AAAA`, 'vkey/other-type'],
  ])('refuses %s', (_name, vkey, code) => {
    expect(parseVerifierKey(sha256, vkey)).toMatchObject({ code })
  })

  it('throws on a name or key that no note can carry', () => {
    expect(() => verifierKey(sha256, 'a b', goKey.publicKey)).toThrow(/name/)
    expect(() => verifierKey(sha256, 'a', new Uint8Array(31))).toThrow(/32 bytes/)
  })
})
