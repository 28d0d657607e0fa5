import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import type { Passage, PassageKind } from '../../kernel/passage.ts'
import { orThrow } from '../../kernel/result.ts'
import { readCatalogue } from '../read-catalogue.ts'
import { judgeDocument } from './judge.ts'

const catalogue = orThrow(readCatalogue())

const passagesOf = (
  parts: readonly (readonly [PassageKind, string])[],
  headings: readonly string[] = [],
): Passage[] => parts.map(([kind, text], index) => ({ index, kind, text, location: { headings } }))

const judge = (path: string, passages: readonly Passage[]) =>
  judgeDocument(catalogue, { path, format: 'markdown', passages })

const channel = 'To report a security vulnerability, please e-mail psirt@cedar.example.'

describe('what the same words say in another light', () => {
  const said = (text: string, path = 'SECURITY.md', headings = ['Reporting a vulnerability']) =>
    judge(path, passagesOf([['paragraph', text]], headings))['9.2/channel'].verdict

  it('borrows nobody who acts from the sentence beside it', () => {
    const [beside, itself] = [
      'Numbers come from engineers of our suppliers. We assess each vulnerability that arrives.',
      'We assess each vulnerability notice that arrives from suppliers.',
    ].map(
      (text) =>
        judge('qms/SOP-1-intake.md', passagesOf([['paragraph', text]]))['9.2/source-b'].verdict,
    )
    expect(beside).toBe('absent')
    expect(itself).not.toBe('absent')
  })
  it('is met when the reader is told', () => {
    expect(said(channel)).toBe('met')
  })
  it('is not met when it is planned', () => {
    expect(
      said(
        'A way to report vulnerabilities by e-mail to psirt@cedar.example is planned for a future release.',
      ),
    ).not.toBe('met')
  })
  it('is not met when the address is a blank', () => {
    expect(
      said('To report a security vulnerability, please e-mail {{security-contact}}.'),
    ).not.toBe('met')
  })
  it('is not met when it advises other projects', () => {
    expect(
      said(
        'Maintainers should publish where to report a vulnerability, for example security@project.example.',
      ),
    ).not.toBe('met')
  })
  it('is not met in a template', () => {
    expect(said(channel, 'templates/security-policy-template.md')).toBe('partial')
  })
  it('says nothing in a change log', () => {
    expect(
      said('Fixed a vulnerability reported by a user (ann@cedar.example).', 'CHANGELOG.md', [
        '2.1',
      ]),
    ).toBe('absent')
  })
  it('is not met in code', () => {
    expect(
      judge('SECURITY.md', passagesOf([['code', `# ${channel}`]], ['Example']))['9.2/channel']
        .verdict,
    ).not.toBe('met')
  })
  it('says nothing in a licence', () => {
    expect(said(channel, 'LICENSE')).toBe('absent')
  })
})

describe('sentences that complete each other', () => {
  it('lend an instruction to the items of a list', () => {
    const verdicts = judge(
      'docs/security-guide.md',
      passagesOf(
        [
          ['paragraph', 'We strongly recommend:'],
          ['list-item', '- a strong passcode on every phone'],
          ['list-item', '- automatic updates turned on'],
          ['list-item', '- encryption of the device turned on'],
        ],
        ['Security recommendations'],
      ),
    )
    expect(verdicts['5.8.2/secure-operation'].verdict).not.toBe('absent')
  })
  it('lend a missing word to the next sentence', () => {
    const text =
      'The default user is "admin" with the default password "cedar". Change it immediately after installation.'
    const verdicts = judge('docs/install.md', passagesOf([['paragraph', text]], ['First login']))
    expect(verdicts['5.8.2/accounts'].verdict).not.toBe('absent')
  })
})

describe('a table', () => {
  const fix = '| Patch of the parser vulnerability | repeated exploit | TR-88 |'
  const head = '| Fix | Verification | Record |'
  const said = (rows: readonly string[]) =>
    judge(
      'qms/vulnerability-management.md',
      passagesOf(
        rows.map((row) => ['table-row', row] as const),
        ['Vulnerability handling'],
      ),
    )['9.5/verified']

  it('lends the names of its columns to every row, which is the evidence', () => {
    const { verdict, evidence } = said([head, '| Patch of the viewer | no change | - |', fix])
    expect(verdict).toBe('met')
    expect(evidence[0]?.quote).toBe(fix)
  })
  it('says what its rows say, and nothing met where it is empty', () => {
    const form = '| Fix of the vulnerability | Verified by | Result recorded in |'
    expect(said([form]).verdict).not.toBe('met')
    expect(said([form, '| | | |', '| | | |']).verdict).not.toBe('met')
  })
  it('commits somebody by its head: who does what, and what comes out', () => {
    const reviewed = (head: string) =>
      judge(
        'docs/larch.md',
        passagesOf(
          [
            ['table-row', head],
            ['table-row', '| Release meeting on open vulnerabilities, monthly | Ann | List |'],
          ],
          ['Vulnerabilities'],
        ),
      )['9.5/open-review'].verdict
    expect(reviewed('| Activity | Responsible | Output |')).not.toBe('absent')
    expect(reviewed('| Event | Guest | Paper |')).toBe('absent')
  })
})

describe('the kind of a document', () => {
  const fixed =
    'Each security fix is retested by someone other than its author, and the test report is attached to the vulnerability record.'
  const conformance = [
    ['paragraph', 'Larch conforms to IEC 81001-5-1.'],
    ['paragraph', 'The scope is maintained software.'],
    ['paragraph', 'Clause 5.7.4 is tailored out.'],
  ] as const

  it('is not advice to other makers for being called a handbook', () => {
    const passages = passagesOf(
      [
        ['heading', 'Fixing security vulnerabilities'],
        ['paragraph', fixed],
      ],
      ['Fixing security vulnerabilities'],
    )
    expect(judge('psirt/psirt-handbook.md', passages)['9.5/verified'].verdict).toBe('met')
    expect(judge('docs/handbook.md', passages)['9.5/verified'].verdict).toBe('met')
    expect(judge('docs/guidance.md', passages)['9.5/verified'].verdict).toBe('partial')
  })
  it('may be unknown: a section that says all of it is met', () => {
    const said = (parts: typeof conformance | readonly (readonly [PassageKind, string])[]) =>
      judge('docs/larch.md', passagesOf(parts, ['Larch 4', 'Conformity']))['5.8.2/conformance']
        .verdict
    expect(said(conformance)).toBe('met')
    expect(said(conformance.slice(0, 1))).not.toBe('met')
  })
})

describe('a quote', () => {
  it('stops where the file has markup that the text leaves out', () => {
    const text = `Dear finder. ${channel}`
    const [passage] = passagesOf([['paragraph', text]], ['Reporting a vulnerability'])
    if (passage === undefined) throw new Error('no passage')
    const quoted = (seams: readonly number[]) =>
      judge('SECURITY.md', [{ ...passage, seams }])['9.2/channel'].evidence[0]?.quote
    expect(quoted([12])).toBe(channel)
    expect(quoted([12, text.indexOf('please')])).toBe('To report a security vulnerability,')
    // Nothing that is worth quoting is left: the words as they are read.
    expect(quoted([...text].map((_, at) => at).slice(1))).toBe(text)
  })
})

describe('a verdict', () => {
  it('is given for every constraint, with quotes that occur in the document', () => {
    const text = `${channel} We will acknowledge your report within two days.`
    const verdicts = judge(
      'SECURITY.md',
      passagesOf([['paragraph', text]], ['Reporting a vulnerability']),
    )
    expect(Object.keys(verdicts)).toEqual([...constraintIds])
    for (const { verdict, evidence, confidence } of Object.values(verdicts)) {
      expect(evidence.length > 0).toBe(verdict === 'met' || verdict === 'partial')
      for (const { quote } of evidence) expect(text).toContain(quote)
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(1)
    }
  })

  it('is could-not-run for an unread file, and where a half-read file is silent', () => {
    const document = { path: 'a.pdf', format: 'pdf', passages: [] }
    const unread = judgeDocument(catalogue, { ...document, outcome: 'could-not-read' })
    const half = judgeDocument(catalogue, { ...document, outcome: 'partly-read' })
    for (const id of constraintIds) {
      expect(unread[id].verdict).toBe('could-not-run')
      expect(half[id].verdict).toBe('could-not-run')
    }
  })

  it('stands for any text whatever, and is the same the second time', () => {
    const kinds: PassageKind[] = [
      'heading',
      'paragraph',
      'list-item',
      'table-row',
      'code',
      'caption',
    ]
    const pieces = fc.constantFrom(
      'report',
      'vulnerability',
      'security@x.org',
      '{{',
      '}}',
      '$Name',
      '[insert',
      'https://',
      '.',
      '\n\n',
      '- ',
      'CVE-2024-1',
      '8443',
      ':',
      '62443-4-1',
      'must',
      'not',
      '\u0000',
      '\ud800',
      'ünïcode',
      '…',
      '|',
      '`',
      'within 3 days',
      ' ',
    )
    const text = fc
      .array(fc.oneof(pieces, fc.string()), { maxLength: 40 })
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...kinds), text), { maxLength: 12 }),
        fc.string(),
        (parts, path) => {
          const passages = passagesOf(parts, ['Reporting a vulnerability'])
          const first = judge(path, passages)
          expect(judge(path, passages)).toEqual(first)
          for (const { evidence } of Object.values(first))
            for (const { quote, passage } of evidence)
              expect(passages[passage]?.text).toContain(quote)
        },
      ),
      { numRuns: 150 },
    )
  })
})
