import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { limits } from '../kernel/limits.ts'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { canonicalPurl, formatPurl, parsePurl } from './purl.ts'

const codeOf = (text: string): string => {
  const purl = parsePurl(text)
  return isRefusal(purl) ? purl.code : 'read'
}

describe('parsePurl', () => {
  it('reads every part, decoded', () => {
    expect(parsePurl('pkg:maven/org.example/a%20b@1%2B2?type=jar&classifier=x#src/%C3%A4')).toEqual(
      {
        type: 'maven',
        namespace: 'org.example',
        name: 'a b',
        version: '1+2',
        qualifiers: { type: 'jar', classifier: 'x' },
        subpath: 'src/ä',
      },
    )
  })

  it('keeps a "+" a "+", which form decoding would make a space', () => {
    expect(orThrow(parsePurl('pkg:npm/x@1+2?vcs_url=git+https:%2F%2Fe.org'))).toMatchObject({
      version: '1+2',
      qualifiers: { vcs_url: 'git+https://e.org' },
    })
  })

  it.each([
    ['', 'purl/malformed'],
    ['npm/x', 'purl/malformed'],
    ['pkg:', 'purl/malformed'],
    ['pkg:npm', 'purl/malformed'],
    ['pkg:npm/', 'purl/malformed'],
    ['pkg:npm/@1.0', 'purl/malformed'],
    ['pkg:npm/a b', 'purl/malformed'],
    ['pkg:npm/a\tb', 'purl/malformed'],
    ['pkg:npm/a\nb', 'purl/malformed'],
    ['pkg:npm/ä', 'purl/malformed'],
    ['pkg:npm/a%20', 'purl/malformed'],
    ['pkg:npm/%zz', 'purl/malformed'],
    ['pkg:npm/%C3', 'purl/malformed'],
    ['pkg:npm/%C3/%A4', 'purl/malformed'],
    ['pkg:n_m/a', 'purl/malformed'],
    ['pkg:1npm/a', 'purl/malformed'],
    ['pkg:maven/a%2Fb/c', 'purl/malformed'],
    ['pkg:docker/a@1/b', 'purl/malformed'],
    ['pkg:npm/a?x', 'purl/malformed'],
    ['pkg:npm/a?x=1&x=2', 'purl/malformed'],
    ['pkg:npm/a?X=1', 'purl/malformed'],
    ['pkg:npm/a?__proto__=1', 'purl/malformed'],
    ['pkg:cargo/ns/a', 'purl/type-rule'],
    ['pkg:swift/a', 'purl/type-rule'],
    [`pkg:npm/${'a'.repeat(limits.formats.purl)}`, 'purl/too-long'],
  ])('refuses %j with %s', (text, code) => {
    expect(codeOf(text)).toBe(code)
  })

  it('answers any text without throwing', () => {
    const text = fc.string({ unit: 'binary', maxLength: 100 })
    fc.assert(
      fc.property(
        fc.oneof(
          text,
          text.map((rest) => `pkg:npm/${rest}`),
        ),
        (some) => {
          expect(['read', 'purl/malformed', 'purl/type-rule']).toContain(codeOf(some))
        },
      ),
    )
  })
})

describe('formatPurl', () => {
  it('writes what parsePurl reads back, for any content of the parts', () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter((text) => text.isWellFormed() && text === text.trim())
    const segment = part.filter((text) => !text.includes('/') && text !== '.' && text !== '..')
    const purl = fc.record(
      {
        type: fc.constantFrom('generic', 'docker', 'x-private'),
        namespace: fc
          .array(segment, { minLength: 1, maxLength: 3 })
          .map((parts) => parts.join('/')),
        name: part,
        version: part,
        qualifiers: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9._-]{0,8}$/), part),
        subpath: fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      },
      { requiredKeys: ['type', 'name', 'qualifiers'] },
    )
    fc.assert(
      fc.property(purl, (some) => {
        const text = orThrow(formatPurl(some))
        expect(parsePurl(text)).toEqual({ ...some, qualifiers: { ...some.qualifiers } })
        expect(canonicalPurl(text)).toBe(text)
      }),
    )
  })

  it('refuses what no purl can have', () => {
    expect(isRefusal(formatPurl({ type: 'npm', name: '', qualifiers: {} }))).toBe(true)
    expect(isRefusal(formatPurl({ type: 'n m', name: 'a', qualifiers: {} }))).toBe(true)
    expect(isRefusal(formatPurl({ type: 'npm', name: 'a', qualifiers: { 'a b': 'c' } }))).toBe(true)
  })
})

describe('canonicalPurl', () => {
  it.each([
    ['PKG:NPM/Foo@1', 'pkg:npm/foo@1'],
    ['pkg:npm/@babel/core@7.0.0', 'pkg:npm/%40babel/core@7.0.0'],
    ['pkg://rpm/fedora//curl@1?Arch=i386&b=&a=2', 'pkg:rpm/fedora/curl@1?a=2&arch=i386'],
    ['pkg:pypi/Django_Rest@1.0', 'pkg:pypi/django-rest@1.0'],
  ])('makes %s into %s', (text, canonical) => {
    expect(canonicalPurl(text)).toBe(canonical)
  })
})
