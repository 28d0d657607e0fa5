import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { caseContract } from '../../../cases/contract.ts'
import { closureQuery } from '../../api/case-closure.ts'
import { type ListItem, recordQuery } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { offered, useOrder } from '../../forms/order.ts'
import { LineMarks } from '../../lists/line-marks.tsx'
import { Products } from '../../lists/products.tsx'
import { SeverityMark } from '../../parts/marks.tsx'
import { Age, Due } from '../../parts/time.tsx'
import { nextForCase } from '../../records/case-next.ts'
import { presetOf } from '../../records/presets.ts'

/** A case on the board: what it is, how bad, of which product, how old, and what is due. */
export const Card = ({ item }: { readonly item: ListItem }) => {
  const act = useNextStep(item)
  return (
    <li className="board-card">
      <Link
        to="/$collection/$id"
        params={{ collection: 'cases', id: item.humanId }}
        className="line-link"
        data-line
      >
        {item.title === '' ? item.humanId : item.title}
      </Link>
      <p className="line-id">
        {item.humanId}
        <LineMarks item={item} />
      </p>
      <p className="board-facts">
        <SeverityMark severity={item.severity} />
        <span>
          <Products ids={item.facets['product'] ?? []} />
        </span>
      </p>
      <p className="board-facts soft small">
        <Age since={item.openedAt} />
        {item.dueAt === null ? (
          <span>Nothing due</span>
        ) : (
          <span>
            Due <Due on={item.dueAt} />
          </span>
        )}
      </p>
      <button type="button" className="link-button" data-act onClick={() => void act()}>
        Next step<span className="visually-hidden"> of {item.humanId}</span>
      </button>
    </li>
  )
}

/** Opens the form of what comes next for a case; where that is nothing of this person's, the case. */
const useNextStep = ({ humanId }: ListItem): (() => Promise<void>) => {
  const queries = useQueryClient()
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  return async () => {
    const collection = 'cases'
    const [record, checks] = await Promise.all([
      queries.fetchQuery(recordQuery(collection, humanId)),
      queries.fetchQuery(closureQuery(humanId)),
    ])
    const mine = offered(caseContract, session, false).map(({ name }) => name)
    const [command] = nextForCase(false, checks, `person:${session.person}`)
    if (command === undefined || command === 'note' || !mine.includes(command))
      return navigate({ to: '/$collection/$id', params: { collection, id: humanId } })
    order({
      collection,
      command,
      record,
      preset: presetOf(collection, command, record, session.person),
    })
  }
}
