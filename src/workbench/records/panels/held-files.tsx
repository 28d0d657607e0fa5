import { Button } from '@mantine/core'
import { downloadAddress } from '../../api/files.ts'
import { useActorName } from '../../api/people.ts'
import type { RecordEnvelope } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import { FileLink, sizeInWords } from '../../parts/files.tsx'
import { useActOn } from '../use-act-on.ts'
import type { HeldFileView, ReportView } from '../views/report.ts'

type File = ReportView['files'][number]

const outcomes: Readonly<Record<HeldFileView['outcome'], string>> = {
  waiting: 'Being looked at',
  clean: 'The scanner found nothing',
  infected: 'Infected, and locked',
  'could-not-scan': 'Could not be scanned',
  'no-scanner': 'Not scanned: no scanner is set up',
}

/** Files of a report: what came from outside is opened on purpose, with all that is known of it. */
export const HeldFiles = ({
  record,
  state,
  files,
}: {
  readonly record: RecordEnvelope
  readonly state: ReportView
  readonly files: readonly File[]
}) =>
  files.length === 0 ? null : (
    <ul className="held-files">
      {files.map((file) => (
        <li key={file.hash + file.name}>
          <OneFile
            record={record}
            file={file}
            held={state.held.find((one) => one.file === file.hash)}
          />
        </li>
      ))}
    </ul>
  )

const OneFile = ({
  record,
  file,
  held,
}: {
  readonly record: RecordEnvelope
  readonly file: File
  readonly held: HeldFileView | undefined
}) => {
  const session = useSignedIn()
  const me = `person:${session.person}`
  if (file.replaced !== undefined) return <Replaced file={file} replaced={file.replaced} />
  const mine =
    held === undefined ||
    held.openings.some(
      ({ by, reason }) => by === me && (held.outcome !== 'infected' || reason !== ''),
    )
  return (
    <>
      {mine ? (
        <FileLink file={file} />
      ) : (
        <span className="file">
          {file.name} <span className="soft small">{sizeInWords(file.size)}</span>
        </span>
      )}
      {held === undefined ? null : <Known held={held} />}
      <FileSteps record={record} file={file} held={held} mine={mine} />
    </>
  )
}

const Replaced = ({
  file,
  replaced,
}: {
  readonly file: File
  readonly replaced: NonNullable<File['replaced']>
}) => (
  <>
    <p>
      {file.name}:{' '}
      {replaced.by === null ? (
        'destroyed'
      ) : (
        <>
          replaced by{' '}
          <a href={downloadAddress({ name: `redacted-${file.name}`, hash: replaced.by })} download>
            the redacted copy
          </a>
        </>
      )}{' '}
      on {replaced.at.slice(0, 10)}
    </p>
    <p className="soft small">
      {replaced.because} Its hash stays: <span className="mono">{file.hash.slice(0, 16)}…</span>
    </p>
  </>
)

const Known = ({ held }: { readonly held: HeldFileView }) => {
  const nameOf = useActorName()
  return (
    <p className="soft small">
      {outcomes[held.outcome]}
      {held.said === '' ? '' : ` (${held.said})`}
      {held.looksLike === '' ? '' : `. By its first bytes: ${held.looksLike}`}.{' '}
      {held.openings.length === 0
        ? 'Nobody has opened it.'
        : `Opened by ${[...new Set(held.openings.map(({ by }) => nameOf(by)))].join(', ')}.`}
    </p>
  )
}

const FileSteps = ({
  record,
  file,
  held,
  mine,
}: {
  readonly record: RecordEnvelope
  readonly file: File
  readonly held: HeldFileView | undefined
  readonly mine: boolean
}) => {
  const session = useSignedIn()
  const act = useActOn('reports', record)
  const order = useOrder()
  return (
    <div className="row">
      {mine || held === undefined || !mayIssue(session, 'reports', 'open-file') ? null : (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Open on purpose: ${file.name}`}
          onClick={() => act('open-file', { file: file.hash })}
        >
          Open on purpose
        </Button>
      )}
      {mayIssue(session, 'erasures', 'redact-file') ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Replace by a redacted copy: ${file.name}`}
          onClick={() =>
            order({ collection: 'erasures', command: 'redact-file', preset: { file: file.hash } })
          }
        >
          Replace by a redacted copy
        </Button>
      ) : null}
    </div>
  )
}
