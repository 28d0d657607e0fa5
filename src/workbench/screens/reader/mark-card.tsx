import { useQuery } from '@tanstack/react-query'
import type { Mark } from '../../api/reader.ts'
import { recordQuery } from '../../api/records.ts'
import { StatusMark, ToneMark } from '../../parts/marks.tsx'
import { PassageLink } from '../../parts/passage-link.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { confidenceInWords, Decide } from '../../records/panels/candidate-card.tsx'
import { lookView } from '../../records/views/documents.ts'
import { toneOf, wordsFor } from './marked.ts'

/** What is said of a passage; all of it, and what can be done, when it is chosen. */
export const MarkCard = ({
  mark,
  document,
  isActive,
  onChoose,
}: {
  readonly mark: Mark
  readonly document: string
  readonly isActive: boolean
  readonly onChoose: () => void
}) => (
  <article
    className={isActive ? 'mark-card mark-card-active' : 'mark-card'}
    data-card={mark.id}
    aria-label={`${wordsFor(mark)}: ${mark.title}`}
  >
    <button
      type="button"
      className="mark-head"
      data-line
      aria-expanded={isActive}
      onClick={onChoose}
    >
      <span className="row">
        <ToneMark tone={toneOf(mark)}>{wordsFor(mark)}</ToneMark>
        <span className="mono small">{mark.humanId}</span>
      </span>
      <span className={isActive ? 'mark-title' : 'mark-title mark-title-short'}>{mark.title}</span>
    </button>
    {isActive ? <Details mark={mark} document={document} /> : null}
  </article>
)

const Details = ({ mark, document }: { readonly mark: Mark; readonly document: string }) => (
  <div className="mark-details">
    {mark.quote === '' ? null : <blockquote className="mark-quote">{mark.quote}</blockquote>}
    <p className="small soft">
      {[
        mark.citedIn === '' ? '' : `Version ${mark.citedIn}`,
        mark.location,
        mark.confidence === undefined ? '' : confidenceInWords(mark.confidence),
      ]
        .filter((words) => words !== '')
        .join(' · ')}
    </p>
    {mark.reworded ? (
      <p className="small">
        <ToneMark tone="half">Reworded since</ToneMark> This version says: {mark.statement?.text}
      </p>
    ) : null}
    {mark.statement === null && mark.quote !== '' ? (
      <p className="small">
        <PassageLink document={document} revision={mark.citedIn} at={mark.id}>
          Show it in version {mark.citedIn}
        </PassageLink>
      </p>
    ) : null}
    {mark.is === 'defect' ? (
      <p className="row small">
        <RecordLink collection="defects" id={mark.record} />
        <StatusMark status={mark.status} />
      </p>
    ) : (
      <p className="row small">
        <RecordLink collection="looks" id={mark.record} />
        {mark.case === undefined ? null : <RecordLink collection="cases" id={mark.case} />}
      </p>
    )}
    {mark.is === 'false' && mark.defect !== undefined ? (
      <p className="small">
        <RecordLink collection="defects" id={mark.defect} />
      </p>
    ) : null}
    {mark.is === 'dismissed' && mark.reason !== undefined ? (
      <p className="small soft">Found because: {mark.reason}</p>
    ) : null}
    {mark.is === 'undecided' ? <Decision mark={mark} /> : null}
  </div>
)

/** With the forms of the look itself. */
const Decision = ({ mark }: { readonly mark: Mark }) => {
  const { data: record } = useQuery(recordQuery('looks', mark.record))
  const look = lookView.safeParse(record?.state).data
  const candidate = look?.candidates.find(({ id }) => id === mark.candidate)
  return record === undefined || look === undefined || candidate === undefined ? null : (
    <Decide candidate={candidate} record={record} about={look.case} />
  )
}
