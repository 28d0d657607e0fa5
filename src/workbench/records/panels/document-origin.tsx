import { Banner } from '../../parts/banner.tsx'
import { type FileLike, FileLink, sizeInWords } from '../../parts/files.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import type { OriginView } from '../views/source.ts'

/** Says that the source of a document has it no longer, or has a newer one that cannot be fetched. */
export const OriginTrouble = ({ origin }: { readonly origin: OriginView }) =>
  origin === null || (origin.there && origin.problem === '') ? null : (
    <Banner
      tone="warn"
      title={origin.there ? 'The newest content is missing.' : 'Gone from its source.'}
    >
      <p>
        {origin.problem}
        {origin.there ? '' : ' '}
        {origin.there ? null : <Moment at={origin.since} />}
      </p>
      <p>
        {origin.there
          ? 'The next look tries again. Until then the revision below is what we know.'
          : 'Its revisions stay. Put it back there, or say in the document that replaces it what it covers.'}
      </p>
      <p>
        <RecordLink collection="sources" id={origin.source} />
      </p>
    </Banner>
  )

/** Where it lies, for the facts of a document. */
export const Origin = ({ origin }: { readonly origin: NonNullable<OriginView> }) => (
  <>
    <span className="lies-at">{origin.path}</span>
    <p>
      <RecordLink collection="sources" id={origin.source} />
    </p>
  </>
)

/** The file of a revision: ours, or fetched from its source when somebody asks. */
export const RevisionFile = ({
  document,
  file,
  kept,
}: {
  readonly document: string
  readonly file: FileLike
  readonly kept: boolean
}) =>
  kept ? (
    <FileLink file={file} />
  ) : (
    <span className="file">
      <a
        href={`/api/documents/${encodeURIComponent(document)}/original?${new URLSearchParams({ revision: file.hash })}`}
        download={file.name}
        title={`In its source; SHA-256 ${file.hash}`}
      >
        {file.name}
      </a>{' '}
      <span className="soft small">{sizeInWords(file.size)}</span>
    </span>
  )
