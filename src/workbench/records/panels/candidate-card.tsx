import { useQuery } from '@tanstack/react-query'
import type { RecordEnvelope } from '../../api/records.ts'
import { type Statement, statementsQuery } from '../../api/statements.ts'
import { PassageLink } from '../../parts/passage-link.tsx'
import { useVersion } from '../use-version.ts'
import type { Candidate } from '../views/documents.ts'
import { Answers } from './look/answers.tsx'
import { Decided } from './look/decided.tsx'
import { Remembered } from './look/remembered.tsx'
import { opening } from './open-defect.ts'
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
  const { id, document, quote, location } = candidate
  const revision = useVersion(document, candidate.revision)
  return (
    <Answers
      record={record}
      about={about}
      candidate={id}
      defect={{
        title: `No longer true: ${opening(quote)}`,
        defectKind: 'outdated',
        document,
        statements: [{ document, revision, quote, location }],
      }}
      wrong="It is false: open a defect"
      right="It is still true"
    />
  )
}

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
