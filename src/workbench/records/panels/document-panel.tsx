import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { inForceAt } from '../../../documents/contract.ts'
import { useActorName } from '../../api/people.ts'
import { shortListQuery } from '../../api/records.ts'
import { useSignedIn } from '../../api/session.ts'
import { mayIssue, useOrder } from '../../forms/order.ts'
import type { Values } from '../../forms/values.ts'
import { valueInWords } from '../../kinds/words.ts'
import { Banner } from '../../parts/banner.tsx'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Empty, Facts, Section } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { SaidApproval } from '../../parts/said-approval.tsx'
import { Day, dayFromNow } from '../../parts/time.tsx'
import { DoneBy } from '../done-by.tsx'
import { Related } from '../related.tsx'
import { type DocumentView, documentView, type Reading } from '../views/documents.ts'
import { whatToDo } from '../what-to-do.ts'
import { type PanelProps, withState } from '../with-state.tsx'
import { Origin, OriginTrouble, RevisionFile } from './document-origin.tsx'
import { useOpenDefect } from './open-defect.ts'
import { StatementReader } from './statement-reader.tsx'

type Props = PanelProps<DocumentView>

export const DocumentPanel = withState(documentView, ({ record, state }: Props) => {
  const latest = state.revisions.at(-1)
  const [chosen, setChosen] = useState<string>()
  const nameOf = useActorName()
  const openDefect = useOpenDefect(record.id)
  const shown = state.revisions.find(({ file }) => file.hash === chosen) ?? latest
  const counts = inForceAt(state, dayFromNow(0))
  return (
    <>
      <OriginTrouble origin={state.origin} />
      <Section title="Document">
        <Facts
          facts={[
            { name: 'Kind', value: valueInWords('documentKind', state.documentKind) },
            { name: 'Number', value: state.number },
            { name: 'Language', value: languageInWords(state.language) },
            {
              name: 'Translation of',
              value:
                state.translationOf === null ? (
                  ''
                ) : (
                  <RecordLink collection="documents" id={state.translationOf} />
                ),
            },
            {
              name: 'Looked after by',
              value: state.owner.startsWith('person:') ? nameOf(state.owner) : state.owner,
            },
            {
              name: 'Products',
              value:
                state.covers.length === 0
                  ? ''
                  : state.covers.map(({ product, revisions }) => (
                      <p key={product}>
                        <RecordLink collection="products" id={product} brief />
                        <span className="soft small">
                          {' '}
                          {revisions.length === 0 ? 'all revisions' : revisions.join(', ')}
                        </span>
                      </p>
                    )),
            },
            {
              name: 'Lies at',
              value: state.origin === null ? '' : <Origin origin={state.origin} />,
            },
            {
              name: 'In force today',
              value:
                counts === undefined
                  ? state.revisions.length === 0
                    ? ''
                    : 'no revision yet'
                  : `version ${counts.version}`,
            },
          ]}
        />
        {state.translationOf === null ? <Translations document={record.id} /> : null}
      </Section>
      <Section
        title="Revisions"
        aside={
          latest === undefined ? undefined : (
            <Link to="/documents/$id/read" params={{ id: record.humanId }}>
              Read it with its margin
            </Link>
          )
        }
      >
        {state.revisions.length === 0 ? (
          <Empty>
            <p>No revision yet. Add one: its text is read, and its statements can be cited.</p>
          </Empty>
        ) : (
          <ul className="revisions">
            {state.revisions.toReversed().map((revision, place) => (
              <li key={revision.file.hash + revision.version}>
                <p className="row">
                  <Link
                    to="/documents/$id/read"
                    params={{ id: record.humanId }}
                    search={{ revision: revision.file.hash }}
                  >
                    <strong>Version {revision.version}</strong>
                  </Link>
                  <RevisionFile document={record.id} file={revision.file} kept={revision.kept} />
                  {revision.inForceFrom === null ? null : (
                    <span className="soft small">
                      in force from <Day on={revision.inForceFrom} />
                    </span>
                  )}
                  {revision.approved === null || revision.approved === undefined ? null : (
                    <span className="soft small">
                      approved by {revision.approved.by} on <Day on={revision.approved.on} />
                    </span>
                  )}
                </p>
                <p className="row">
                  <ReadingMark reading={revision.reading} />
                  <DoneBy by={revision.addedBy} at={revision.addedAt} />
                  {revision !== shown ? (
                    <button
                      type="button"
                      className="link-button small"
                      onClick={() => setChosen(revision.file.hash)}
                    >
                      Read this version
                    </button>
                  ) : null}
                  {place === state.revisions.length - 1 ? null : (
                    <Link
                      to="/documents/$id/compare"
                      params={{ id: record.humanId }}
                      search={{ to: revision.file.hash }}
                      className="small"
                    >
                      What changed
                    </Link>
                  )}
                </p>
                {revision === latest ? <Claimed record={record} revision={revision} /> : null}
                {revision.reading === null || revision.reading.reason === '' ? null : (
                  <Banner tone="warn">
                    <p>{revision.reading.reason}</p>
                    <p>{whatToDo(revision.reading.reason)}</p>
                  </Banner>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section
        title="Documentation defects"
        aside={
          openDefect === undefined ? null : (
            <Button size="compact-sm" variant="default" onClick={() => openDefect()}>
              Open a defect
            </Button>
          )
        }
      >
        <Related
          collection="defects"
          facet={`document:${record.id}`}
          none="No defect is recorded against this document."
        />
      </Section>
      {shown === undefined || shown.reading === null ? null : (
        <StatementReader document={record.id} version={shown.version} revision={shown.file.hash} />
      )}
    </>
  )
})

/** What the newest revision says of its own approval, for a person to confirm or to dismiss. */
const Claimed = ({
  record,
  revision: { version, file, approved, approvalDismissed, reading },
}: {
  readonly record: Props['record']
  readonly revision: DocumentView['revisions'][number]
}) => {
  const session = useSignedIn()
  const open = useOrder()
  const said = reading?.approval
  if (said === undefined || approvalDismissed || (approved ?? null) !== null) return null
  const order = (command: string, preset: Values) =>
    open({ collection: 'documents', command, record, preset: { version, ...preset } })
  return (
    <Banner>
      <SaidApproval document={record.humanId} revision={file.hash} version={version} said={said} />
      {mayIssue(session, 'documents', 'confirm-approval') ? (
        <p className="row">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => order('confirm-approval', { approvedBy: said.by, approvedOn: said.on })}
          >
            Confirm it
          </Button>
          <button
            type="button"
            className="link-button small"
            onClick={() => order('dismiss-approval', {})}
          >
            It was not approved so
          </button>
        </p>
      ) : null}
    </Banner>
  )
}

/** Those that say the same in other languages; nothing where there are none. */
const Translations = ({ document }: { readonly document: string }) => {
  const { data } = useQuery(
    shortListQuery('documents', { facet: [`translation-of:${document}`], limit: 100 }),
  )
  return data === undefined || data.length === 0 ? null : (
    <>
      <h3>Translations</h3>
      <Related collection="documents" facet={`translation-of:${document}`} none="" />
    </>
  )
}

const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' })

/** `English` for `en`; what is no code of a language stays as it is. */
const languageInWords = (code: string): string => {
  try {
    return languages.of(code) ?? code
  } catch (cause) {
    if (cause instanceof RangeError) return code
    throw cause
  }
}

const tones: Readonly<Record<Reading['outcome'], Tone>> = {
  read: 'good',
  'partly-read': 'half',
  'could-not-read': 'bad',
}

/** What the server could read: an unread document is never shown as a clean one. */
const ReadingMark = ({ reading }: { readonly reading: Reading | null }) =>
  reading === null ? (
    <ToneMark tone="unknown">Being read</ToneMark>
  ) : (
    <ToneMark tone={tones[reading.outcome]}>
      {reading.outcome === 'could-not-read'
        ? 'Could not be read'
        : `${reading.outcome === 'read' ? 'Read' : 'Read in part'}: ${reading.statements} statements`}
    </ToneMark>
  )
