import { PassageLink } from '../../../parts/passage-link.tsx'
import { useVersion } from '../../use-version.ts'
import type { DrawingAsked } from '../../views/documents.ts'
import { placeOf } from '../../views/look.ts'
import { Answers } from './answers.tsx'
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
  const { id, document, caption = '' } = drawing
  const revision = useVersion(document, drawing.revision)
  const location = placeOf(drawing)
  return (
    <Answers
      record={record}
      about={about}
      candidate={id}
      defect={{
        title: `Shows the old set-up: ${location}`.slice(0, 200),
        defectKind: 'outdated',
        document,
        statements: [{ document, revision, quote: caption, location }],
      }}
      wrong="It is false: open a defect"
      right="It shows nothing false"
    />
  )
}
