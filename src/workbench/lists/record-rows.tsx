import { Link } from '@tanstack/react-router'
import { memo, useEffect, useRef, useState } from 'react'
import { useActorName } from '../api/people.ts'
import type { ListItem } from '../api/records.ts'
import { contractOfKind } from '../kinds/contracts.ts'
import { humanise, roleInWords, valueInWords } from '../kinds/words.ts'
import { SeverityMark, StatusMark, type Tone, ToneMark } from '../parts/marks.tsx'
import { Age, Due, Moment } from '../parts/time.tsx'
import { LineMarks } from './line-marks.tsx'
import type { Column } from './list-views.ts'
import { Origin } from './origin.tsx'
import { Products, Scope } from './products.tsx'
import './list.css'

const heads: Readonly<Record<Column, string>> = {
  origin: 'Source and channel',
  kind: 'Kind',
  product: 'Product',
  roles: 'Roles',
  scope: 'Products',
  severity: 'Severity',
  level: 'What remains',
  status: 'Status',
  due: 'Due',
  age: 'Age',
  updated: 'Changed',
  owner: 'Owner',
  assignee: 'Looked after by',
  address: 'Mail address',
}

/** Lines that somebody picks out, to work on them together. */
export interface Selection {
  readonly selected: ReadonlySet<string>
  /** `range`: all lines from the last picked one to this one. The same function every time. */
  readonly onToggle: (id: string, range: boolean) => void
}

interface Props {
  readonly items: readonly ListItem[]
  readonly columns: readonly Column[]
  readonly label: string
  readonly dueTitle?: string
  readonly withKind?: boolean
  readonly selection?: Selection
}

/** Lines that are drawn, or left out, together. */
const chunkLines = 50

/**
 * Records as lines; on a narrow screen each line becomes a small card. However many there are, only
 * those near to what is looked at are drawn.
 */
export const RecordRows = ({ items, ...props }: Props) => {
  const { columns, label, dueTitle, selection } = props
  const [focused, setFocused] = useState(0)
  const chunks = Array.from({ length: Math.ceil(items.length / chunkLines) }, (_, index) =>
    items.slice(index * chunkLines, (index + 1) * chunkLines),
  )
  return (
    <table className={`list list-${columns.length}`} aria-rowcount={items.length + 1}>
      <caption className="visually-hidden">{label}</caption>
      <thead>
        <tr aria-rowindex={1}>
          {selection === undefined ? null : (
            <th scope="col" className="cell-select">
              <span className="visually-hidden">Select</span>
            </th>
          )}
          <th scope="col">Record</th>
          {columns.map((column) => (
            <th key={column} scope="col" className={`cell-${column}`}>
              {column === 'due' ? (dueTitle ?? heads.due) : heads[column]}
            </th>
          ))}
        </tr>
      </thead>
      {chunks.map((chunk, index) => (
        // Lines move when others are added; their places in the table do not.
        // biome-ignore lint/suspicious/noArrayIndexKey: a chunk is a place in the table
        <Chunk key={index} items={chunk} nth={index} {...{ focused, setFocused }} {...props} />
      ))}
    </table>
  )
}

/** Pixels around the window within which lines are drawn, and the height of one not drawn yet. */
const around = 1_500
const lineHeight = 58

interface ChunkProps extends Props {
  readonly nth: number
  /** The chunk that had the focus last: it is drawn in any case, and those a key away from it. */
  readonly focused: number
  readonly setFocused: (nth: number) => void
}

/** Some lines, or a gap of their height. */
const Chunk = ({ items, nth, focused, setFocused, ...props }: ChunkProps) => {
  const first = nth * chunkLines
  const place = useRef<HTMLTableSectionElement>(null)
  const [drawn, setDrawn] = useState(first < 2 * chunkLines)
  const [height, setHeight] = useState(items.length * lineHeight)
  useEffect(() => {
    const body = place.current
    if (body === null) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry === undefined) return
        if (entry.isIntersecting) return setDrawn(true)
        setHeight(entry.boundingClientRect.height)
        setDrawn(false)
      },
      { rootMargin: `${around}px 0px` },
    )
    observer.observe(body)
    return () => observer.disconnect()
  }, [])
  const { columns, dueTitle, withKind = false, selection } = props
  return (
    <tbody ref={place} onFocus={() => setFocused(nth)}>
      {drawn || Math.abs(nth - focused) <= 1 ? (
        items.map((item, index) => (
          <Line
            key={item.id}
            item={item}
            index={first + index}
            columns={columns}
            dueTitle={dueTitle ?? heads.due}
            withKind={withKind}
            selected={selection?.selected.has(item.id) ?? false}
            onToggle={selection?.onToggle}
          />
        ))
      ) : (
        // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a gap of lines, in which nothing takes the focus
        <tr className="list-gap" aria-hidden="true" style={{ height }}>
          <td colSpan={columns.length + 2} />
        </tr>
      )}
    </tbody>
  )
}

interface LineProps {
  readonly item: ListItem
  readonly index: number
  readonly columns: readonly Column[]
  readonly dueTitle: string
  readonly withKind: boolean
  readonly selected: boolean
  readonly onToggle: Selection['onToggle'] | undefined
}

const Line = memo(({ item, index, columns, dueTitle, withKind, selected, onToggle }: LineProps) => (
  <tr
    aria-rowindex={index + 2}
    className={
      [item.status === 'new' ? 'line-new' : '', selected ? 'line-selected' : '']
        .filter((name) => name !== '')
        .join(' ') || undefined
    }
  >
    {onToggle === undefined ? null : (
      <td className="cell-select">
        <label>
          <input
            type="checkbox"
            checked={selected}
            onChange={({ nativeEvent }) =>
              onToggle(item.id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
            }
          />
          <span className="visually-hidden">Select {item.humanId}</span>
        </label>
      </td>
    )}
    <th scope="row" className="cell-title">
      <Link
        to="/$collection/$id"
        params={{
          collection: contractOfKind(item.kind)?.collection ?? item.kind,
          id: item.humanId,
        }}
        className="line-link"
        data-line
      >
        {item.title === '' ? item.humanId : item.title}
      </Link>
      <span className="line-id">
        {withKind ? `${contractOfKind(item.kind)?.title ?? item.kind} · ` : ''}
        {item.humanId}
        <LineMarks item={item} />
      </span>
    </th>
    {columns.map((column) => (
      <td key={column} className={`cell-${column}`}>
        {column === 'due' && item.dueAt !== null ? (
          <span className="cell-label">{dueTitle}</span>
        ) : null}
        <Cell item={item} column={column} />
      </td>
    ))}
  </tr>
))

const Cell = ({ item, column }: { readonly item: ListItem; readonly column: Column }) => {
  switch (column) {
    case 'origin':
      return <Origin facets={item.facets} />
    case 'kind':
      return <>{kindOf(item)}</>
    case 'product':
      return <Products ids={item.facets['product'] ?? []} />
    case 'roles':
      return <>{(item.facets['role'] ?? []).map(roleInWords).join(', ')}</>
    case 'scope':
      return <Scope ids={item.facets['scope'] ?? []} />
    case 'severity':
      return <SeverityMark severity={item.severity} />
    case 'level':
      return <Level level={item.facets['level']?.[0] ?? ''} />
    case 'status':
      return <StatusMark status={item.status} />
    case 'due':
      return item.dueAt === null ? <span className="soft">–</span> : <Due on={item.dueAt} />
    case 'age':
      return <Age since={item.openedAt} />
    case 'updated':
      return <Moment at={item.updatedAt} />
    case 'assignee':
      return <Assignee actor={item.owner} />
    case 'address':
      return <>{item.facets['address']?.[0] ?? <span className="soft">No mail address</span>}</>
    case 'owner':
      return <>{item.owner ?? <span className="soft">Nobody yet</span>}</>
    default:
      return column satisfies never
  }
}

const levelTones: Readonly<Record<string, Tone>> = {
  none: 'good',
  acceptable: 'good',
  reduce: 'half',
  'not-acceptable': 'bad',
}

const Level = ({ level }: { readonly level: string }) =>
  level === '' ? null : (
    <ToneMark tone={levelTones[level] ?? 'unknown'}>{valueInWords('level', level)}</ToneMark>
  )

/** On a narrow screen the name stands alone: its label goes before it. */
const Assignee = ({ actor }: { readonly actor: string | null }) => {
  const nameOf = useActorName()
  return actor === null ? (
    <span className="soft">Nobody yet</span>
  ) : (
    <>
      <span className="cell-label">With</span>
      <span>{nameOf(actor)}</span>
    </>
  )
}

/** Of a document or an activity; their words stand under different names. */
const kindOf = ({ facets }: ListItem): string =>
  [
    ...(facets['document-kind'] ?? []).map((value) => valueInWords('documentKind', value)),
    ...(facets['defect-kind'] ?? []).map(humanise),
    ...(facets['kind'] ?? []).map((value) => valueInWords('kind', value)),
  ].join(', ')
