import { useActorName } from '../api/people.ts'
import type { HistoryEvent } from '../api/records.ts'
import { humanise } from '../kinds/words.ts'
import { FileList, FileNames } from '../parts/files.tsx'
import { LongText } from '../parts/long-text.tsx'
import { RecordLink } from '../parts/record-link.tsx'
import { Moment } from '../parts/time.tsx'
import { analysisSentences } from './sentences/analysis.ts'
import { channelSentences } from './sentences/channels.ts'
import { clockSentences } from './sentences/clocks.ts'
import { documentSentences } from './sentences/documents.ts'
import { heldSentences } from './sentences/held.ts'
import { inquirySentences } from './sentences/inquiries.ts'
import { issueSentences } from './sentences/issues.ts'
import { outwardSentences } from './sentences/outward.ts'
import { sourceSentences } from './sentences/sources.ts'
import type { Told } from './sentences/told.ts'

const sentences = {
  ...issueSentences,
  ...analysisSentences,
  ...inquirySentences,
  ...clockSentences,
  ...heldSentences,
  ...channelSentences,
  ...documentSentences,
  ...sourceSentences,
  ...outwardSentences,
}

/** A fact this page has no sentence for is still told, by its type. */
const tellingOf = ({ type, payload }: HistoryEvent): Told =>
  sentences[type]?.(payload) ?? { words: humanise(type.slice(type.indexOf('.') + 1)).toLowerCase() }

/** One fact in a sentence, with what was written, its files, and its signature. */
export const Sentence = ({ event }: { readonly event: HistoryEvent }) => {
  const nameOf = useActorName()
  const { words, detail = '', files = [], actor, record } = tellingOf(event)
  return (
    <div className="sentence">
      <p>
        <strong>{nameOf(event.actor)}</strong> {words}
        {actor === undefined ? '' : ` ${nameOf(actor)}`}
        {record === undefined || record.id === '' ? null : (
          <>
            {': '}
            <RecordLink collection={record.collection} id={record.id} />
          </>
        )}{' '}
        <span className="soft small">
          <Moment at={event.at} />
        </span>
      </p>
      {detail === '' ? null : <LongText text={detail} />}
      {event.type.startsWith('report.') ? <FileNames files={files} /> : <FileList files={files} />}
      {event.signature === null ? null : (
        <p className="signed small">
          Signed by {event.signature.name}: {event.signature.meaning}
        </p>
      )}
    </div>
  )
}
