import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { RecordEnvelope } from '../../../api/records.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue, useOrder } from '../../../forms/order.ts'
import { useActOn } from '../../use-act-on.ts'

/** What a person answers to a question of a look: with a defect, or that none is needed. */
export const Answers = ({
  record,
  about,
  candidate,
  defect,
  wrong,
  right,
  children,
}: {
  readonly record: RecordEnvelope
  /** The case that the documents are searched for. */
  readonly about: string
  readonly candidate: string
  /** What the form of the defect starts with. */
  readonly defect: Readonly<Record<string, unknown>>
  readonly wrong: string
  readonly right: string
  /** Further answers, between the two. */
  readonly children?: ReactNode
}) => {
  const session = useSignedIn()
  const order = useOrder()
  const act = useActOn('looks', record)
  const open = () =>
    order({
      collection: 'defects',
      command: 'open',
      preset: { cause: 'case', case: about, look: record.id, candidate, ...defect },
    })
  return (
    <div className="row">
      {mayIssue(session, 'defects', 'open') ? (
        <Button size="compact-sm" variant="light" data-wrong onClick={open}>
          {wrong}
        </Button>
      ) : null}
      {children}
      {mayIssue(session, 'looks', 'dismiss') ? (
        <Button
          size="compact-sm"
          variant="default"
          data-dismiss
          onClick={() => act('dismiss', { candidate })}
        >
          {right}
        </Button>
      ) : null}
    </div>
  )
}
