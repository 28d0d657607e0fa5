import { Button } from '@mantine/core'
import type { RecordEnvelope } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { useVersion } from '../use-version.ts'
import type { Candidate } from '../views/documents.ts'

/**
 * One defect for several statements of a document that nobody has decided, those that are selected or
 * all: they are corrected together.
 */
export const OpenTogether = ({
  record,
  about,
  document,
  candidates,
  selected,
}: {
  readonly record: RecordEnvelope
  readonly about: string
  readonly document: string
  readonly candidates: readonly Candidate[]
  readonly selected: readonly string[]
}) => {
  const session = useSignedIn()
  const order = useOrder()
  const undecided = candidates.filter(({ decision }) => decision.is === 'undecided')
  const picked = undecided.filter(({ id }) => selected.includes(id))
  const open = picked.length > 0 ? picked : undecided
  const revision = useVersion(document, open[0]?.revision ?? '')
  if (open.length < 2 || !mayIssue(session, 'defects', 'open')) return null
  return (
    <p>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() =>
          order({
            collection: 'defects',
            command: 'open',
            preset: {
              title: `No longer true: ${open.length} statements`,
              defectKind: 'outdated',
              cause: 'case',
              case: about,
              look: record.id,
              candidates: open.map(({ id }) => id),
              document,
              statements: open.map(({ quote, location }) => ({
                document,
                revision,
                quote,
                location,
              })),
            },
          })
        }
      >
        {picked.length > 0 ? 'The' : 'All'} {open.length}
        {picked.length > 0 ? ' selected' : ''} are false: open one defect
      </Button>
    </p>
  )
}
