import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { hostile } from '../../../test/support/hostile-documents.ts'
import { oddPatterns } from '../../../test/support/odd-patterns.ts'

const counted = z.object({ name: z.string(), half: z.number(), whole: z.number() })
const answer = z.object({
  documents: z.array(counted),
  patterns: z.array(z.union([counted, z.object({ name: z.string(), refused: z.literal(true) })])),
})

const script = join(import.meta.dirname, '../../../test/support/judge-steps.ts')
const { documents, patterns } = answer.parse(
  JSON.parse(execFileSync(process.execPath, [script], { encoding: 'utf8' })),
)

describe('the steps that reading takes', () => {
  it('are counted for every hostile document', () => {
    expect(documents.map(({ name }) => name)).toEqual(Object.keys(hostile))
  })
  for (const { name, half, whole } of documents)
    it(`grow with the text and no faster: ${name}`, () => {
      expect(half).toBeGreaterThan(2_000)
      expect(whole).toBeLessThan(2.1 * half)
    })
})

describe('a pattern', () => {
  it('was tried for every odd list', () => {
    expect(patterns.length).toBe(oddPatterns.length)
  })
  for (const pattern of patterns)
    it(`is refused, or takes one pass: ${pattern.name.slice(0, 60)}`, () => {
      if ('refused' in pattern) return
      expect(pattern.half).toBeGreaterThan(400)
      expect(pattern.whole).toBeLessThan(2.1 * pattern.half)
    })
  it('is refused where it could branch without bound, or is no phrase', () => {
    const refused = patterns.filter((pattern) => 'refused' in pattern).map(({ name }) => name)
    expect(refused).toEqual([
      '.*, .* .* .* .*',
      'a|b|c|d|e a|b|c|d|e a|b|c|d|e a|b|c|d|e a|b|c|d|e a|b|c|d|e a|b|c|d|e a|b|c|d|e',
      'a b c d e f g h i',
      'ab*',
      'two-words',
      '<no-class>',
      '@concept',
      '@nothing',
      'a||b',
    ])
  })
})
