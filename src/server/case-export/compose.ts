import type { CaseState, Change, MessageState } from '../../cases/index.ts'
import { limits } from '../../kernel/limits.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import {
  code,
  definitions,
  type PrintableDocument,
  paragraph,
  section,
  table,
} from '../../releases/index.ts'
import type { NamedFile } from '../audit-pack/facts.ts'
import { tellFact } from '../audit-pack/tell-fact.ts'
import { decisionBlocks } from './decisions.ts'
import { otherBlocks } from './others.ts'
import { type Names, said, when, whoIs } from './words.ts'

/** What an export tells: all of it is what this person may see. */
export interface CaseRecords {
  readonly maker: string
  readonly by: string
  /** Instant. */
  readonly at: string
  readonly humanId: string
  readonly version: number
  readonly state: CaseState
  /** Of the case and of its messages, in the order of the ledger. */
  readonly facts: readonly RecordedEvent[]
  readonly changes: ReadonlyMap<string, readonly Change[]>
  readonly messages: readonly MessageState[]
  /** Human ids by stream. */
  readonly references: ReadonlyMap<string, string>
  readonly related: readonly {
    readonly humanId: string
    readonly kind: string
  }[]
  readonly names: Names
  readonly files: readonly NamedFile[]
  /** The signed state of the ledger that has all of these facts. */
  readonly checkpoint: string
}

/** A case as a document: what is known, decided, said and done, and the proof of the moment. */
export const composeCase = (records: CaseRecords): PrintableDocument => {
  const { state, humanId, files, related, checkpoint } = records
  return {
    title: said(state.title, limits.text.line),
    subtitle: `${humanId}, as ${said(records.by, 150)} may see it`,
    publisher: said(records.maker, limits.text.line),
    reference: humanId,
    version: `after fact ${records.version}`,
    date: records.at,
    language: 'en',
    sections: [
      section('facts', 'What is known', [], factBlocks(records)),
      section('impact', 'Who is affected', [], impactBlocks(records)),
      section('decisions', 'What was decided, and by whom', [], decisionBlocks(records)),
      section(
        'others',
        'Who else was asked and told',
        [],
        orNone(nobodyElse(records), otherBlocks(records)),
      ),
      section('tasks', 'Tasks', [], taskBlocks(records)),
      section('conversation', 'What was said', [], messageBlocks(records)),
      section('timeline', 'What happened', [], timelineBlocks(records)),
      section(
        'files',
        'Files',
        [],
        orNone(
          'No file hangs on the case.',
          table(
            'Files that the facts name, by their SHA-256',
            [
              ['Name', 4],
              ['Bytes', 1],
              ['SHA-256', 6],
            ],
            files.map(({ name, size, hash }) => [said(name), String(size), [code(hash)]]),
          ),
        ),
      ),
      section(
        'records',
        'Other records of the case',
        [],
        orNone(
          'No other record belongs to the case.',
          table(
            'Records that belong to the case',
            [
              ['Record', 2],
              ['Kind', 3],
            ],
            related.map((one) => [one.humanId, one.kind]),
          ),
        ),
      ),
      section(
        'ledger',
        'State of the ledger',
        [],
        [
          paragraph(
            'This checkpoint signs the state of the ledger at the moment of the export: every fact told here stands below it. The audit pack of the case proves each of them.',
          ),
          ...checkpoint
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => paragraph([code(line)])),
        ],
      ),
    ],
  }
}

type Blocks = ReturnType<typeof table>

const orNone = (none: string, blocks: Blocks): Blocks =>
  blocks.length > 0 ? blocks : [paragraph(none)]

/** Why nobody was asked or told, where the record says so. */
const nobodyElse = ({ state: { otherProducts, thirdParties } }: CaseRecords): string =>
  [
    otherProducts === null
      ? 'No owner of another product was asked.'
      : `Other products: ${said(otherProducts.answer)}`,
    ...thirdParties.flatMap(({ none, reason }) =>
      none ? [`No third party is involved: ${said(reason)}`] : [],
    ),
  ].join(' ')

const factBlocks = ({ state, references }: CaseRecords): Blocks => [
  ...(state.embargo === null
    ? []
    : [
        {
          kind: 'note' as const,
          tone: 'warning' as const,
          content: [
            {
              kind: 'text' as const,
              text: `Under an embargo${state.embargo.until === undefined ? '' : ` until ${state.embargo.until}`}: for those named on the case alone.`,
            },
          ],
        },
      ]),
  ...(state.summary === '' ? [] : [paragraph(said(state.summary))]),
  ...definitions([
    ['Status', state.status],
    ['CVE', state.cve],
    ['CWE', state.cwe],
    ['Root cause', state.rootCause === '' ? null : said(state.rootCause)],
    ['Aware since', state.awareOn === '' ? null : state.awareOn],
    [
      'Reports',
      state.reports.length === 0
        ? null
        : state.reports.map((id) => references.get(id) ?? '(not for you)').join(', '),
    ],
    ['Closed', state.closed === null ? null : said(state.closed.conclusion)],
  ]),
]

const impactBlocks = ({ state, names }: CaseRecords): Blocks =>
  orNone(
    'The impact is not decided.',
    table(
      'Product revisions and how the flaw touches them',
      [
        ['Product', 3],
        ['Revision', 2],
        ['Status', 2],
        ['Statement', 4],
        ['Decided', 3],
      ],
      state.impact.map((row) => [
        said(names.get(row.product)),
        said(row.revision),
        row.justification === undefined ? row.status : `${row.status}: ${row.justification}`,
        said(row.statement),
        row.decided === null
          ? 'proposed only'
          : `${whoIs(names, row.decided.by)}, ${when(row.decided.at)}`,
      ]),
    ),
  )

const taskBlocks = ({ state, names }: CaseRecords): Blocks =>
  orNone(
    'No task was planned.',
    table(
      'Tasks of the remediation',
      [
        ['Task', 4],
        ['Issue', 3],
        ['There', 2],
        ['Here', 4],
      ],
      state.tasks.map(({ title, what, issue, tracker, closed }) => [
        said(`${title}\n${what}`),
        issue === null ? said(tracker) : said(`${tracker} ${issue.key}`),
        said(issue?.status),
        closed === null
          ? 'open'
          : said(`${closed.outcome}: ${closed.reason} (${whoIs(names, closed.by)})`),
      ]),
    ),
  )

const audiences = { team: 'team', approvers: 'approvers alone', external: 'team and third party' }

const messageBlocks = ({ messages, names }: CaseRecords): Blocks =>
  orNone(
    'Nothing that you may read was said.',
    table(
      'Messages, the oldest first',
      [
        ['When', 2],
        ['Who', 2],
        ['For', 2],
        ['Message', 7],
      ],
      messages.map(({ at, by, from, audience, party, text, reference }) => [
        when(from?.writtenAt ?? at),
        from === null ? whoIs(names, by) : said(`${from.author} in ${from.tracker}`),
        party === '' ? audiences[audience] : said(`${audiences[audience]}: ${party}`),
        said(`${reference}: ${text}`),
      ]),
    ),
  )

const timelineBlocks = ({ facts, names, changes, references }: CaseRecords): Blocks => {
  const people = new Map(
    [...names].map(([id, name]) => [id.replace(/^person:/, ''), name] as const),
  )
  return table(
    'Facts, the oldest first',
    [
      ['When', 2],
      ['Who', 2],
      ['What', 3],
      ['Told', 7],
    ],
    facts.map((event, index) => {
      const fact = tellFact({ leafIndex: index, event }, index + 1, undefined, people)
      const changed = (changes.get(event.id) ?? []).map((change) => changeInWords(change, names))
      const signed =
        fact.signature === null
          ? []
          : [`Signed by ${fact.signature.name}: ${fact.signature.meaning}`]
      return [
        when(event.at),
        said(fact.who),
        said(`${references.get(event.stream) ?? ''} ${fact.what}`.trim()),
        // What was said stands in the conversation already.
        said(
          [...signed, ...changed, event.kind === 'message' ? '' : fact.said]
            .filter((one) => one !== '')
            .join('\n'),
        ),
      ]
    }),
  )
}

const changeInWords = ({ what, which, product, before, after }: Change, names: Names): string => {
  const about = [
    what.replaceAll('-', ' '),
    product === null ? '' : (names.get(product) ?? ''),
    which,
  ]
  return `${about.filter((part) => part !== '').join(' ')}: ${before || 'nothing'} → ${after || 'nothing'}`
}
