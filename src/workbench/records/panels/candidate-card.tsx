import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RecordEnvelope } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { type Statement, statementsQuery } from '../../api/statements.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { PassageLink } from '../../parts/passage-link.tsx'
import { useActOn } from '../use-act-on.ts'
import { useVersion } from '../use-version.ts'
import type { Candidate } from '../views/documents.ts'
import { Decided } from './look/decided.tsx'
import { Remembered } from './look/remembered.tsx'
import '../reading.css'

/** One statement that may be false now: in its place, why it was found, and what to do with it. */
export const CandidateCard = ({
  candidate,
  record,
  about,
}: {
  readonly candidate: Candidate
  readonly record: RecordEnvelope
  /** The case whose fix made it doubtful. */
  readonly about: string
}) => {
  const { location, reason, confidence, decision } = candidate
  return (
    <article className="candidate">
      <InContext candidate={candidate} />
      <p className="small">
        <PassageLink
          document={candidate.document}
          revision={candidate.revision}
          at={`${record.humanId}.${candidate.id}`}
        >
          {location === '' ? 'In the document' : location}
        </PassageLink>
        <span className="soft"> · </span>
        {reason}
        <span className="soft"> · {confidenceInWords(confidence)}</span>
      </p>
      <Remembered candidate={candidate} />
      {decision.is === 'undecided' ? (
        <Decide candidate={candidate} record={record} about={about} />
      ) : (
        <Decided decision={decision} record={record} candidate={candidate.id} />
      )}
    </article>
  )
}

export const confidenceInWords = (confidence: number): string =>
  confidence >= 0.75 ? 'very likely' : confidence >= 0.4 ? 'likely' : 'possible'

/** What a person can do with a statement that may be false. */
export const Decide = ({
  candidate,
  record,
  about,
}: {
  readonly candidate: Candidate
  readonly record: RecordEnvelope
  readonly about: string
}) => {
  const session = useSignedIn()
  const order = useOrder()
  const act = useActOn('looks', record)
  const { id, document, quote, location } = candidate
  const revision = useVersion(document, candidate.revision)
  const open = () =>
    order({
      collection: 'defects',
      command: 'open',
      preset: {
        title: `No longer true: ${opening(quote)}`,
        defectKind: 'outdated',
        cause: 'case',
        case: about,
        look: record.id,
        candidate: id,
        document,
        statements: [{ document, revision, quote, location }],
      },
    })
  return (
    <div className="row">
      {mayIssue(session, 'defects', 'open') ? (
        <Button size="compact-sm" variant="light" data-wrong onClick={open}>
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
          It is still true
        </Button>
      ) : null}
    </div>
  )
}

/** The first words of a quote, whole ones, short enough for a title. */
const opening = (quote: string): string =>
  quote.length <= 80 ? quote : `${quote.slice(0, 80).replace(/\s+\S*$/, '')} …`

/** The statement with the one before and the one after it, as the document has them. */
const InContext = ({
  candidate: { document, revision, quote },
}: {
  readonly candidate: Candidate
}) => {
  const { data } = useQuery(statementsQuery(document, revision))
  const [before, here, after] = aroundQuote(data ?? [], quote)
  return (
    <blockquote className="candidate-text">
      {before === undefined ? null : <p className="soft">{before.text}</p>}
      <p>
        {here === undefined ? (
          <mark>{quote}</mark>
        ) : (
          <>
            {here.text.slice(0, here.text.indexOf(quote))}
            <mark>{quote}</mark>
            {here.text.slice(here.text.indexOf(quote) + quote.length)}
          </>
        )}
      </p>
      {after === undefined ? null : <p className="soft">{after.text}</p>}
    </blockquote>
  )
}

const aroundQuote = (
  statements: readonly Statement[],
  quote: string,
): readonly [Statement | undefined, Statement | undefined, Statement | undefined] => {
  const index = quote === '' ? -1 : statements.findIndex(({ text }) => text.includes(quote))
  return index < 0
    ? [undefined, undefined, undefined]
    : [statements[index - 1], statements[index], statements[index + 1]]
}
