import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RecordEnvelope } from '../../api/records.ts'
import { statusInWords, valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { FileNames } from '../../parts/files.tsx'
import { ToneMark } from '../../parts/marks.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { type ReportView, reportView } from '../../records/views/report.ts'
import { markedParts } from './likeness-words.ts'

/** Two reports, field by field; what is the same is said in words and underlined. */
export const SideBySide = ({
  one,
  other,
}: {
  readonly one: RecordEnvelope
  readonly other: RecordEnvelope
}) => {
  const left = reportView.safeParse(one.state)
  const right = reportView.safeParse(other.state)
  if (!left.success || !right.success)
    return <Banner tone="warn" title="This page does not know a report of this form." />
  return (
    <table className="compare">
      <caption className="visually-hidden">
        {one.humanId} and {other.humanId} side by side
      </caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          {[one, other].map(({ humanId }) => (
            <th key={humanId} scope="col">
              <Link to="/$collection/$id" params={{ collection: 'reports', id: humanId }}>
                {humanId}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rowsOf(left.data, right.data).map(({ name, same, cells }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              {same ? (
                <span className="compare-same small">
                  <ToneMark tone="good">The same</ToneMark>
                </span>
              ) : null}
            </th>
            {[one, other].map(({ humanId }, index) => (
              <td key={humanId}>
                <span className="compare-whose small soft">{humanId}</span>
                {cells[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface Row {
  readonly name: string
  readonly same: boolean
  readonly cells: readonly [ReactNode, ReactNode]
}

const nothing = <span className="soft">–</span>

/** What neither of them says has no row. */
const rowsOf = (left: ReportView, right: ReportView): readonly Row[] =>
  allRows(left, right).filter(({ cells }) => cells.some((cell) => cell !== nothing))

const allRows = (left: ReportView, right: ReportView): readonly Row[] => [
  text('Title', left.title, right.title),
  { name: 'Status', same: false, cells: [statusInWords(left.status), statusInWords(right.status)] },
  {
    name: 'Received',
    same: false,
    cells: [
      <Moment key="left" at={left.receivedAt} />,
      <Moment key="right" at={right.receivedAt} />,
    ],
  },
  plain('Source', valueInWords('source', left.source), valueInWords('source', right.source)),
  plain('Product', left.product, right.product),
  plain('Version', left.productVersion, right.productVersion),
  text('Identifiers', left.identifiers.join(', '), right.identifiers.join(', ')),
  plain('Their number for it', left.theirReference, right.theirReference),
  {
    name: 'Files',
    same: left.files.some(({ hash }) => right.files.some((file) => file.hash === hash)),
    cells: [
      left.files.length === 0 ? nothing : <FileNames key="left" files={left.files} />,
      right.files.length === 0 ? nothing : <FileNames key="right" files={right.files} />,
    ],
  },
  text('Description', left.description, right.description),
  text('Steps to reproduce', left.steps, right.steps),
  text('Impact', left.impact, right.impact),
  {
    name: 'Cases',
    same: left.cases.some((id) => right.cases.includes(id)),
    cells: [
      left.cases.length === 0 ? nothing : <Cases key="left" ids={left.cases} />,
      right.cases.length === 0 ? nothing : <Cases key="right" ids={right.cases} />,
    ],
  },
]

const alike = (left: string, right: string): boolean =>
  left.trim() !== '' && left.trim().toLowerCase() === right.trim().toLowerCase()

const plain = (name: string, left: string, right: string): Row => ({
  name,
  same: alike(left, right),
  cells: [left || nothing, right || nothing],
})

const text = (name: string, left: string, right: string): Row => ({
  name,
  same: alike(left, right),
  cells: [
    left === '' ? nothing : <Marked key="left" words={left} other={right} />,
    right === '' ? nothing : <Marked key="right" words={right} other={left} />,
  ],
})

const Marked = ({ words, other }: { readonly words: string; readonly other: string }) => (
  <span className="verbatim">
    {markedParts(words, other).map(({ at, text: part, both }) =>
      both ? <mark key={at}>{part}</mark> : part,
    )}
  </span>
)

const Cases = ({ ids }: { readonly ids: readonly string[] }) => (
  <ul>
    {ids.map((id) => (
      <li key={id}>
        <RecordLink collection="cases" id={id} />
      </li>
    ))}
  </ul>
)
