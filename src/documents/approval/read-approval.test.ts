import { describe, expect, it } from 'vitest'
import type { PassageKind } from '../../kernel/passage.ts'
import { approvalInProperties, type ReadPassage, readApproval } from './read-approval.ts'
import { daysIn } from './written-day.ts'

const today = '2026-05-06'

/** Each line a passage: one with `|` is a row of a table, one with `#` a heading for those after it. */
const passagesOf = (lines: readonly string[]): readonly ReadPassage[] => {
  let headings: readonly string[] = []
  return lines.map((line, index) => {
    if (line.startsWith('# ')) headings = [line.slice(2)]
    const kind: PassageKind = line.startsWith('# ')
      ? 'heading'
      : line.includes('|')
        ? 'table-row'
        : 'paragraph'
    const text = line
      .replace(/^# /, '')
      .split('|')
      .map((cell) => cell.trim())
      .join('\t')
    return { index, kind, text, headings }
  })
}
const read = (lines: readonly string[], version = '2') => {
  const found = readApproval(passagesOf(lines), { version, today })
  return found === undefined ? undefined : `${found.by}, ${found.on}`
}

describe('the approval that a document claims', () => {
  it.each<[string, readonly string[]]>([
    ['a sentence', ['Approved by Ruth Keller on 2025-03-03.']],
    ['a sentence with a role', ['Approved by Ruth Keller (Head of Quality) on 3 March 2025.']],
    ['a sentence about itself', ['This document was approved by Ruth Keller on March 3, 2025.']],
    ['a sentence with its version', ['Version 2 was approved by Ruth Keller on 2025-03-03.']],
    [
      'the same version, written longer',
      ['Version 2.0 was approved by Ruth Keller on 2025-03-03.'],
    ],
    ['reviewed and approved', ['Reviewed and approved by Ruth Keller, 03 Mar 2025']],
    ['released by', ['Released by: Ruth Keller, 2025/03/03']],
    ['a line of fields', ['Approved by: Ruth Keller; Approval date: 2025-03-03']],
    [
      'fields below each other',
      ['Document: SOP 17', 'Approved by: Ruth Keller', 'Release date: 3 March 2025'],
    ],
    ['fields in a row', ['Approved by | Ruth Keller | Date | 2025-03-03']],
    [
      'a row of signatures',
      ['Prepared by | Jan Weber | 2025-02-01', 'Approved by | Ruth Keller | 2025-03-03'],
    ],
    [
      'fields with version and date',
      ['Version | 2', 'Approved by | Ruth Keller', 'Approval date | 2025-03-03'],
    ],
    [
      'an effective date beside the approval',
      ['Approved by: Ruth Keller', 'Effective date: 2025-04-01', 'Approved on: 2025-03-03'],
    ],
    [
      'a revision history',
      [
        '# Revision history',
        'Version | Date | Author | Approved by | Change',
        '1 | 2024-01-05 | Jan Weber | Paul Arndt | First issue',
        '2 | 2025-03-03 | Jan Weber | Ruth Keller | Ports',
      ],
    ],
    [
      'an approval table with names and days in columns',
      ['Approver | Approval date | Signature', 'Ruth Keller | 2025-03-03 | signed electronically'],
    ],
    ['a German sentence', ['Freigegeben von Ruth Keller am 03.03.2025.']],
    ['a German sentence the other way', ['Freigegeben am 3. März 2025 durch Ruth Keller.']],
    [
      'a German sentence about itself',
      ['Dieses Dokument wurde am 03.03.2025 von Ruth Keller freigegeben.'],
    ],
    ['German fields', ['Freigegeben von: Ruth Keller', 'Freigabedatum: 03.03.2025']],
    [
      'German rows',
      ['Erstellt | Jan Weber | 01.02.2025', 'Freigegeben | Ruth Keller | 03.03.2025'],
    ],
    [
      'a German history',
      [
        'Version | Datum | Bearbeiter | Freigabe durch | Änderung',
        '1.0 | 05.01.2024 | Jan Weber | Paul Arndt | Erste Ausgabe',
        '2.0 | 03.03.2025 | Jan Weber | Ruth Keller | Ports ergänzt',
      ],
    ],
    ['genehmigt', ['Genehmigt durch: Ruth Keller, 03.03.2025']],
    ['bold labels of Markdown', ['**Approved by:** Ruth Keller', '**Approval date:** 2025-03-03']],
    ['lines that were folded', ['Approved by: Ruth Keller Date: 2025-03-03']],
    [
      'a month that is also a verb',
      ['Approved by Ruth Keller on 3 March 2025', 'Reviewed in May 2025.'],
    ],
  ])('is read from %s', (_what, lines) => {
    expect(read(lines)).toBe('Ruth Keller, 2025-03-03')
  })

  it.each<[string, string, readonly string[]]>([
    ['a title', 'Dr. Ruth Keller, 2025-03-03', ['Approved by: Dr. Ruth Keller, 2025-03-03']],
    ['a particle', 'Ruth von Keller, 2025-03-03', ['Approved by Ruth von Keller on 2025-03-03']],
    ['an initial', 'R. Keller, 2025-05-03', ['Approved by R. Keller on 3 May 2025']],
    ['a hyphen', 'Anna-Lena Groß, 2025-03-03', ['Freigegeben von Anna-Lena Groß am 03.03.2025']],
  ])('knows names with %s', (_what, said, lines) => {
    expect(read(lines)).toBe(said)
  })

  it.each<[string, readonly string[]]>([
    ['no name', ['Approved on 2025-03-03']],
    ['no day', ['Approved by Ruth Keller']],
    ['a release date alone', ['Release date: 2025-03-03']],
    ['a day to come', ['Approved by Ruth Keller on 2027-03-03']],
    ['a day that is none', ['Approved by Ruth Keller on 2025-02-30']],
    ['a day that may be two', ['Approved by Ruth Keller on 03/04/2025']],
    ['a template with angles', ['Approved by <name> on <date>']],
    ['a template with brackets', ['Approved by: [Ruth Keller] | 2025-03-03']],
    ['a template of a day', ['Approved by: Ruth Keller', 'Approval date: YYYY-MM-DD']],
    ['a German template of a day', ['Freigegeben von: Ruth Keller', 'Freigabedatum: TT.MM.JJJJ']],
    ['to be said later', ['Approved by: TBD', 'Approval date: 2025-03-03']],
    ['a line to sign on', ['Approved by: ______________ Date: 2025-03-03']],
    ['first name, last name', ['Approved by: First Name Last Name, 2025-03-03']],
    ['a name of samples', ['Freigegeben von Max Mustermann am 03.03.2025']],
    ['a role', ['Approved by: Quality Manager, 2025-03-03']],
    ['a German role', ['Freigegeben durch Leiter Qualität am 03.03.2025']],
    ['a body', ['Approved by the FDA on 2025-03-03']],
    ['a duty', ['Approved by Ruth Keller before release, and must be dated 2025-03-03']],
    ['a mention of how it is done', ['Each procedure is approved by the head of quality.']],
    [
      'something else that was approved',
      ['The fix of 2025-03-01 was approved by Ruth Keller on 2025-03-03.'],
    ],
    ['a denial', ['Not approved by Ruth Keller on 2025-03-03']],
    ['a German denial', ['Dieses Dokument wurde am 03.03.2025 nicht von Ruth Keller freigegeben.']],
    ['a plan', ['Approved by Ruth Keller, planned for 2025-03-03']],
    ['another version', ['Version 1 was approved by Ruth Keller on 2025-03-03.']],
    [
      'another version in fields',
      ['Version: 3', 'Approved by: Ruth Keller', 'Approved on: 2025-03-03'],
    ],
    [
      'a history that ends before this version',
      [
        'Version | Date | Approved by',
        '1 | 2024-01-05 | Paul Arndt',
        '1.1 | 2024-03-05 | Ruth Keller',
      ],
    ],
    [
      'an author',
      ['Prepared by | Jan Weber | 2025-02-01', 'Reviewed by | Ruth Keller | 2025-03-03'],
    ],
    ['an effective date', ['Approved by: Ruth Keller', 'Effective date: 2025-03-03']],
    ['an effective date in the same line', ['Approved by: Ruth Keller Effective date: 2025-04-01']],
    ['an effective date in a sentence', ['Approved by Ruth Keller, effective 2025-04-01']],
    ['an effective date in a row', ['Approved by | Ruth Keller | Effective date | 2025-04-01']],
    ['an example', ['# Example of an approval', 'Approved by Ruth Keller on 2025-03-03.']],
    ['a German template', ['# Vorlage Freigabe', 'Freigegeben von Ruth Keller am 03.03.2025']],
    ['a quotation of the form', ['Write "Approved by Ruth Keller on 2025-03-03" below it.']],
    [
      'two different days',
      ['Approved by: Ruth Keller', 'Approved on: 2025-03-03', 'Release date: 2025-04-04'],
    ],
  ])('is not read from %s', (_what, lines) => {
    expect(read(lines)).toBeUndefined()
  })

  it('is looked for at the ends, and in the middle only under its own heading', () => {
    const filler = Array.from({ length: 200 }, (_, at) => `Sentence ${at} of the procedure.`)
    const approved = 'Approved by Ruth Keller on 2025-03-03.'
    expect(read([...filler, approved, ...filler])).toBeUndefined()
    expect(read([...filler, '# 7 Approval', approved, '# 8 Rest', ...filler])).toBeDefined()
    expect(read([...filler, approved])).toBeDefined()
  })

  it('does not compare versions that are no numbers', () => {
    const lines = ['Version: 3', 'Approved by: Ruth Keller', 'Approved on: 2025-03-03']
    expect(read(lines, '2025-03-04T10:00')).toBeDefined()
  })

  it('is read from rows as Markdown draws them', () => {
    const rows = ['| Role | Name | Date |', '| Approved by | Ruth Keller | 2025-03-03 |']
    const passages = rows.map((text, index) => ({
      ...{ index, text, headings: [] },
      kind: 'table-row' as const,
    }))
    const found = readApproval(passages, { version: '1', today })
    expect(found).toMatchObject({ by: 'Ruth Keller', on: '2025-03-03', quote: rows[1] })
  })

  it('says where it stands, word for word', () => {
    expect(
      readApproval(passagesOf(['# Approval', 'Approved by | Ruth Keller | 2025-03-03']), {
        version: '2',
        today,
      }),
    ).toMatchObject({
      quote: 'Approved by\tRuth Keller\t2025-03-03',
      passage: 1,
      heading: 'Approval',
    })
  })

  it('is read from properties that name both', () => {
    const said = (approvedBy: string, approvedOn: string) =>
      approvalInProperties({ approvedBy, approvedOn }, today)
    expect(said('Ruth Keller', '2025-03-03T00:00:00Z')).toMatchObject({
      on: '2025-03-03',
      passage: null,
    })
    expect(said('Quality', '2025-03-03')).toBeUndefined()
    expect(said('Ruth Keller', '2027-03-03')).toBeUndefined()
    expect(said('Ruth Keller', '')).toBeUndefined()
  })
})

describe('days as people write them', () => {
  it.each([
    ['on 2025-03-03', '2025-03-03'],
    ['31.12.2024', '2024-12-31'],
    ['1st of 1 Mar 2025', '2025-03-01'],
    ['March 1st, 2025', '2025-03-01'],
    ['31/12/2024', '2024-12-31'],
    ['12/31/2024', '2024-12-31'],
    ['4/4/2024', '2024-04-04'],
    ['03-Mar-2025', '2025-03-03'],
    ['1. Dezember 2024', '2024-12-01'],
  ])('%s', (text, day) => {
    expect(daysIn(text).map((one) => one.day)).toEqual([day])
  })
  it('of no calendar are none', () => {
    for (const text of [
      '2025-13-01',
      '31.02.2025',
      '03/04/2025',
      'May 2025',
      '12345-01-01',
      '3 Foo 2025',
    ])
      expect([text, daysIn(text)]).toEqual([text, []])
  })
})
