import { describe, expect, test } from 'vitest'
import { paragraph, section } from './blocks.ts'
import { isSafeHref, type PrintableDocument, printableDocumentSchema } from './model.ts'

const document = (change: object): unknown => ({
  title: 'T',
  reference: 'DOC-2026-0001',
  version: '1',
  date: '2026-11-21',
  language: 'en',
  sections: [section('one', 'One', [], [paragraph('text')])],
  ...change,
})

const accepts = (change: object): boolean =>
  printableDocumentSchema.safeParse(document(change)).success

describe('a printable document', () => {
  test('is accepted when it is whole', () => {
    expect(accepts({})).toBe(true)
  })

  test.each([
    ['no section', { sections: [] }],
    ['a date that does not exist', { date: '2026-02-30' }],
    ['a date in another form', { date: '21.11.2026' }],
    ['a language that is none', { language: 'english please' }],
    ['an unknown member', { script: 'alert(1)' }],
    [
      'two sections of one id',
      {
        sections: [
          section('a', 'A', [], []),
          section('b', 'B', [], [], [section('a', 'A', [], [])]),
        ],
      },
    ],
    ['a section id that is no anchor', { sections: [section('A b"', 'A', [], [])] }],
  ])('is refused with %s', (_, change) => {
    expect(accepts(change)).toBe(false)
  })

  test('refuses a table whose rows do not fit its header', () => {
    const rows = [[[{ kind: 'text', text: 'only one' }]]]
    const table = { kind: 'table', caption: 'C', header: ['a', 'b'], weights: [1, 1], rows }
    expect(accepts({ sections: [{ ...section('a', 'A', [], []), blocks: [table] }] })).toBe(false)
  })

  test('takes its type from its schema', () => {
    const parsed: PrintableDocument = printableDocumentSchema.parse(document({}))
    expect(parsed.title).toBe('T')
  })
})

describe('a link', () => {
  test.each(['https://a.example/x', 'http://a.example', 'mailto:psirt@a.example'])(
    'may go to %s',
    (href) => {
      expect(isSafeHref(href)).toBe(true)
    },
  )

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/x',
    '',
  ])('may not go to %j', (href) => {
    expect(isSafeHref(href)).toBe(false)
  })
})
