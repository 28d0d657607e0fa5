import { useQueryClient } from '@tanstack/react-query'
import { caseContract } from '../../../cases/contract.ts'
import { closureQuery } from '../../api/case-closure.ts'
import { type ListItem, recordQuery } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { offered } from '../../forms/order.ts'
import { Products } from '../../lists/products.tsx'
import { SeverityMark } from '../../parts/marks.tsx'
import { nextForCase } from '../../records/case-next.ts'
import { BoardCard, useNextStep } from './board-card.tsx'

const collection = 'cases'

/** A case on the board: what it is, how bad, of which product, how old, and what is due. */
export const Card = ({ item }: { readonly item: ListItem }) => {
  const queries = useQueryClient()
  const session = useSignedIn()
  const act = useNextStep(item, collection, async () => {
    const [record, checks] = await Promise.all([
      queries.fetchQuery(recordQuery(collection, item.humanId)),
      queries.fetchQuery(closureQuery(item.humanId)),
    ])
    const mine = offered(caseContract, session, false).map(({ name }) => name)
    const [command] = nextForCase(false, checks, `person:${session.person}`)
    const isMine = command !== undefined && command !== 'note' && mine.includes(command)
    return { record, command: isMine ? command : undefined }
  })
  return (
    <BoardCard item={item} collection={collection} act={act}>
      <p className="board-facts">
        <SeverityMark severity={item.severity} />
        <span>
          <Products ids={item.facets['product'] ?? []} />
        </span>
      </p>
    </BoardCard>
  )
}
