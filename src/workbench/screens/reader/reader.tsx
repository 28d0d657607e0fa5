import { Button, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { marginQuery, originalAddress } from '../../api/reader.ts'
import { recordQuery } from '../../api/records.ts'
import { Banner, Failed } from '../../parts/banner.tsx'
import { Page, Waiting } from '../../parts/page.tsx'
import { type DocumentView, documentView } from '../../records/views/documents.ts'
import { bringCard, bringPassage, bringWhenSet } from './bring.ts'
import { FlowPage } from './flow-page.tsx'
import { meantBy, passagesOf } from './marked.ts'
import { Missing } from './missing.tsx'
import { PdfPages } from './pdf-pages.tsx'
import { StatementSheet } from './statement-sheet.tsx'
import { Stepper } from './stepper.tsx'
import './reader.css'

type Revision = DocumentView['revisions'][number]

/** A document as the operator sees it, with what looks and defects say in its margin. */
export const Reader = () => {
  const { id } = useParams({ from: '/inside/documents/$id/read' })
  const { revision: asked } = useSearch({ from: '/inside/documents/$id/read' })
  const { data: record, error, refetch } = useQuery(recordQuery('documents', id))
  const state = documentView.safeParse(record?.state).data
  const revision =
    asked === undefined
      ? state?.revisions.at(-1)
      : (state?.revisions.find(({ file }) => file.hash === asked) ??
        state?.revisions.findLast(({ version }) => version === asked))
  return (
    <Page
      title={state?.title ?? id}
      eyebrow={
        <>
          <Link to="/$collection" params={{ collection: 'documents' }}>
            Document library
          </Link>
          <Link to="/$collection/$id" params={{ collection: 'documents', id }}>
            {record?.humanId ?? id}
          </Link>
          <span>Clause 4.1.9</span>
        </>
      }
      actions={
        revision === undefined ? undefined : (
          <Button
            variant="default"
            component="a"
            href={originalAddress(id, revision.file.hash)}
            download={revision.file.name}
          >
            Download the original
          </Button>
        )
      }
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : state === undefined ? (
        <Waiting lines={8} />
      ) : revision === undefined ? (
        <Banner tone="warn">
          <p>
            {state.revisions.length === 0
              ? 'This document has no revision yet. Add one from its page.'
              : 'The document has no such version. Choose one that it has.'}
          </p>
        </Banner>
      ) : (
        <Opened
          key={revision.file.hash}
          document={record?.id ?? id}
          revisions={state.revisions}
          revision={revision}
        />
      )}
    </Page>
  )
}

const Opened = ({
  document,
  revisions,
  revision,
}: {
  readonly document: string
  readonly revisions: readonly Revision[]
  readonly revision: Revision
}) => {
  const { at } = useSearch({ from: '/inside/documents/$id/read' })
  const navigate = useNavigate({ from: '/documents/$id/read' })
  const { hash } = revision.file
  const { data: margin } = useQuery(marginQuery(document, hash, at))
  const [view, setView] = useState<'page' | 'statements'>('page')
  const [zoom, setZoom] = useState(1)
  const [failed, setFailed] = useState('')
  const passages = useMemo(
    () => (margin === undefined ? [] : passagesOf(margin.marks, margin.at, at)),
    [margin, at],
  )
  const [active, setActive] = useState<string>()
  const onChoose = useCallback((id: string, fromCard: boolean) => {
    setActive(id)
    if (fromCard) bringPassage(id)
    else bringCard(id)
  }, [])
  const onFailed = useCallback((why: string) => setFailed(why), [])
  // The passage that the address asks for is brought into sight once, when it is known where it is.
  const asked = margin === undefined ? undefined : meantBy(at, passages, margin.at)
  useEffect(() => {
    if (asked === undefined) return
    setActive(asked)
    return bringWhenSet(asked)
  }, [asked])
  const isPdf = revision.reading?.format === 'pdf' || /\.pdf$/i.test(revision.file.name)
  const shown = failed === '' ? view : 'statements'
  const marks = passages.filter(({ mark }) => mark !== null)
  const missing = marks.filter(({ placed }) => placed === null)
  const placed = passages.filter((one) => one.placed !== null)
  const sheet = { document, revision: hash, passages: placed, active, onChoose }
  return (
    <div className={margin !== undefined && marks.length === 0 ? 'reader reader-bare' : 'reader'}>
      <div className="reader-bar">
        <NativeSelect
          size="xs"
          aria-label="Version"
          value={hash}
          data={revisions
            .toReversed()
            .map(({ version, file }) => ({ value: file.hash, label: `Version ${version}` }))}
          onChange={({ currentTarget }) =>
            void navigate({ search: { revision: currentTarget.value, at: undefined } })
          }
        />
        <Stepper passages={marks} active={active} onChoose={(id) => onChoose(id, true)} />
        <div className="row">
          {shown === 'page' && isPdf ? (
            <NativeSelect
              size="xs"
              aria-label="Size"
              value={String(zoom)}
              data={[
                { value: '1', label: 'As wide as fits' },
                { value: '1.5', label: 'Half as large again' },
                { value: '2', label: 'Twice as large' },
                { value: '3', label: 'Three times as large' },
              ]}
              onChange={({ currentTarget }) => setZoom(Number(currentTarget.value))}
            />
          ) : null}
          <NativeSelect
            size="xs"
            aria-label="Shown as"
            value={shown}
            disabled={failed !== ''}
            data={[
              { value: 'page', label: 'As its reader sees it' },
              { value: 'statements', label: 'Statements as read' },
            ]}
            onChange={({ currentTarget }) =>
              setView(currentTarget.value === 'page' ? 'page' : 'statements')
            }
          />
        </div>
      </div>
      {failed === '' ? null : (
        <Banner tone="warn" title="The page is not shown; its statements are">
          <p>{failed}</p>
        </Banner>
      )}
      {at !== undefined && margin !== undefined && margin.at === null && asked === undefined ? (
        <Banner tone="warn" title="The passage does not stand in this version">
          <p>{at}</p>
        </Banner>
      ) : null}
      <Missing passages={missing} document={document} active={active} onChoose={onChoose} />
      {shown === 'statements' ? (
        <StatementSheet {...sheet} />
      ) : isPdf ? (
        <PdfPages {...sheet} zoom={zoom} onFailed={onFailed} />
      ) : (
        <FlowPage {...sheet} onFailed={onFailed} />
      )}
    </div>
  )
}
