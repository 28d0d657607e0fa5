import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hex } from '../../src/kernel/ids.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { formatCheckpoint, parseCheckpoint } from '../../src/ledger/verify/checkpoint.ts'
import { formatNote, parseNote, verifyNote } from '../../src/ledger/verify/note.ts'
import { formatVerifierKey, parseVerifierKey } from '../../src/ledger/verify/verifier-key.ts'
import { sha256, verifyEd25519 } from '../support/crypto.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const folder = sharedPath('suites', 'c2sp-specs') ?? ''
const specification = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** The fenced examples of a specification that are whole signed notes. */
const notesIn = (name: string): readonly string[] =>
  [...specification(name).matchAll(/^```\n([\s\S]*?)^```$/gm)]
    .map(([, block = '']) => block)
    .filter((block) => /\n\n— \S+ [A-Za-z0-9+/=]+\n/.test(block) && !block.includes('[...]'))

describe.runIf(needsShared('suites', 'c2sp-specs'))('C2SP signed-note', () => {
  it('verifies the example with its key, and refuses it with a letter changed', () => {
    const [, vkey = ''] =
      /^ {4}(example\.com\/foo\+\S+)$/m.exec(specification('signed-note.md')) ?? []
    const key = orThrow(parseVerifierKey(sha256, vkey))
    expect(formatVerifierKey(key)).toBe(vkey)
    const example = notesIn('signed-note.md').find((note) => note.startsWith('This is')) ?? ''
    expect(verifyNote(verifyEd25519, orThrow(parseNote(example)), [key])).toEqual([key])
    const changed = orThrow(parseNote(example.replace('This', 'That')))
    expect(verifyNote(verifyEd25519, changed, [key])).toMatchObject({ code: 'note/bad-signature' })
  })

  it('reads and writes every example of the specifications', () => {
    const examples = ['signed-note.md', 'tlog-checkpoint.md', 'tlog-cosignature.md'].flatMap(
      notesIn,
    )
    expect(examples.length).toBeGreaterThanOrEqual(4)
    for (const example of examples) expect(formatNote(orThrow(parseNote(example)))).toBe(example)
  })
})

describe.runIf(needsShared('suites', 'c2sp-specs'))('C2SP tlog-checkpoint', () => {
  it('reads and writes the example', () => {
    const { text } = orThrow(parseNote(notesIn('tlog-checkpoint.md')[0] ?? ''))
    const checkpoint = orThrow(parseCheckpoint(text))
    expect({ ...checkpoint, rootHash: hex(checkpoint.rootHash) }).toEqual({
      origin: 'example.com/behind-the-sofa',
      size: 20852163,
      rootHash: '0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62',
      extensions: [],
    })
    expect(formatCheckpoint(checkpoint)).toBe(text)
  })
})
