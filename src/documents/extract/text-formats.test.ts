import { describe, expect, it } from 'vitest'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { extractDocument } from './extract-document.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { readPlainText } from './plain-text.ts'
import { readRestructuredText } from './restructured-text.ts'

const rows = (document: ExtractedDocument): readonly string[] =>
  document.passages.map(({ kind, text, location }) => `${location.line} ${kind}: ${text}`)

describe('Markdown', () => {
  it('gives blocks as their source, with lines and headings', () => {
    const text = [
      '---',
      'title: "Admin guide"',
      '---',
      '# Set-up of **the pump**',
      '',
      'Open [port 8080](#p)',
      'in the firewall.',
      '',
      '<!-- not for readers -->',
      '- first',
      '  - second',
      '',
      '> quoted',
      '> on two lines',
      '',
      '| Port | Use |',
      '|------|-----|',
      '| 443  | web |',
      '',
      '```sh',
      'ufw allow 8080',
      '```',
      '<p>In <b>HTML</b></p>',
    ].join('\n')
    const document = readMarkdown(text)
    expect(rows(document)).toEqual([
      '2 heading: Admin guide',
      '4 heading: Set-up of **the pump**',
      '6 paragraph: Open [port 8080](#p) in the firewall.',
      '10 list-item: first',
      '11 list-item: second',
      '13 paragraph: quoted > on two lines',
      '16 table-row: | Port | Use |',
      '18 table-row: | 443 | web |',
      '20 code: ufw allow 8080',
      '23 paragraph: In HTML',
    ])
    expect(document).toMatchObject({ outcome: 'read', title: 'Admin guide' })
    expect(document.passages[2]?.location.headings).toEqual(['Set-up of **the pump**'])
  })

  it('closes a heading by one of its own level', () => {
    const { passages } = readMarkdown('# A\n## B\n### C\n## D\n\ntext')
    expect(passages.at(-1)?.location.headings).toEqual(['A', 'D'])
  })

  it('says that a file without text has none', () => {
    expect(readMarkdown('<!-- only a comment -->')).toMatchObject({
      outcome: 'could-not-read',
      reason: expect.stringContaining('no text'),
    })
  })
})

describe('reStructuredText', () => {
  it('reads sections, directives, lists, tables and literal blocks', () => {
    const text = [
      '.. _target:',
      '',
      '=====',
      'Title',
      '=====',
      '',
      'Section',
      '-------',
      '.. warning:: Change the password',
      '   before use.',
      '',
      '.. note::',
      '',
      '   Ports are *open*.',
      '',
      '.. image:: a.png',
      '   :alt: Network of the ward',
      '',
      '- one',
      '- two',
      '  goes on',
      '',
      '====  ====',
      'Port  Use',
      '====  ====',
      '443   web',
      '80    plain',
      '====  ====',
      '',
      '+------+-----+',
      '| 5432 | sql |',
      '+------+-----+',
      '',
      'Run::',
      '',
      '   ufw allow 80',
      '',
      'Other',
      '=====',
      'End.',
    ].join('\n')
    expect(rows(readRestructuredText(text))).toEqual([
      '4 heading: Title',
      '7 heading: Section',
      '9 paragraph: Change the password before use.',
      '14 paragraph: Ports are *open*.',
      '17 caption: Network of the ward',
      '19 list-item: - one',
      '20 list-item: - two goes on',
      '24 table-row: Port Use',
      '26 table-row: 443 web',
      '27 table-row: 80 plain',
      '31 table-row: | 5432 | sql |',
      '34 paragraph: Run::',
      '36 code: ufw allow 80',
      '38 heading: Other',
      '40 paragraph: End.',
    ])
  })
})

describe('plain text', () => {
  it('tells headings, lists and paragraphs apart', () => {
    const text =
      'SET-UP\n\nOpen the port\nin the firewall.\n\n1.2 Accounts\n\n - root\n - admin\n\nNotes\n=====\nEnd.'
    expect(rows(readPlainText(text))).toEqual([
      '1 heading: SET-UP',
      '3 paragraph: Open the port in the firewall.',
      '6 heading: 1.2 Accounts',
      '8 list-item: - root',
      '9 list-item: - admin',
      '11 heading: Notes',
      '13 paragraph: End.',
    ])
  })
})

describe('HTML', () => {
  it('gives what a reader sees, block by block', () => {
    const text = [
      '<html><head><title>Guide</title><style>p{}</style></head><body>',
      '<h1>Set-up</h1><script>no()</script>',
      '<div>Loose <p>Open <b>port</b> 8080.</p></div>',
      '<p><strong>Accounts</strong></p>',
      '<ul><li>root<ul><li>admin</li></ul></li></ul>',
      '<table><tr><th>Port</th><th>Use</th></tr><tr><td>443</td><td>web</td></tr></table>',
      '<pre>ufw allow 80</pre><p hidden>not seen</p>',
      '<img alt="Network of the ward" src="a.png"></body></html>',
    ].join('\n')
    const document = readHtml(text)
    expect(rows(document)).toEqual([
      '2 heading: Set-up',
      '3 paragraph: Loose',
      '3 paragraph: Open port 8080.',
      '4 heading: Accounts',
      '5 list-item: root',
      '5 list-item: admin',
      '6 table-row: Port\tUse',
      '6 table-row: 443\tweb',
      '7 code: ufw allow 80',
      '8 caption: Network of the ward',
    ])
    expect(document.title).toBe('Guide')
  })
})

describe('where a text leaves out markup', () => {
  const stretches = ({ passages }: ReturnType<typeof readHtml>) =>
    passages.map(({ text, seams = [] }) =>
      [...seams, text.length].map((to, at) => text.slice(seams[at - 1] ?? 0, to).trim()),
    )

  it('is told: what lies between stands in the file letter by letter', () => {
    const html =
      '<p>Write <b>to us</b>&nbsp;at&amp;once<br>or call.</p>' +
      '<table><tr><td>Port <i>443</i></td><td></td><td>web</td></tr></table><pre>ufw\tallow</pre>'
    expect(stretches(readHtml(html))).toEqual([
      ['Write', 'to us', '', 'at', '&', 'once', 'or call.'],
      ['Port', '443', 'web'],
      ['ufw allow'],
    ])
  })
  it('is told of HTML within Markdown, which is read as its source elsewhere', () => {
    const text = '<ul><li>\n**Depth**&nbsp;  \nIt finds more.\n</li></ul>\n\n**Bold** &amp; more'
    expect(stretches(readMarkdown(text))).toEqual([
      ['**Depth**', '', 'It finds more.'],
      ['**Bold** &amp; more'],
    ])
  })
  it('is told of each piece of a text that is too long to cite', () => {
    const words = 'word '.repeat(900)
    const [first, second, third] = readHtml(`<p>${words}<b>bold</b> ${words}</p>`).passages
    expect(first?.seams).toBeUndefined()
    expect(second?.seams?.map((at) => second.text.slice(at, at + 5))).toEqual(['bold ', ' word'])
    expect(third?.seams).toBeUndefined()
  })
})

describe('pictures', () => {
  const drawingsIn = async (name: string, text: string) =>
    (await extractDocument({ name, bytes: new TextEncoder().encode(text) })).drawings

  it('are told of with their caption, below their heading, and marks of builds are not', async () => {
    expect(
      await drawingsIn(
        'a.md',
        '# Network\n\n![The plan](plan.png) as built\n\n![b](https://img.shields.io/x.svg)\n',
      ),
    ).toEqual([{ line: 3, headings: ['Network'], reason: 'a picture', caption: 'The plan' }])
    expect(
      await drawingsIn('a.html', '<html><body><h1>Network</h1><p><img src="plan.png" alt="Plan">'),
    ).toEqual([{ line: 1, headings: ['Network'], reason: 'a picture', caption: 'Plan' }])
    expect(
      await drawingsIn('a.rst', 'Network\n=======\n\n.. image:: plan.png\n   :alt: The plan\n'),
    ).toEqual([{ line: 4, headings: ['Network'], reason: 'a picture', caption: 'The plan' }])
  })

  it('are all there is of a picture’s own file', async () => {
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
    expect(await extractDocument({ name: 'plan.png', bytes })).toMatchObject({
      outcome: 'could-not-read',
      drawings: [{ reason: 'the whole file is a picture' }],
    })
  })
})
