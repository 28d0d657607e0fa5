import { describe, expect, it } from 'vitest'
import { bytesOf, zipOf } from '../../../test/support/made-documents.ts'
import { readDocx } from './docx.ts'

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
const type = (name: string): string =>
  `http://schemas.openxmlformats.org/officeDocument/2006/relationships/${name}`
const part = (root: string, content: string): Uint8Array =>
  bytesOf(`<?xml version="1.0"?><w:${root} ${namespaces}>${content}</w:${root}>`)
const relation = (id: number, name: string, target: string, mode = ''): string =>
  `<Relationship Id="r${id}" Type="${type(name)}" Target="${target}" ${mode}/>`
const relations = (...all: readonly string[]): Uint8Array =>
  bytesOf(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`,
  )

const text = (words: string): string => `<w:r><w:t>${words}</w:t></w:r>`
const para = (content: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`
const listed = (words: string, level: number, list = 1): string =>
  para(text(words), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)

const word = async (
  body: string,
  parts: Readonly<Record<string, readonly [string, Uint8Array]>> = {},
  others: readonly string[] = [],
  files: Readonly<Record<string, Uint8Array>> = {},
) =>
  readDocx(
    await zipOf({
      '[Content_Types].xml': bytesOf('<Types/>'),
      '_rels/.rels': relations(relation(1, 'officeDocument', 'word/document.xml')),
      'word/document.xml': part('document', `<w:body>${body}</w:body>`),
      'word/_rels/document.xml.rels': relations(
        ...Object.entries(parts).map(([name, [kind]], at) => relation(at + 10, kind, name)),
        ...others,
      ),
      ...Object.fromEntries(
        Object.entries(parts).map(([name, [, bytes]]) => [`word/${name}`, bytes]),
      ),
      ...files,
    }),
  )

const texts = ({ passages }: Awaited<ReturnType<typeof word>>): readonly string[] =>
  passages.map((passage) =>
    [passage.kind, passage.location.number, passage.text].filter(Boolean).join(' '),
  )

const level = (at: number, format: string, pattern: string, more = ''): string =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${pattern}"/></w:lvl>`
const numbering = part(
  'numbering',
  `<w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>
   <w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}</w:abstractNum>
   <w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1', '<w:pStyle w:val="H1"/>')}${level(1, 'decimal', '%1.%2', '<w:pStyle w:val="H2"/>')}</w:abstractNum>
   <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
   <w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
   <w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
   <w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`,
)
const styles = part(
  'styles',
  `<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
   <w:style w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>
   <w:style w:styleId="Own"><w:name w:val="Our chapter"/><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
   <w:style w:styleId="T1"><w:name w:val="toc 1"/></w:style>
   <w:style w:styleId="C"><w:name w:val="caption"/></w:style>`,
)
const both = {
  'numbering.xml': ['numbering', numbering],
  'styles.xml': ['styles', styles],
} as const

describe('a Word document', () => {
  it('gives lists and headings with the numbers that Word counts', async () => {
    const answer = await word(
      [
        para(text('Network'), '<w:pStyle w:val="H1"/>'),
        para(text('Ports'), '<w:pStyle w:val="H2"/>'),
        listed('Open the port', 0),
        listed('of the gateway', 1),
        listed('of the pump', 1),
        listed('Close it', 0),
        listed('a point', 0, 2),
        listed('begins anew', 0, 4),
        para(text('Firewall'), '<w:pStyle w:val="H2"/>'),
        para(text('Accounts'), '<w:pStyle w:val="H1"/>'),
        para(text('Network 1'), '<w:pStyle w:val="T1"/>'),
      ].join(''),
      both,
    )
    expect(texts(answer)).toEqual([
      'heading 1 Network',
      'heading 1.1 Ports',
      'list-item 1. Open the port',
      'list-item a) of the gateway',
      'list-item b) of the pump',
      'list-item 2. Close it',
      'list-item a point',
      'list-item 1. begins anew',
      'heading 1.2 Firewall',
      'heading 2 Accounts',
    ])
    expect(answer.passages[3]?.location.headings).toEqual(['Network', 'Ports'])
  })

  it('reads what tracked changes insert and not what they delete, and says so', async () => {
    const answer = await word(
      [
        para(
          `${text('Open port ')}<w:del><w:r><w:delText>23</w:delText></w:r></w:del><w:ins>${text('22')}</w:ins>${text('.')}`,
        ),
        `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${text('One sentence ')}</w:p>`,
        para(text('again.')),
        `<w:moveFrom>${para(text('gone'))}</w:moveFrom>`,
        `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${para(text('a'))}</w:tc><w:tc>${para(text('b'))}</w:tc></w:tr></w:tbl>`,
      ].join(''),
    )
    expect(answer).toMatchObject({
      outcome: 'read',
      notes: ['it holds tracked changes: what they delete is not its text, what they insert is'],
    })
    expect(texts(answer)).toEqual(['paragraph Open port 22.', 'paragraph One sentence again.'])
  })

  it('reads tables by row, a frame by its blocks, text boxes once, and notes where they are cited', async () => {
    const cell = (...words: readonly string[]): string =>
      `<w:tc>${words.map((one) => para(text(one))).join('')}</w:tc>`
    const box = `<w:txbxContent>${para(text('In a box'))}</w:txbxContent>`
    const answer = await word(
      [
        `<w:tbl><w:tr>${cell('Port')}${cell('Service', 'and more')}</w:tr></w:tbl>`,
        `<w:tbl><w:tr>${cell('Caution', 'Change the password.')}</w:tr></w:tbl>`,
        para(
          `<mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent>${text('Beside it')}<w:r><w:footnoteReference w:id="2"/></w:r>`,
        ),
        para(`<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>${text('After it')}`),
      ].join(''),
      {
        'footnotes.xml': [
          'footnotes',
          part('footnotes', `<w:footnote w:id="2">${para(text('A note'))}</w:footnote>`),
        ],
        'header1.xml': ['header', part('hdr', para(text('Pump guide 2.3')))],
        'header2.xml': ['header', part('hdr', para(text('Pump guide 2.3')))],
        'footer1.xml': ['footer', part('ftr', para(text('Page 3 of 7')))],
        'comments.xml': [
          'comments',
          part('comments', `<w:comment>${para(text('Why?'))}</w:comment>`),
        ],
      },
    )
    expect(texts(answer)).toEqual([
      'paragraph Pump guide 2.3',
      'table-row Port\tService and more',
      'paragraph Caution',
      'paragraph Change the password.',
      'paragraph Beside it',
      'paragraph In a box',
      'paragraph A note',
      'paragraph After it',
    ])
    expect(answer.notes).toEqual([
      'it holds hidden text, which is not read',
      'it holds a comment, which is not its text',
    ])
  })

  it('tells of pictures with the caption below them, and not of icons', async () => {
    const drawing = (side: number): string =>
      `<w:r><w:drawing><wp:inline><wp:extent cx="${side}" cy="${side}"/><wp:docPr descr="A plan"/><pic:pic/></wp:inline></w:drawing></w:r>`
    const answer = await word(
      [
        para(text('Network'), '<w:pStyle w:val="H1"/>'),
        para(drawing(3_000_000)),
        para(text('Figure 1: The ports'), '<w:pStyle w:val="C"/>'),
        para(drawing(100_000) + text('An icon')),
        para(drawing(3_000_000)),
      ].join(''),
      both,
    )
    expect(answer.drawings).toEqual([
      { headings: ['Network'], reason: 'a picture', caption: 'Figure 1: The ports' },
      { headings: ['Network'], reason: 'a picture', caption: 'A plan' },
    ])
  })

  it('fetches nothing and runs nothing, and says what it left alone', async () => {
    const answer = await word(
      para(text('Open port 8080.')),
      {},
      [
        relation(1, 'attachedTemplate', 'http://127.0.0.1:9/t.dotm', 'TargetMode="External"'),
        relation(2, 'hyperlink', 'http://127.0.0.1:9/', 'TargetMode="External"'),
      ],
      { 'word/vbaProject.bin': bytesOf('macro') },
    )
    expect(texts(answer)).toEqual(['paragraph Open port 8080.'])
    expect(answer.notes).toEqual([
      'it holds macros, which were not run',
      'it refers to a file outside, which was not fetched',
    ])
  })

  it('is unread, with the reason, where its XML declares a document type', async () => {
    const bytes = await zipOf({
      'word/document.xml': bytesOf('<!DOCTYPE d [<!ENTITY a "b">]><w:document>&a;</w:document>'),
    })
    await expect(readDocx(bytes)).rejects.toThrow('declares a document type')
  })
})
