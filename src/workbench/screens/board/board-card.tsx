import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ListItem, RecordEnvelope } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { useOrder } from '../../forms/order.ts'
import { LineMarks } from '../../lists/line-marks.tsx'
import { Age, Due } from '../../parts/time.tsx'
import { presetOf } from '../../records/presets.ts'

/** A record on a board: its name and number, what the board tells of it, its age, and what is due. */
export const BoardCard = ({
  item,
  collection,
  owner,
  act,
  children,
}: {
  readonly item: ListItem
  readonly collection: string
  /** Whose it is, where the board tells that. */
  readonly owner?: string | null
  /** Takes the next step. */
  readonly act: () => Promise<void>
  readonly children: ReactNode
}) => (
  <li className="board-card">
    <Link
      to="/$collection/$id"
      params={{ collection, id: item.humanId }}
      className="line-link"
      data-line
    >
      {item.title === '' ? item.humanId : item.title}
    </Link>
    <p className="line-id">
      {item.humanId}
      <LineMarks item={item} />
    </p>
    {children}
    <p className="board-facts soft small">
      <Age since={item.openedAt} />
      {owner === undefined || owner === null ? null : <span>{owner}</span>}
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

/** What comes next of a record, for this person: the record as it is, and the command, if any. */
export interface NextStep {
  readonly record: RecordEnvelope
  readonly command: string | undefined
}

/** Opens the form of what comes next; where that is nothing of this person's, the record. */
export const useNextStep = (
  { humanId }: ListItem,
  collection: string,
  next: () => Promise<NextStep>,
): (() => Promise<void>) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  return async () => {
    const { record, command } = await next()
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
