import { Link } from '@tanstack/react-router'
import type { ListItem } from '../api/records.ts'
import { contractOfKind } from '../kinds/contracts.ts'
import { roleInWords, valueInWords } from '../kinds/words.ts'
import { Restricted, SeverityMark, StatusMark } from '../parts/marks.tsx'
import { Age, Due, Moment } from '../parts/time.tsx'
import type { Column } from './list-views.ts'
import { Origin } from './origin.tsx'
import { Products } from './products.tsx'
import './list.css'

const heads: Readonly<Record<Column, string>> = {
  origin: 'Source and channel',
  kind: 'Kind',
  product: 'Product',
  roles: 'Roles',
  severity: 'Severity',
  status: 'Status',
  due: 'Due',
  age: 'Age',
  updated: 'Changed',
  owner: 'Owner',
}

/** Records as lines; on a narrow screen each line becomes a small card. */
export const RecordRows = ({
  items,
  columns,
  label,
  dueTitle,
  withKind = false,
}: {
  readonly items: readonly ListItem[]
  readonly columns: readonly Column[]
  readonly label: string
  readonly dueTitle?: string
  readonly withKind?: boolean
}) => (
  <table className={`list list-${columns.length}`}>
    <caption className="visually-hidden">{label}</caption>
    <thead>
      <tr>
        <th scope="col">Record</th>
        {columns.map((column) => (
          <th key={column} scope="col" className={`cell-${column}`}>
            {column === 'due' ? (dueTitle ?? heads.due) : heads[column]}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {items.map((item) => (
        <tr key={item.id} className={item.status === 'new' ? 'line-new' : undefined}>
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
              {item.restricted ? (
                <>
                  {' '}
                  <Restricted />
                </>
              ) : null}
            </span>
          </th>
          {columns.map((column) => (
            <td key={column} className={`cell-${column}`}>
              {column === 'due' && item.dueAt !== null ? (
                <span className="cell-label">{dueTitle ?? heads.due}</span>
              ) : null}
              <Cell item={item} column={column} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

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
    case 'severity':
      return <SeverityMark severity={item.severity} />
    case 'status':
      return <StatusMark status={item.status} />
    case 'due':
      return item.dueAt === null ? <span className="soft">–</span> : <Due on={item.dueAt} />
    case 'age':
      return <Age since={item.openedAt} />
    case 'updated':
      return <Moment at={item.updatedAt} />
    case 'owner':
      return <>{item.owner ?? <span className="soft">Nobody yet</span>}</>
    default:
      return column satisfies never
  }
}

/** Of a document or an activity; their words stand under different names. */
const kindOf = ({ facets }: ListItem): string =>
  [
    ...(facets['document-kind'] ?? []).map((value) => valueInWords('documentKind', value)),
    ...(facets['kind'] ?? []).map((value) => valueInWords('kind', value)),
  ].join(', ')
