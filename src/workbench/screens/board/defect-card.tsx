import { useQueryClient } from '@tanstack/react-query'
import { defectContract } from '../../../documents/contract.ts'
import { type ListItem, recordQuery } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { offered } from '../../forms/order.ts'
import { humanise } from '../../kinds/words.ts'
import { SeverityMark } from '../../parts/marks.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { nextCommands } from '../../records/next-commands.ts'
import { BoardCard, useNextStep } from './board-card.tsx'

const collection = 'defects'

/** A defect on the board: what is wrong, how bad, in which document, whose it is, and until when. */
export const DefectCard = ({ item }: { readonly item: ListItem }) => {
  const queries = useQueryClient()
  const session = useSignedIn()
  const act = useNextStep(item, collection, async () => {
    const record = await queries.fetchQuery(recordQuery(collection, item.humanId))
    const mine = offered(defectContract, session, false).map(({ name }) => name)
    return {
      record,
      command: nextCommands(collection, record.state).find((name) => mine.includes(name)),
    }
  })
  const [kind = ''] = item.facets['defect-kind'] ?? []
  const [document] = item.facets['document'] ?? []
  return (
    <BoardCard item={item} collection={collection} owner={item.owner} act={act}>
      <p className="board-facts">
        <SeverityMark severity={item.severity} />
        <span>{humanise(kind)}</span>
        <span className="soft">{(item.facets['language'] ?? []).join(', ')}</span>
      </p>
      {document === undefined ? null : (
        <p className="board-facts board-about small">
          <RecordLink collection="documents" id={document} brief />
        </p>
      )}
    </BoardCard>
  )
}
