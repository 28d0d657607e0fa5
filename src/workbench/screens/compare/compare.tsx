import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { type Candidate, candidatesQuery } from '../../api/intake.ts'
import { type RecordEnvelope, recordQuery } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { statusInWords } from '../../kinds/words.ts'
import { Failed } from '../../parts/banner.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { reportView } from '../../records/views/report.ts'
import { whyForTheRecord, whyInWords } from './likeness-words.ts'
import { SideBySide } from './side-by-side.tsx'
import './compare.css'

/** A report beside one that may be about the same flaw, and the step that merges them. */
export const Compare = () => {
  const { id } = useParams({ from: '/inside/reports/$id/compare' })
  const { with: asked } = useSearch({ from: '/inside/reports/$id/compare' })
  const { data: record, error, refetch } = useQuery(recordQuery('reports', id))
  const { data: candidates } = useQuery(candidatesQuery(id))
  const chosen = asked ?? candidates?.[0]?.humanId
  const { data: other, error: otherError } = useQuery({
    ...recordQuery('reports', chosen ?? ''),
    enabled: chosen !== undefined,
  })
  const failed = error ?? otherError
  return (
    <Page
      title={`Compare ${record?.humanId ?? id}`}
      eyebrow={
        <>
          <Link to="/reports">Inbox</Link>
          <Link to="/$collection/$id" params={{ collection: 'reports', id }}>
            {record?.humanId ?? id}
          </Link>
          <span>Clause 9.2</span>
        </>
      }
      actions={
        record === undefined || other === undefined ? undefined : (
          <MergeButtons
            one={record}
            other={other}
            why={candidates?.find((candidate) => candidate.id === other.id)?.why ?? []}
          />
        )
      }
    >
      {failed !== null ? (
        <Failed error={failed} onRetry={() => void refetch()} />
      ) : record === undefined || candidates === undefined ? (
        <Waiting lines={8} />
      ) : (
        <div className="stack">
          <Section title="May be about the same flaw">
            <Candidates of={record.humanId} candidates={candidates} chosen={chosen} />
          </Section>
          {chosen === undefined ? null : other === undefined ? (
            <Waiting lines={8} />
          ) : (
            <SideBySide one={record} other={other} />
          )}
        </div>
      )}
    </Page>
  )
}

const Candidates = ({
  of,
  candidates,
  chosen,
}: {
  readonly of: string
  readonly candidates: readonly Candidate[]
  readonly chosen: string | undefined
}) =>
  candidates.length === 0 ? (
    <Empty>
      <p>
        No other report shares an identifier, a file, a number or many words with this one. One that
        you know of can be named when this one is merged with it.
      </p>
    </Empty>
  ) : (
    <ul className="candidates">
      {candidates.map(({ humanId, title, status, why }) => (
        <li key={humanId}>
          <Link
            to="/reports/$id/compare"
            params={{ id: of }}
            search={{ with: humanId }}
            replace
            resetScroll={false}
            aria-current={humanId === chosen ? 'true' : undefined}
            className="candidate"
          >
            <strong>
              {humanId} {title}
            </strong>
            <span className="small">
              {statusInWords(status)}; {whyInWords(why)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )

/** Whichever came later is mostly the duplicate; it may be the other way round. */
const MergeButtons = ({
  one,
  other,
  why,
}: {
  readonly one: RecordEnvelope
  readonly other: RecordEnvelope
  readonly why: Candidate['why']
}) => {
  const session = useSignedIn()
  const order = useOrder()
  const navigate = useNavigate()
  if (!mayIssue(session, 'reports', 'merge')) return null
  const [original, duplicate] = one.openedAt <= other.openedAt ? [one, other] : [other, one]
  const merge = (record: RecordEnvelope, into: RecordEnvelope) =>
    order({
      collection: 'reports',
      command: 'merge',
      record,
      preset: {
        report: into.id,
        reason: why.length === 0 ? '' : `${sentence(whyForTheRecord(why))}.`,
        message:
          'Thank you. This flaw has been reported to us before. You go on hearing what becomes of it.',
      },
      onDone: () =>
        void navigate({
          to: '/$collection/$id',
          params: { collection: 'reports', id: record.humanId },
        }),
    })
  const open = (record: RecordEnvelope) =>
    reportView.safeParse(record.state).data?.status !== 'closed'
  return (
    <>
      {open(duplicate) ? (
        <Button className="compare-merge" onClick={() => merge(duplicate, original)}>
          Merge {duplicate.humanId} into {original.humanId}
        </Button>
      ) : null}
      {open(original) ? (
        <Button variant="default" onClick={() => merge(original, duplicate)}>
          The other way round
        </Button>
      ) : null}
    </>
  )
}

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
