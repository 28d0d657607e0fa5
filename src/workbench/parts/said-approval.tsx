import type { SaidOfApproval } from '../api/approvals.ts'
import { PassageLink } from './passage-link.tsx'
import { Day } from './time.tsx'

/** What a document says of its own approval, with the words and where they stand. */
export const SaidApproval = ({
  document,
  revision,
  version,
  said: { by, on, quote, passage, page, heading },
}: {
  readonly document: string
  readonly revision: string
  readonly version: string
  readonly said: SaidOfApproval
}) => {
  const place = [...(page === null ? [] : [`page ${page}`]), ...(heading === '' ? [] : [heading])]
  return (
    <>
      <p>
        {`The document says that version ${version} was approved by `}
        <strong>{by}</strong>
        {' on '}
        <Day on={on} />.
      </p>
      <blockquote className="quote">{quote.replaceAll('\t', ' | ')}</blockquote>
      <p className="small">
        {passage === null ? (
          <span className="soft">{heading}</span>
        ) : (
          <PassageLink document={document} revision={revision} at={String(passage)}>
            {place.length === 0 ? 'Where it stands' : place.join(', ')}
          </PassageLink>
        )}
      </p>
    </>
  )
}
