import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.ts'
import { isRefusal } from '../../src/kernel/result.ts'
import { parseStrictJsonBytes } from '../../src/kernel/strict-json.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const suite = sharedPath('suites', 'jsontestsuite') ?? ''

// RFC 8259 lets a reader accept duplicate names; we refuse them, because two readers differ on
// which one counts.
const duplicates = new Set([
  'y_object_duplicated_key.json',
  'y_object_duplicated_key_and_value.json',
])

describe.runIf(needsShared('suites', 'jsontestsuite'))('JSONTestSuite, parsing', () => {
  const names = suite === '' ? [] : readdirSync(join(suite, 'test_parsing'))
  const parse = (name: string) =>
    parseStrictJsonBytes(readFileSync(join(suite, 'test_parsing', name)))
  const starting = (letter: string): string[] => names.filter((name) => name.startsWith(letter))

  it('has 95 valid, 188 invalid and 35 undecided texts', () => {
    expect(['y', 'n', 'i'].map((letter) => starting(letter).length)).toEqual([95, 188, 35])
  })

  it.each(starting('y_'))('%s', (name) => {
    const value = parse(name)
    if (duplicates.has(name)) {
      expect(value).toMatchObject({ code: 'json/duplicate-member' })
      return
    }
    expect(isRefusal(value)).toBe(false)
    expect(value).toStrictEqual(JSON.parse(readFileSync(join(suite, 'test_parsing', name), 'utf8')))
  })

  it.each(starting('n_'))('%s', (name) => {
    expect(parse(name)).toMatchObject({ refused: true, code: expect.stringMatching(/^json\//) })
  })

  it.each(starting('i_'))('%s: refused, or understood so that it has a canonical form', (name) => {
    const value = parse(name)
    if (isRefusal(value)) expect(value.code).toMatch(/^json\//)
    else expect(parseStrictJsonBytes(Buffer.from(canonicalJson(value)))).toEqual(value)
  })
})

describe.runIf(needsShared('suites', 'jsontestsuite'))('JSONTestSuite, transforming', () => {
  const folder = join(suite, 'test_transform')
  it.each(suite === '' ? [] : readdirSync(folder))('%s', (name) => {
    const value = parseStrictJsonBytes(readFileSync(join(folder, name)))
    if (/same_key|unclear_values/.test(name))
      expect(value).toMatchObject({ code: 'json/duplicate-member' })
    else if (/invalid_codepoint/.test(name)) expect(isRefusal(value)).toBe(true)
    else expect(isRefusal(value)).toBe(false)
  })
})
