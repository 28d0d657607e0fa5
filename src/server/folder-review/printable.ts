import { limits } from '../../kernel/limits.ts'
import {
  definitions,
  type PrintableDocument,
  paragraph,
  section,
  table,
} from '../../releases/index.ts'
import {
  documentsOf,
  gapsOf,
  isGap,
  nextStep,
  placeOf,
  type ReportClause,
  type ReportRow,
  type ReviewReport,
  rowsOf,
  severities,
  verdictWords,
} from '../../review/index/reports.ts'
import { quoted, type Said, strong, text, warning } from './inlines.ts'
import { againSection, unreadSection } from './left-open.ts'

export interface PrintFrame {
  /** The folder's name. */
  readonly folder: string
  /** Instant. */
  readonly at: string
  readonly version: string
  /** Stands for the findings: two reports with the same number found the same. */
  readonly reference: string
}

/** Documents quoted for one constraint. */
const quotes = 3

/**
 * The review for a quality manager in a hurry: the sums, what an auditor will find missing with the
 * next step, the gravest first, then what is shown and where, then what could not be read.
 */
export const printableReview = (report: ReviewReport, frame: PrintFrame): PrintableDocument => ({
  title: 'Clause review of documents',
  subtitle: cut(report.product === undefined ? frame.folder : `${report.product}: ${frame.folder}`),
  reference: frame.reference,
  version: frame.version,
  date: frame.at,
  language: 'en',
  sections: [
    inShort(report),
    missingSection(report),
    shownSection(report),
    ...againSection(report),
    unreadSection(report),
    methodSection(report),
  ],
})

const inShort = (report: ReviewReport) => {
  const rows = rowsOf(report)
  const { counts } = report.summary
  const gaps = severities.map((severity) => `${gapsOf(report, severity).length} ${severity}`)
  return section(
    'in-short',
    'In short',
    [],
    [
      ...definitions([
        [
          'Shown',
          `${rows.filter(({ verdict }) => verdict === 'met').length} of ${rows.length} constraints`,
        ],
        ['Gaps', gaps.join(', ')],
        [
          'Documents',
          `${documentsOf(report.summary)}: ${counts.read} read, ${counts['partly-read']} in part, ${counts['could-not-read']} not`,
        ],
        [
          'Records',
          report.product === undefined ? 'not asked: only documents' : `of ${report.product}`,
        ],
        [
          'In force, and people’s words',
          report.summary.declaredIn === undefined
            ? 'not asked: the folder as it lies there'
            : `as ${report.summary.declaredIn} in the folder has them`,
        ],
      ]),
      ...table(
        'Constraints of each clause',
        [
          ['Clause', 34],
          ['Met', 9],
          ['Partial', 11],
          ['Absent', 11],
          ['Could not run', 13],
          ['Not applicable', 13],
        ],
        report.clauses.map((one) => [
          `${one.clause.id} ${one.clause.title}`,
          ...(['met', 'partial', 'absent', 'could-not-run', 'not-applicable'] as const).map(
            (verdict) => String(one.rows.filter((row) => row.verdict === verdict).length),
          ),
        ]),
      ),
      ...unsure(report),
    ],
  )
}

const unsure = ({ summary }: ReviewReport) => {
  const unread = summary.counts['could-not-read'] + summary.counts['partly-read']
  const hidden = summary.leftOut.some(({ hides }) => hides === true)
  return unread === 0 && !hidden
    ? []
    : [
        warning(
          `${unread === 0 ? 'Some folders' : `${unread} documents`} could not be read, or only in part. What was found nowhere else is therefore “could not run” and not “absent”.`,
        ),
      ]
}

const missingSection = (report: ReviewReport) => {
  const parts = severities.flatMap((severity) => {
    const gaps = gapsOf(report, severity)
    return gaps.length === 0
      ? []
      : [section(`gaps-${severity}`, gapTitles[severity], [], gapTable(severity, gaps))]
  })
  return section(
    'missing',
    'What an auditor will find missing',
    [],
    parts.length === 0 ? [paragraph('Nothing: every constraint is met or not applicable.')] : [],
    parts,
  )
}

const gapTitles = { major: 'Major gaps', moderate: 'Moderate gaps', minor: 'Minor gaps' } as const

const gapTable = (severity: keyof typeof gapTitles, gaps: readonly ReportRow[]) =>
  table(
    `${gaps.length} ${severity} ${gaps.length === 1 ? 'gap' : 'gaps'}, the worst first`,
    [
      ['Constraint', 22],
      ['State', 12],
      ['What is asked', 33],
      ['Next step', 33],
    ],
    gaps.map((row) => [
      [strong(row.constraint.id), text(`\n${row.constraint.title}`)],
      verdictWords[row.verdict],
      row.constraint.duty,
      nextStep(row),
    ]),
  )

const shownSection = (report: ReviewReport) =>
  section(
    'shown',
    'What is shown, and where',
    [],
    [],
    report.clauses.map((one) =>
      section(
        `shown-${one.clause.id.replaceAll('.', '-')}`,
        cut(`${one.clause.id} ${one.clause.title}`),
        one.rows.map(({ constraint }) => constraint.id),
        shownBlocks(one),
      ),
    ),
  )

const shownBlocks = ({ clause, rows }: ReportClause) => {
  const shown = rows.filter(({ documents, records }) => documents.said > 0 || records !== undefined)
  const silent = rows.filter(
    ({ documents, records }) => documents.said === 0 && records === undefined,
  )
  return [
    ...table(
      `What is shown for ${clause.id}`,
      [
        ['Constraint', 22],
        ['State', 12],
        ['Passage', 40],
        ['Where', 26],
      ],
      shown.flatMap(shownRows),
    ),
    ...(silent.length === 0
      ? []
      : [
          paragraph(
            `Nothing was found for ${silent.map(({ constraint }) => `${constraint.id} (${constraint.title})`).join(', ')}.`,
          ),
        ]),
  ]
}

const shownRows = (row: ReportRow): readonly (readonly Said[])[] => {
  const { constraint, documents, records } = row
  const lines = documents.documents
    .slice(0, quotes)
    .flatMap(({ path, verdict, evidence, word }) =>
      evidence
        .slice(0, 1)
        .map(({ quote, location }): readonly [Said, Said] => [
          quoted(quote),
          `${path}\n${[placeOf(location), verdict === 'partial' ? 'says part of it' : '', bySomebody(word)].filter((part) => part !== '').join('; ')}`.trim(),
        ]),
    )
  const more = documents.said - lines.length
  const { inForce } = documents
  const said: (readonly [Said, Said])[] = [
    ...lines,
    ...(inForce === undefined
      ? []
      : [[`In force: ${verdictWords[inForce.verdict]}. ${inForce.detail}`, '–'] as const]),
    ...(more > 0 ? [[`and ${more} more`, '–'] as const] : []),
    ...(records === undefined
      ? []
      : [
          [
            `Records: ${verdictWords[records.verdict]}. ${records.detail}`,
            'the workspace',
          ] as const,
        ]),
  ]
  return said.map(([passage, where], index) => [
    // A row without its head would be nobody's to who hears the table read.
    index === 0 ? [strong(constraint.id), text(`\n${constraint.title}`)] : constraint.id,
    index === 0 ? verdictWords[row.verdict] : '\u00a0',
    passage,
    where,
  ])
}

const bySomebody = (word: ReportRow['documents']['documents'][number]['word']): string =>
  word === undefined ? '' : `so says ${word.by} on ${word.on}: ${word.reason}`

const methodSection = (report: ReviewReport) =>
  section(
    'method',
    'How to read this',
    [],
    [
      ...definitions([
        ['met', 'A passage says all of it, and, where records were asked, they show that it ran.'],
        ['partial', 'A passage says part of it, or one of documents and records is missing.'],
        ['absent', 'Everything was read, and nothing says it.'],
        ['could not run', 'Something was not read that may say it. It is no pass.'],
        ['not applicable', 'By its records the product has nothing to which it applies.'],
      ]),
      paragraph(
        `The documents were judged by patterns of the catalogue, offline: the same files give the same findings. Every quote is verbatim but for white space. A person has to read the quotes: the review shows where something is said, not that it is enough.${report.product === undefined ? ' Whether what is said also ran is a question to the records, which were not asked.' : ''}`,
      ),
      ...(rowsOf(report).some(isGap)
        ? [paragraph('How grave a gap is stands in the catalogue, with whose judgement that is.')]
        : []),
    ],
  )

const cut = (line: string): string => {
  const { line: longest } = limits.text
  return line.length <= longest ? line : `${line.slice(0, longest - 1).toWellFormed()}…`
}
