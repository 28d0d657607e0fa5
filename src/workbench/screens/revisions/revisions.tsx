import { NativeSelect } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type Change, changes } from '../../api/changes.ts'
import { comparisonQuery } from '../../api/comparison.ts'
import { recordQuery } from '../../api/records.ts'
import { More } from '../../lists/more.tsx'
import { Banner, Failed } from '../../parts/banner.tsx'
import { Empty, Page, Waiting } from '../../parts/page.tsx'
import { type DocumentView, documentView } from '../../records/views/documents.ts'
import { changeWords, DifferenceLine } from './difference-line.tsx'
import { Steps } from './steps.tsx'
import './revisions.css'

type Revision = DocumentView['revisions'][number]

/** Two revisions of a document side by side, statement by statement (clause 4.1.9). */
export const Revisions = () => {
  const { id } = useParams({ from: '/inside/documents/$id/compare' })
  const search = useSearch({ from: '/inside/documents/$id/compare' })
  const { data: record, error, refetch } = useQuery(recordQuery('documents', id))
  const state = documentView.safeParse(record?.state).data
  const revisions = state?.revisions ?? []
  const named = (asked: string | undefined) =>
    revisions.find(({ file }) => file.hash === asked) ??
    revisions.findLast(({ version }) => version === asked)
  const to = named(search.to) ?? revisions.at(-1)
  const from =
    named(search.from) ?? (to === undefined ? undefined : revisions[revisions.indexOf(to) - 1])
  return (
    <Page
      title={state === undefined ? id : `What changed in ${state.title}`}
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
    >
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : state === undefined ? (
        <Waiting lines={8} />
      ) : from === undefined || to === undefined ? (
        <Banner tone="warn">
          <p>
            {revisions.length < 2
              ? 'The document has fewer than two versions. Add a revision from its page to compare it.'
              : 'Nothing came before this version. Choose two versions from the page of the document.'}
          </p>
        </Banner>
      ) : (
        <Compared document={record?.humanId ?? id} revisions={revisions} from={from} to={to} />
      )}
    </Page>
  )
}

const Compared = ({
  document,
  revisions,
  from,
  to,
}: {
  readonly document: string
  readonly revisions: readonly Revision[]
  readonly from: Revision
  readonly to: Revision
}) => {
  const { only } = useSearch({ from: '/inside/documents/$id/compare' })
  const navigate = useNavigate({ from: '/documents/$id/compare' })
  const shown = { document, from: from.file.hash, to: to.file.hash }
  const query = useInfiniteQuery(comparisonQuery(document, { ...shown, only }))
  const { data, error, refetch } = query
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const counts = data?.pages[0]?.counts
  const go = (next: { from?: string; to?: string; only?: Change | undefined }) =>
    void navigate({ search: { from: shown.from, to: shown.to, only, ...next }, replace: true })
  const versions = revisions
    .toReversed()
    .map(({ version, file }) => ({ value: file.hash, label: `Version ${version}` }))
  return (
    <div className="differences">
      <div className="differences-bar">
        <div className="row">
          <NativeSelect
            size="xs"
            aria-label="From"
            value={shown.from}
            data={versions}
            onChange={({ currentTarget }) => go({ from: currentTarget.value })}
          />
          <span className="soft small">to</span>
          <NativeSelect
            size="xs"
            aria-label="To"
            value={shown.to}
            data={versions}
            onChange={({ currentTarget }) => go({ to: currentTarget.value })}
          />
        </div>
        <fieldset className="differences-filter">
          <legend className="visually-hidden">What is shown</legend>
          <Choice chosen={only === undefined} onChoose={() => go({ only: undefined })}>
            All
          </Choice>
          {changes.map((change) => (
            <Choice key={change} chosen={only === change} onChoose={() => go({ only: change })}>
              {changeWords[change]}
              {counts === undefined ? null : <span className="numeric"> {counts[change]}</span>}
            </Choice>
          ))}
        </fieldset>
        <Steps
          count={items.length}
          more={query.hasNextPage}
          onMore={() => void query.fetchNextPage()}
        />
      </div>
      {data?.pages[0] === undefined ? null : (
        <ReadInPart sides={[data.pages[0].from, data.pages[0].to]} />
      )}
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : counts === undefined ? (
        <Waiting lines={8} />
      ) : (
        <>
          <p className="soft small" aria-live="polite">
            {counts.same} {counts.same === 1 ? 'statement is' : 'statements are'} the same and in
            the same order.
          </p>
          {items.length === 0 ? (
            <Empty>
              <p>
                {only === undefined
                  ? 'Both versions say the same.'
                  : `Nothing was ${changeWords[only].toLowerCase()}.`}
              </p>
            </Empty>
          ) : (
            <ol className="difference-list">
              {items.map((difference, place) => (
                <DifferenceLine
                  key={`${difference.before[0]?.index ?? ''}-${difference.after[0]?.index ?? ''}`}
                  {...{ difference, place, shown }}
                />
              ))}
            </ol>
          )}
          <More pages={query} />
        </>
      )}
    </div>
  )
}

const Choice = ({
  chosen,
  onChoose,
  children,
}: {
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly children: ReactNode
}) => (
  <button type="button" className="differences-choice" aria-pressed={chosen} onClick={onChoose}>
    {children}
  </button>
)

/** What could not be read of one version looks as if it had been added or removed. */
const ReadInPart = ({
  sides,
}: {
  readonly sides: readonly {
    readonly version: string
    readonly outcome: string | null
    readonly reason: string
  }[]
}) => {
  const partly = sides.filter(({ outcome }) => outcome === 'partly-read')
  return partly.length === 0 ? null : (
    <Banner tone="warn" title="What was not read seems to be added or removed">
      {partly.map(({ version, reason }) => (
        <p key={version}>
          Version {version} was read in part. {reason}
        </p>
      ))}
    </Banner>
  )
}
