import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { documentKind } from '../index.ts'

const kind = documentKind()
const file = (content: string) => ({ hash: content.repeat(64), name: 'guide.docx', size: 1 })
const reading = (content: string, outcome = 'read') => ({
  file: content.repeat(64),
  outcome,
  reason: outcome === 'read' ? '' : 'no text: needs OCR',
  format: 'docx',
  statements: 12,
  textHash: 'ef'.repeat(32),
})

const registered = async () => {
  const document = recordUnderTest(kind, 'DOC-2026-0001')
  await document.given('register', {
    title: 'Security guide',
    documentKind: 'security-guide',
    products: [fixedId(1)],
    number: 'D-17',
  })
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
