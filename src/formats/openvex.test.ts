import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readOpenVex } from './openvex.ts'

const document = (statements: readonly object[], members: object = {}) => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://maker.example/vex/1',
  author: 'PSIRT <psirt@maker.example>',
  timestamp: '2026-01-02T03:04:05Z',
  version: 2,
  statements,
  ...members,
})
const statement = {
  vulnerability: { name: 'CVE-2026-0001', aliases: ['GHSA-hjm9-9m9p-w86g'] },
  products: [{ '@id': 'pkg:npm/left@1.0.0' }],
  status: 'affected',
  action_statement: 'Update to 1.0.1.',
}
const codeOf = (json: unknown) => {
  const read = readOpenVex(json)
  return isRefusal(read) ? read.code : 'read'
}

describe('readOpenVex', () => {
  it('gathers what the document states of each vulnerability', () => {
    const later = {
      vulnerability: { name: 'CVE-2026-0001' },
      products: [
        { identifiers: { purl: 'pkg:npm/right@2.0.0' }, subcomponents: [{ '@id': 'left' }] },
      ],
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
    }
    const read = orThrow(readOpenVex(document([statement, later])))
    expect(read).toMatchObject({
      specVersion: '0.2.0',
      id: 'https://maker.example/vex/1',
      version: '2',
      problems: [],
    })
    expect(read.statements).toEqual([
      expect.objectContaining({
        id: 'CVE-2026-0001',
        aliases: ['GHSA-hjm9-9m9p-w86g'],
        advice: ['Update to 1.0.1.'],
        products: [
          { name: 'pkg:npm/left@1.0.0', versions: [], status: 'affected', why: '' },
          {
            name: 'pkg:npm/right@2.0.0 (left)',
            versions: [],
            status: 'not_affected',
            why: 'vulnerable code not in execute path',
          },
        ],
      }),
    ])
  })

  it('reads the first version, where names were texts', () => {
    const old = document(
      [{ vulnerability: 'CVE-2026-2', products: ['pkg:npm/a@1'], status: 'fixed' }],
      { '@context': 'https://openvex.dev/ns', version: '1' },
    )
    expect(orThrow(readOpenVex(old))).toMatchObject({
      specVersion: '0.0.1',
      statements: [{ id: 'CVE-2026-2', products: [{ name: 'pkg:npm/a@1', status: 'fixed' }] }],
    })
  })

  it('tells what a status lacks', () => {
    const { action_statement: _, ...silent } = statement
    const dumb = { ...silent, status: 'not_affected', products: [] }
    expect(orThrow(readOpenVex(document([silent, dumb]))).problems).toEqual([
      'Statement 1 says "affected" and does not say what to do.',
      'Statement 2 says "not affected" and does not say why.',
      'Statement 2 names no product.',
    ])
  })

  it.each([
    ['no statement', document([]), 'openvex/unreadable'],
    ['another status', document([{ ...statement, status: 'maybe' }]), 'openvex/unreadable'],
    [
      'a product without a name',
      document([{ ...statement, products: [{}] }]),
      'openvex/unreadable',
    ],
    ['a time that is none', document([statement], { timestamp: 'now' }), 'openvex/unreadable'],
    ['a version of the future', { '@context': 'https://openvex.dev/ns/v1.0.0' }, 'openvex/version'],
    [
      'another context',
      { '@context': 'https://openvex.dev.evil.example/ns' },
      'openvex/not-openvex',
    ],
  ])('refuses %s', (_what, json, code) => {
    expect(codeOf(json)).toBe(code)
  })
})
