import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { reportContract } from '../../../intake/contract.ts'
import { toldProductsQuery } from '../../api/intake.ts'
import type { ListItem } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { offered } from '../../forms/order.ts'
import { placeOf } from '../../kinds/places.ts'
import { ListOf } from '../../lists/list-of.tsx'
import { listViewOf } from '../../lists/list-views.ts'
import { RecordRows } from '../../lists/record-rows.tsx'
import { Attention } from './attention.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { useSelection } from './selection.ts'
import './inbox.css'

/** All reports (clause 9.2): whence each came, when its reporter hears more, and work on several. */
export const Inbox = () => {
  const search = useSearch({ from: '/inside/reports' })
  const { data: products = [] } = useQuery(toldProductsQuery)
  return (
    <ListOf
      contract={reportContract}
      search={search}
      moreFilters={
        products.length === 0
          ? []
          : [
              {
                name: 'product',
                title: 'Product',
                values: products.map(({ product, count }) => [product, `${product} (${count})`]),
              },
            ]
      }
      links={
        <>
          <Link to="/reports/sources">Sources and silence</Link>
          <Link to="/reports/figures">Reports in figures</Link>
        </>
      }
      notice={<Attention />}
      rows={(items) => <Lines items={items} />}
    />
  )
}

/** What can be done with several reports at once, in the order in which it is mostly done. */
const together = [
  ...['acknowledge', 'assign', 'link-case', 'conclude', 'reclassify', 'assess', 'merge'],
  'name-person',
]

const Lines = ({ items }: { readonly items: readonly ListItem[] }) => {
  const session = useSignedIn()
  const allowed = offered(reportContract, session, false)
  const commands = together.flatMap((name) => allowed.filter((command) => command.name === name))
  const selection = useSelection(items)
  const { columns, dueTitle } = listViewOf('reports')
  const rows = (
    <RecordRows
      items={items}
      columns={columns}
      label={placeOf('reports').title}
      dueTitle={dueTitle}
      {...(commands.length === 0 ? {} : { selection })}
    />
  )
  return commands.length === 0 ? (
    rows
  ) : (
    <>
      <BulkBar commands={commands} items={items} selection={selection} />
      {rows}
    </>
  )
}
