import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { orThrow } from '../../kernel/result.ts'
import { parseInstant } from '../../kernel/time.ts'
import { covers, documentKind, inForceAt } from '../index.ts'
import type { NamedByDocument } from '../ports.ts'

const [pump, viewer, english, german] = [fixedId(1), fixedId(2), fixedId(11), fixedId(12)]
const library: NamedByDocument = {
  products: new Map([
    [pump, ['2.4.0', '2.4.1']],
    [viewer, ['1.0']],
  ]),
  original: null,
  translations: false,
}
const documents = new Map([
  [english, { language: 'en', translationOf: null }],
  [german, { language: 'de', translationOf: english }],
])
const aKind = (more: Partial<NamedByDocument> = {}) =>
  documentKind({
    namedBy: async (_document, { translationOf }) => ({
      facts: { ...library, original: documents.get(translationOf ?? '') ?? null, ...more },
      read: [],
    }),
  })
const kind = aKind()
const file = (content: string) => ({ hash: content.repeat(64), name: 'guide.docx', size: 1 })
const reading = (content: string, outcome = 'read') => ({
  file: content.repeat(64),
  outcome,
  reason: outcome === 'read' ? '' : 'no text: needs OCR',
  format: 'docx',
  statements: 12,
  textHash: 'ef'.repeat(32),
})

const guide = {
  title: 'Security guide',
  documentKind: 'security-guide',
  products: [pump],
  number: 'D-17',
}
const registered = async (more: object = {}, of = kind) => {
  const document = recordUnderTest(of, 'DOC-2026-0001')
  await document.given('register', { ...guide, ...more })
  return document
}

describe('a document of the library', () => {
  it('is found by product, kind, language, number and file name', async () => {
    const document = await registered()
    await document.given('add-revision', { version: '1', file: file('a') })
    expect(document.facets()).toMatchObject({
      title: 'Security guide',
      values: { product: [fixedId(1)], 'document-kind': ['security-guide'], language: ['en'] },
    })
    expect(kind.text(document.state())).toContain('guide.docx')
    expect(kind.text(document.state())).toContain('D-17')
  })

  it('takes a version and a content once', async () => {
    const document = await registered()
    await document.given('add-revision', { version: '1', file: file('a') })
    expect(await document.when('add-revision', { version: '1', file: file('b') })).toMatchObject({
      code: 'document/version-exists',
    })
    expect(await document.when('add-revision', { version: '2', file: file('a') })).toMatchObject({
      code: 'document/same-content',
    })
  })

  it('says where the reading of its newest revision stands, never of an older one', async () => {
    const document = await registered()
    const statuses = [document.state().status]
    const look = () => statuses.push(document.state().status)
    await document.given('add-revision', { version: '1', file: file('a') })
    look()
    await document.given('record-reading', reading('a'))
    look()
    await document.given('add-revision', { version: '2', file: file('b') })
    look()
    await document.given('record-reading', reading('b', 'could-not-read'))
    look()
    expect(statuses).toEqual(['empty', 'being-read', 'read', 'being-read', 'could-not-read'])
    expect(document.facets().status).toBe('could-not-read')
    expect(document.state().revisions.map(({ reading: was }) => was?.reason)).toEqual([
      '',
      'no text: needs OCR',
    ])
  })

  it('keeps its status while an older revision is read late', async () => {
    const document = await registered()
    await document.given('add-revision', { version: '1', file: file('a') })
    await document.given('add-revision', { version: '2', file: file('b') })
    await document.given('record-reading', reading('a'))
    expect(document.state().status).toBe('being-read')
  })

  it('records a reading once, and of a revision that is there', async () => {
    const document = await registered()
    await document.given('add-revision', { version: '1', file: file('a') })
    await document.given('record-reading', reading('a'))
    expect(await document.when('record-reading', reading('a', 'could-not-read'))).toEqual({
      events: [],
    })
    expect(await document.when('record-reading', reading('c'))).toEqual({ events: [] })
  })
})

describe('whom a document belongs to', () => {
  it('is all revisions of a product, or those that it names', async () => {
    const document = await registered({
      products: [viewer],
      covers: [{ product: pump, revisions: ['2.4.1'] }],
    })
    expect(document.state()).toMatchObject({
      products: [viewer, pump],
      covers: [
        { product: viewer, revisions: [] },
        { product: pump, revisions: ['2.4.1'] },
      ],
    })
    const belongs = (product: string, revision?: string) =>
      covers(document.state(), product, revision)
    expect([belongs(viewer, '9.9'), belongs(pump), belongs(pump, '2.4.1')]).toEqual([
      true,
      true,
      true,
    ])
    expect([belongs(pump, '2.4.0'), belongs(english)]).toEqual([false, false])
  })

  it('is all of them where it is named with and without revisions', async () => {
    const cover = (revisions: readonly string[]) => ({ product: pump, revisions })
    const document = await registered({ covers: [cover(['2.4.0']), cover([]), cover(['2.4.1'])] })
    expect(document.state().covers).toEqual([{ product: pump, revisions: [] }])
    await document.given('describe', {
      ...guide,
      products: [],
      covers: [cover(['2.4.0']), cover(['2.4.1', '2.4.0'])],
    })
    expect(document.state().covers).toEqual([{ product: pump, revisions: ['2.4.0', '2.4.1'] }])
  })

  it('was all revisions before it could be fewer', () => {
    const old = { reference: 'DOC-2026-0001', ...guide, language: 'en', owner: '' }
    const event = kind.parseEvent({ type: 'document.registered', schema: 1, payload: old })
    const state = kind.evolve(kind.initial, event, {
      at: orThrow(parseInstant('2026-01-01T00:00:00.000Z')),
      actor: 'person:ada',
      version: 1,
      signature: null,
    })
    expect(state).toMatchObject({
      products: [pump],
      covers: [{ product: pump, revisions: [] }],
      translationOf: null,
    })
  })

  it.each([
    [{ products: [fixedId(9)] }, 'document/no-product'],
    [{ covers: [{ product: pump, revisions: ['3.0'] }] }, 'document/no-such-revision'],
    [{ translationOf: fixedId(9) }, 'document/no-original'],
    [{ translationOf: fixedId(0) }, 'document/translates-itself'],
    [{ translationOf: german, language: 'fr' }, 'document/translation-of-translation'],
    [{ translationOf: english }, 'document/same-language'],
  ])('names what is there: %o is refused', async (more, code) => {
    const document = recordUnderTest(kind, 'DOC-2026-0001')
    expect(await document.when('register', { ...guide, ...more })).toMatchObject({ code })
  })
})

describe('what a document is', () => {
  it('is said anew as a whole', async () => {
    const document = await registered({
      owner: 'person:wanda',
      translationOf: english,
      language: 'de',
    })
    expect(document.facets().values).toMatchObject({
      'translation-of': [english],
      owner: ['person:wanda'],
    })
    await document.given('describe', { title: 'Guide', documentKind: 'ifu', products: [viewer] })
    expect(document.state()).toMatchObject({
      title: 'Guide',
      documentKind: 'ifu',
      products: [viewer],
      number: '',
      language: 'en',
      owner: '',
      translationOf: null,
    })
    expect(document.facets().values).toMatchObject({ product: [viewer], 'translation-of': [] })
  })

  it('is no translation while others translate it', async () => {
    const document = await registered({}, aKind({ translations: true }))
    const said = { ...guide, language: 'de', translationOf: english }
    expect(await document.when('describe', said)).toMatchObject({
      code: 'document/has-translations',
    })
  })
})

describe('the revision in force', () => {
  it('is the last that came into force until that day', async () => {
    const document = await registered()
    const add = (version: string, content: string, inForceFrom?: string) =>
      document.given('add-revision', { version, file: file(content), inForceFrom })
    await add('1', 'a', '2026-01-01')
    await add('2', 'b', '2026-04-01')
    await add('3', 'c')
    const at = (day: string) => inForceAt(document.state(), day)?.version
    expect([at('2025-12-31'), at('2026-01-01'), at('2026-03-31')]).toEqual([undefined, '1', '3'])
    await document.given('set-in-force', { version: '3', inForceFrom: '2026-05-01' })
    expect([at('2026-03-31'), at('2026-04-30'), at('2026-05-01')]).toEqual(['1', '2', '3'])
    const missing = { version: '4', inForceFrom: '2026-05-01' }
    expect(await document.when('set-in-force', missing)).toMatchObject({
      code: 'document/no-such-version',
    })
  })
})

describe('a new reading', () => {
  it('is read again on request, and keeps what was read where that fails', async () => {
    const document = await registered()
    await document.given('add-revision', { version: '1', file: file('a') })
    expect(await document.when('read-again', {})).toMatchObject({ events: [] })
    await document.given('record-reading', reading('a'))
    await document.given('record-reading', { ...reading('a'), statements: 99 })
    expect(document.state().revisions[0]?.reading).toMatchObject({
      statements: 12,
      readerVersion: 0,
    })
    await document.given('read-again', {})
    expect(await document.when('read-again', {})).toMatchObject({ events: [] })
    await document.given('record-reading', {
      ...reading('a', 'could-not-read'),
      readerVersion: 2,
    })
    expect(document.state()).toMatchObject({
      status: 'read',
      revisions: [{ again: false, reading: { outcome: 'read', statements: 12, readerVersion: 2 } }],
    })
    await document.given('read-again', {})
    await document.given('record-reading', { ...reading('a'), statements: 14, readerVersion: 2 })
    expect(document.state().revisions[0]).toMatchObject({
      again: false,
      reading: { statements: 14 },
    })
  })
})
