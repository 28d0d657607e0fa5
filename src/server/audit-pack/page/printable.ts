import { limits } from '../../../kernel/limits.ts'
import {
  code,
  definitions,
  note,
  type PrintableDocument,
  paragraph,
  section,
  subsection,
  table,
} from '../../../releases/index.ts'
import { said } from '../../case-export/words.ts'
import { countsInWords, moment, type PageContent, verdictWords } from './content.ts'
import { type Blocks, cut, keptBlocks, rows, some, verdictBlocks } from './printable-verdicts.ts'

type Section = ReturnType<typeof section>

/** The readable summary as a document for paper: the same as the page, tables cut short. */
export const printablePage = (content: PageContent): PrintableDocument => {
  const { maker, made, heading, origin, key, treeSize, earlierTreeSize, notes } = content
  return {
    title: said(heading, limits.text.line),
    subtitle: 'Audit pack',
    publisher: said(maker, limits.text.line),
    reference: said(`Audit pack, ledger of ${treeSize} facts`, limits.text.line),
    version: `made ${moment(made)} UTC`,
    date: made,
    language: 'en',
    sections: [
      section(
        'about',
        'What this is',
        [],
        [
          paragraph(
            'This document is for reading; what it says is proven by the other files of the pack. HOW-TO-CHECK.txt says how to check them.',
          ),
          ...notes.map((one) => note(said(one))),
          ...definitions([
            ['Ledger', [code(origin)]],
            ['Its key', [code(key)]],
            ['Its size', `${treeSize} facts; unchanged since ${earlierTreeSize}`],
            ...(content.subject.kind === 'case'
              ? ([['Status', said(content.subject.status)]] as const)
              : []),
          ]),
        ],
      ),
      ...subjectSections(content),
      section('signatures', 'Who signed what', [], signatureBlocks(content)),
      section('facts', 'Facts, in the order of the ledger', [], factBlocks(content)),
      section('records', 'Records', [], recordBlocks(content)),
      section('files', 'Files that the facts name', [], fileBlocks(content)),
    ],
  }
}

const subjectSections = ({ subject }: PageContent): readonly Section[] =>
  subject.kind === 'case'
    ? [
        section(
          'duties',
          'Duties of IEC 81001-5-1 that these facts answer',
          [],
          table(
            'In our own words',
            [
              ['Constraint', 2],
              ['Duty', 5],
              ['Facts', 3],
            ],
            subject.answered.map(({ constraint: { id, duty }, lines }) => [
              id,
              duty,
              lines.length === 0 ? 'none in this pack' : some(lines.map(String), 12),
            ]),
          ),
        ),
      ]
    : [
        section(
          'verdicts',
          'Verdicts',
          [],
          [
            paragraph(
              `${countsInWords(subject.counts)}. Met needs all four: a document is there, says it and is in force, and a record proves that it ran.`,
            ),
            ...table(
              'Constraints of IEC 81001-5-1, in our own words',
              [
                ['Constraint', 3],
                ['Duty', 6],
                ['Verdict', 2],
              ],
              subject.clauses.flatMap(({ verdicts }) =>
                verdicts.map(({ constraint, duty, verdict }) => [
                  constraint,
                  said(duty),
                  verdictWords[verdict],
                ]),
              ),
            ),
          ],
        ),
        ...subject.clauses.map(({ id, title, defence, verdicts }) =>
          section(
            `clause-${id.replaceAll('.', '-')}`,
            said(`${id} ${title}`, limits.text.line),
            [],
            defence === null ? [] : [paragraph(said(defence))],
            verdicts.map((verdict) =>
              subsection(
                verdict.constraint.replaceAll(/[^a-z0-9]+/g, '-'),
                said(`${verdict.constraint} ${verdict.title}`, limits.text.line),
                [],
                verdictBlocks(verdict),
              ),
            ),
          ),
        ),
        ...(subject.kept.length === 0
          ? []
          : [section('kept-reviews', 'Reviews kept earlier', [], keptBlocks(subject.kept))]),
      ]

const signatureBlocks = ({ facts }: PageContent): Blocks => {
  const signed = facts.flatMap(({ at, record, signature }) =>
    signature === null ? [] : [[moment(at), said(signature.name), said(signature.meaning), record]],
  )
  return signed.length === 0
    ? [paragraph('None of the facts told here was signed.')]
    : cut(
        table(
          'Signatures, with their meaning',
          [
            ['When (UTC)', 2],
            ['Who', 3],
            ['Meaning', 4],
            ['Record', 2],
          ],
          signed.slice(0, rows),
        ),
        signed.length,
        'signatures.jsonl',
      )
}

const factBlocks = ({ facts, factCount }: PageContent): Blocks =>
  cut(
    table(
      'Facts',
      [
        ['Fact', 1],
        ['When (UTC)', 2],
        ['Record', 2],
        ['What', 3],
        ['Who', 2],
      ],
      facts
        .slice(0, rows)
        .map(({ line, at, record, what, who }) => [
          String(line),
          moment(at),
          said(record),
          said(what),
          said(who),
        ]),
    ),
    factCount,
    'events.jsonl',
  )

const recordBlocks = ({ records, recordCount }: PageContent): Blocks =>
  cut(
    table(
      'Records',
      [
        ['Record', 2],
        ['Kind', 2],
        ['Title', 5],
        ['Status', 2],
        ['Facts', 1],
      ],
      records
        .slice(0, rows)
        .map(({ humanId, kind, title, status, version }) => [
          humanId,
          kind,
          said(title),
          said(status),
          String(version),
        ]),
    ),
    recordCount,
    'records.jsonl',
  )

const fileBlocks = ({ files, fileCount }: PageContent): Blocks =>
  files.length === 0
    ? [paragraph('None.')]
    : cut(
        table(
          'Files, by their SHA-256',
          [
            ['Name', 4],
            ['Bytes', 2],
            ['SHA-256', 6],
            ['In the pack', 1],
          ],
          files
            .slice(0, rows)
            .map(({ name, size, hash, included }) => [
              said(name),
              String(size),
              [code(hash)],
              included ? 'yes' : 'no',
            ]),
        ),
        fileCount,
        'files.jsonl',
      )
