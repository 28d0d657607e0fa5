import { describe, expect, it } from 'vitest'
import type { Passage } from '../../kernel/passage.ts'
import { askedWords } from './asked-words.ts'
import { partsOf } from './parts.ts'
import { preparePassages } from './prepared-passage.ts'
import { servicesOf } from './services.ts'
import { synonymsOf } from './synonyms.ts'
import { termsOf } from './terms.ts'
import { tone } from './tone.ts'

const shared = (a: string, b: string): readonly string[] =>
  termsOf(a).filter((term) => termsOf(b).includes(term))

const paragraph = (text: string, headings: readonly string[] = []): Passage => ({
  index: 0,
  kind: 'paragraph',
  text,
  location: { headings },
})
const prepared = (passage: Passage) => {
  const [first] = preparePassages('a.md', [passage])
  if (first === undefined) throw new Error('No passage.')
  return first
}

describe('the words of a text', () => {
  it('meet however a setting is spelt', () => {
    for (const other of ['AUTH_ENABLED=false', 'authEnabled', 'auth-enabled', 'Auth.Enabled'])
      expect(shared('auth.enabled', other)).toContain('authenabled')
    expect(shared('authEnabled', 'the author is enabled')).not.toContain('authenabled')
  })

  it('meet with and without a hyphen, and do not meet in other numbers', () => {
    expect(shared('SHA-1', 'SHA1 checksums')).toContain('sha1')
    expect(shared('SHA-1', 'SHA-128 checksums')).not.toContain('sha1')
  })

  it('meet as one word and as two', () => {
    expect(shared('login', 'log in with your name')).toEqual(['login'])
    expect(shared('cleartext', 'sent in clear text')).toEqual(['cleartext'])
    expect(shared('login', 'look in the log')).toEqual([])
  })

  it('keep a version in one piece', () => {
    expect(termsOf('version 2.3.1')).toContain('2.3.1')
    expect(termsOf('version 2.3.1')).not.toContain('3')
  })

  it('have German stems in German texts', () => {
    expect(
      shared('die Sperrung der Zertifikate wird geprüft', 'ob das Zertifikat gesperrt ist'),
    ).toHaveLength(1)
  })

  it('are bounded, whatever a text holds', () => {
    for (const term of termsOf(`${'aB'.repeat(5_000)} ${'x_'.repeat(5_000)} ${'1.'.repeat(5_000)}`))
      expect(term.length).toBeLessThanOrEqual(60)
  })
})

describe('what is asked for', () => {
  it('weighs a named feature above the summary, and that above the name of the product', () => {
    const words = askedWords({
      product: { name: 'PumpLink' },
      summary: 'PumpLink leaked reports.',
      features: ['remote service'],
    })
    const weight = (word: string): number => words.find(({ shown }) => shown === word)?.weight ?? 0
    expect(weight('remote')).toBeGreaterThan(weight('reports'))
    expect(weight('reports')).toBeGreaterThan(weight('pumplink'))
    expect(weight('pumplink')).toBeGreaterThan(0)
  })

  it('knows what stands for a word, in two languages', () => {
    const [password = ''] = termsOf('credential')
    expect(synonymsOf(password).has(termsOf('password')[0] ?? '')).toBe(true)
    expect(synonymsOf(password).has('kennwort')).toBe(true)
    expect(synonymsOf('pump').size).toBe(0)
  })

  it('names the service of a well-known port', () => {
    expect(servicesOf(21)).toEqual(['ftp'])
    expect(servicesOf(40_000)).toEqual([])
    expect(askedWords({ ports: [{ port: 389 }] }).map(({ shown }) => shown)).toContain('ldap')
  })
})

describe('how a passage speaks', () => {
  it('is told from its words and the headings above', () => {
    expect(tone(prepared(paragraph('- Open the port in the firewall.')))).toMatchObject({
      instruction: 1,
      past: 0,
      changes: 0,
    })
    expect(
      tone(prepared(paragraph('The port was closed, it is no longer used.', ['Release notes']))),
    ).toMatchObject({ instruction: 0, past: 1, denial: 1, changes: 1 })
  })
})

describe('a long passage', () => {
  it('is taken in parts that are verbatim and together all of it', () => {
    const text = Array.from({ length: 80 }, (_, at) => `Sentence ${at} says something.`).join(' ')
    const parts = partsOf(prepared(paragraph(text))).map(({ passage }) => passage.text)
    expect(parts.length).toBeGreaterThan(3)
    expect(parts.join(' ')).toBe(text)
    for (const part of parts) expect(part.length).toBeLessThanOrEqual(900)
  })

  it('without an end of a sentence is cut at spaces, and between whole characters', () => {
    for (const text of [`${'word '.repeat(600)}end`, '𝐀'.repeat(2_000)]) {
      const parts = partsOf(prepared(paragraph(text))).map(({ passage }) => passage.text)
      expect(parts.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(900)
        expect(part.isWellFormed()).toBe(true)
      }
    }
  })
})
