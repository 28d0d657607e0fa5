import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { defectContract } from '../../../documents/contract.ts'
import { type ListItem, recordQuery } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { offered, useOrder } from '../../forms/order.ts'
import { humanise } from '../../kinds/words.ts'
import { LineMarks } from '../../lists/line-marks.tsx'
import { SeverityMark } from '../../parts/marks.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Age, Due } from '../../parts/time.tsx'
import { nextCommands } from '../../records/next-commands.ts'
import { presetOf } from '../../records/presets.ts'

/** A defect on the board: what is wrong, how bad, in which document, whose it is, and until when. */
export const DefectCard = ({ item }: { readonly item: ListItem }) => {
  const act = useNextStep(item)
  const [kind = ''] = item.facets['defect-kind'] ?? []
  const [document] = item.facets['document'] ?? []
  return (
    <li className="board-card">
      <Link
        to="/$collection/$id"
        params={{ collection: 'defects', id: item.humanId }}
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
        <span>{humanise(kind)}</span>
        <span className="soft">{(item.facets['language'] ?? []).join(', ')}</span>
      </p>
      {document === undefined ? null : (
        <p className="board-facts board-about small">
          <RecordLink collection="documents" id={document} brief />
        </p>
      )}
      <p className="board-facts soft small">
        <Age since={item.openedAt} />
        {item.owner === null ? null : <span>{item.owner}</span>}
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

/** Opens the form of what comes next; where that is nothing of this person's, the defect. */
const useNextStep = ({ humanId }: ListItem): (() => Promise<void>) => {
  const queries = useQueryClient()
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  return async () => {
    const collection = 'defects'
    const record = await queries.fetchQuery(recordQuery(collection, humanId))
    const mine = offered(defectContract, session, false).map(({ name }) => name)
    const command = nextCommands(collection, record.state).find((name) => mine.includes(name))
    if (command === undefined)
      return navigate({ to: '/$collection/$id', params: { collection, id: humanId } })
    order({
      collection,
      command,
      record,
      preset: presetOf(collection, command, record, session.person),
    })
  }
}
