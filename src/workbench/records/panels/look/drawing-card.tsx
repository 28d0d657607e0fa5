import { Button } from '@mantine/core'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue, useOrder } from '../../../forms/order.ts'
import { PassageLink } from '../../../parts/passage-link.tsx'
import { useActOn } from '../../use-act-on.ts'
import { useVersion } from '../../use-version.ts'
import type { DrawingAsked } from '../../views/documents.ts'
import { placeOf } from '../../views/look.ts'
import { Decided } from './decided.tsx'
import type { QuestionProps } from './question.tsx'
import { Remembered } from './remembered.tsx'

/** A drawing of an affected revision: somebody has to look at it, since no search can clear it. */
export const DrawingCard = ({
  drawing,
  record,
  about,
}: QuestionProps & { readonly drawing: DrawingAsked }) => {
  const { id, document, revision, reason, decision } = drawing
  return (
    <article className="candidate">
      <p>
        <PassageLink document={document} revision={revision} at={drawing.caption ?? ''}>
          {placeOf(drawing)}
        </PassageLink>
      </p>
      <p className="small soft">{reason}. No search can clear it: look at it.</p>
      <Remembered candidate={drawing} />
      {decision.is === 'undecided' ? (
        <Decide drawing={drawing} record={record} about={about} />
      ) : (
        <Decided decision={decision} record={record} candidate={id} right="Shows nothing false" />
      )}
    </article>
  )
}

const Decide = ({ drawing, record, about }: QuestionProps & { readonly drawing: DrawingAsked }) => {
  const session = useSignedIn()
  const order = useOrder()
  const act = useActOn('looks', record)
  const { id, document } = drawing
  const revision = useVersion(document, drawing.revision)
  const location = placeOf(drawing)
  return (
    <div className="row">
      {mayIssue(session, 'defects', 'open') ? (
        <Button
          size="compact-sm"
          variant="light"
          data-wrong
          onClick={() =>
            order({
              collection: 'defects',
              command: 'open',
              preset: {
                title: `Shows the old set-up: ${location}`.slice(0, 200),
                defectKind: 'outdated',
                cause: 'case',
                case: about,
                look: record.id,
                candidate: id,
                document,
                statements: [{ document, revision, quote: drawing.caption ?? '', location }],
              },
            })
          }
        >
          It is false: open a defect
        </Button>
      ) : null}
      {mayIssue(session, 'looks', 'dismiss') ? (
        <Button
          size="compact-sm"
          variant="default"
          data-dismiss
          onClick={() => act('dismiss', { candidate: id })}
        >
          It shows nothing false
        </Button>
      ) : null}
    </div>
  )
}
