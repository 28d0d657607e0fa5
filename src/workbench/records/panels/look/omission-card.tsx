import { Button } from '@mantine/core'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { RecordLink } from '../../../parts/record-link.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { Omission } from '../../views/documents.ts'
import { Answers } from './answers.tsx'
import { Decided } from './decided.tsx'
import type { QuestionProps } from './question.tsx'
import { Remembered } from './remembered.tsx'

/** Guidance of the case that operators find nowhere, and where it should stand. */
export const OmissionCard = ({
  omission,
  record,
  about,
}: QuestionProps & { readonly omission: Omission }) => {
  const { id, guidance, where, location, others, elsewhere, decision } = omission
  return (
    <article className="candidate">
      <p className="prose">{guidance}</p>
      <p className="small">
        Should stand in {isId(where) ? <RecordLink collection="documents" id={where} /> : where}
        {location === undefined ? null : <span className="soft"> near {location}</span>}
        {others.length === 0 ? null : (
          <span className="soft">
            {' '}
            (or in {others.length === 1 ? 'another document' : `${others.length} others`} for
            operators)
          </span>
        )}
      </p>
      {elsewhere ? (
        <p className="small">
          It stands in a document that operators are not expected to read, like release notes.
        </p>
      ) : null}
      <Remembered candidate={omission} />
      {id === undefined ? null : decision.is === 'undecided' ? (
        <Decide omission={{ ...omission, id }} record={record} about={about} />
      ) : (
        <Decided decision={decision} record={record} candidate={id} right="Not needed" />
      )}
    </article>
  )
}

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

const Decide = ({
  omission: { id, guidance, where, location },
  record,
  about,
}: QuestionProps & { readonly omission: Omission & { readonly id: string } }) => {
  const session = useSignedIn()
  const act = useActOn('looks', record)
  return (
    <Answers
      record={record}
      about={about}
      candidate={id}
      defect={{
        title: `Missing: ${guidance.slice(0, 120)}`,
        defectKind: 'omission',
        ...(isId(where) ? { document: where } : {}),
        missingAt: location ?? '',
      }}
      wrong="It is missing: open a defect"
      right="Not needed"
    >
      {mayIssue(session, 'looks', 'stands-elsewhere') ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => act('stands-elsewhere', { candidate: id })}
        >
          It stands elsewhere
        </Button>
      ) : null}
    </Answers>
  )
}
