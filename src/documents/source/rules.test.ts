import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { fitsGlob } from './glob.ts'
import { describeFile, sourceRule, versionOf } from './rules.ts'

describe('a pattern of paths', () => {
  test.each([
    ['careline/**', 'careline/a/b.pdf', true],
    ['careline/**', 'other/a.pdf', false],
    ['careline/*', 'careline/a/b.pdf', false],
    ['*.pdf', 'deep/er/GUIDE.PDF', true],
    ['**/de/*.md', 'de/guide.md', true],
    ['**/de/*.md', 'a/b/de/guide.md', true],
    ['**/de/*.md', 'a/de/x/guide.md', false],
    ['guide-?.{md,txt}', 'guide-1.txt', true],
    ['guide-?.{md,txt}', 'guide-12.txt', false],
    ['a.b', 'axb', false],
    ['(a|b)+$', 'aaa', false],
    ['{a,b}/{c,d}.md', 'b/d.md', true],
  ])('%s and %s: %s', (pattern, path, fits) => {
    expect(fitsGlob(pattern, path)).toBe(fits)
  })

  it('takes no longer for a hostile name than for any other', () => {
    const path = `${'a/'.repeat(400)}${'a'.repeat(200)}`
    const started = performance.now()
    expect(fitsGlob(`${'**/*a'.repeat(40)}b`, path)).toBe(false)
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('fits every path as itself', () => {
    const name = fc.stringMatching(/^[a-z0-9. _-]{1,12}$/)
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (steps) => {
        const path = steps.join('/')
        expect(fitsGlob(`/${path}`.slice(1), path) && fitsGlob('**', path)).toBe(true)
      }),
    )
  })
})

const rules = [
  { files: 'drafts/**', leaveOut: true },
  { files: 'careline/2.4/**', covers: [{ product: 'Careline', revisions: ['2.4.0'] }] },
  { files: 'careline/**', products: ['Careline'], owner: 'Writers', documentKind: 'ifu' },
  { files: '*.md', language: 'fr', documentKind: 'policy' },
].map((rule) => sourceRule.parse(rule))

describe('rules by path', () => {
  it('take each field from the first rule that says it', () => {
    expect(describeFile('careline/2.4/guide.md', rules)).toMatchObject({
      covers: [{ product: 'Careline', revisions: ['2.4.0'] }],
      owner: 'Writers',
      documentKind: 'ifu',
      language: 'fr',
    })
    expect(describeFile('other.md', rules)).toMatchObject({ documentKind: 'policy', covers: [] })
  })

  it.each([
    'drafts/x.md',
    'photo.png',
    'tool.exe',
    '.git/readme.md',
    'a/.hidden.md',
    '~$guide.docx',
    'noending',
  ])('leave %s out', (path) => {
    expect(describeFile(path, rules)).toBeUndefined()
  })

  it.each([
    ['IFU_careline.pdf', 'ifu', null],
    ['de/Gebrauchsanweisung.docx', 'ifu', 'de'],
    ['Release Notes 2.4.md', 'release-notes', null],
    ['installation_guide_pt-BR.pdf', 'installation', 'pt-BR'],
    ['Security white paper.fr.pdf', 'security-guide', 'fr'],
    ['MDS2 gateway.xlsx', 'mds2', null],
    ['network/plan.pdf', 'network-diagram', null],
    ['ward.txt', 'other', null],
    ['it/setup.html', 'installation', 'it'],
  ])('guess of %s: %s in %s', (path, documentKind, language) => {
    expect(describeFile(path, [])).toMatchObject({ documentKind, language })
  })

  it('refuse a pattern that is none', () => {
    const rule = { files: '*', version: { from: 'file-name', pattern: '([' } }
    expect(sourceRule.safeParse(rule).success).toBe(false)
  })
})

describe('the version of a file', () => {
  const hints = {
    path: 'guides/guide.md',
    written: undefined,
    tag: undefined,
    changed: '2026-03-02',
    hash: 'abcdef0123456789',
  }

  it.each([
    ['guide_v2.1.pdf', '2.1'],
    ['guide v2.pdf', '2'],
    ['Guide Rev C.docx', 'Rev C'],
    ['notes-2.4.0.md', '2.4.0'],
    ['IEC 81001-5-1 guide 2024.pdf', '2026-03-02'],
    ['guide_V2_1.pdf', '2.1'],
  ])('of %s is %s', (path, version) => {
    expect(versionOf(null, { ...hints, path })).toBe(version)
  })

  it('is what the document says before the tag, and the tag before the day', () => {
    expect(versionOf(null, { ...hints, written: '7', tag: 'v2.4' })).toBe('7')
    expect(versionOf(null, { ...hints, tag: 'v2.4' })).toBe('v2.4')
    expect(versionOf(null, { ...hints, changed: '' })).toBe('content abcdef01')
  })

  it('is found as the rule says, and otherwise where the rule finds nothing', () => {
    const path = 'release-9/guide_v2.1.md'
    const inPath = { from: 'path', pattern: 'release-(\\d+)' } as const
    expect(versionOf(inPath, { ...hints, path })).toBe('9')
    expect(versionOf(inPath, { ...hints, path: 'guide_v2.1.md' })).toBe('2.1')
    expect(versionOf({ from: 'tag' }, { ...hints, path, tag: 'v3' })).toBe('v3')
    expect(versionOf({ from: 'date' }, { ...hints, path })).toBe('2026-03-02')
  })
})
