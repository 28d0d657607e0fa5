import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sourceFilesQuery } from '../../api/sources.ts'
import { More } from '../../lists/more.tsx'
import { Banner, Failed } from '../../parts/banner.tsx'
import { Facts, Section, Waiting } from '../../parts/page.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { type SourceView, sourceView } from '../views/source.ts'
import { type PanelProps, withState } from '../with-state.tsx'

type Props = PanelProps<SourceView>

/** Where documents lie: what may be done there, what the last look found, and what failed. */
export const SourcePanel = withState(sourceView, ({ record, state }: Props) => {
  const { lastSync, failing, asked, status } = state
  return (
    <>
      {failing === null ? null : (
        <Banner tone="bad" title="The source cannot be read.">
          <p>
            Since <Moment at={failing.since} />: {failing.reason}
          </p>
          <p>{failing.next}</p>
        </Banner>
      )}
      {status === 'disconnected' ? (
        <Banner title="Disconnected">
          <p>sources.yaml has it no longer. Its documents stay in the library.</p>
        </Banner>
      ) : null}
      {asked === null ? null : (
        <Banner>
          <p>
            A look was asked for <Moment at={asked.at} />. It begins within seconds.
          </p>
        </Banner>
      )}
      <Section
        title="Source"
        aside={
          <Link
            to="/$collection"
            params={{ collection: 'documents' }}
            search={{ facet: `source:${record.id}` }}
          >
            Its documents
          </Link>
        }
      >
        <Facts
          facts={[
            { name: 'Name', value: <code>{state.name}</code> },
            { name: 'Kind', value: kinds[state.sourceKind] ?? state.sourceKind },
            { name: 'Where', value: <span className="lies-at">{state.place}</span> },
            {
              name: 'What we may do there',
              value:
                lastSync === null
                  ? 'Not known before the first look'
                  : lastSync.granted.scopes.map((scope) => (
                      <p key={scope}>
                        <code className="lies-at">{scope}</code>
                      </p>
                    )),
            },
            { name: 'As', value: lastSync?.granted.account ?? '' },
            { name: 'Looked at', value: everyInWords(state.everyMinutes) },
            {
              name: 'Originals',
              value: state.keepOriginals ? 'Kept here, too' : 'Stay in the source',
            },
          ]}
        />
      </Section>
      <Section title="Last look">
        {lastSync === null ? (
          <p className="soft">None has gone through yet.</p>
        ) : (
          <>
            <p>
              <Moment at={lastSync.at} />
            </p>
            <Facts
              facts={countNames.map(([name, title]) => ({
                name: title,
                value: lastSync.counts[name] === 0 ? '' : String(lastSync.counts[name]),
              }))}
            />
          </>
        )}
      </Section>
      <Files
        title="Could not be read"
        standing="unread"
        {...(lastSync === null ? {} : { none: 'Every document of the source could be fetched.' })}
        next="Each is tried again at the next look."
        record={record}
      />
      <Files
        title="Gone from the source"
        standing="gone"
        record={record}
        next="Its documents stay in the library. Say what replaces them, or put them back."
      />
      <Files title="Left out" standing="left-out" record={record} next="" />
    </>
  )
})

const kinds: Readonly<Record<string, string>> = {
  folder: 'Folder on the server',
  git: 'Git repository',
  'google-drive': 'Google Drive',
}

const countNames: readonly (readonly [
  keyof NonNullable<SourceView['lastSync']>['counts'],
  string,
])[] = [
  ['new', 'New'],
  ['changed', 'Changed'],
  ['unchanged', 'Unchanged'],
  ['moved', 'Moved or renamed'],
  ['returned', 'Back again'],
  ['gone', 'Gone'],
  ['unread', 'Could not be read'],
  ['leftOut', 'No documents, or left out'],
]

const everyInWords = (minutes: number): string =>
  minutes % 1_440 === 0
    ? times(minutes / 1_440, 'day')
    : minutes % 60 === 0
      ? times(minutes / 60, 'hour')
      : times(minutes, 'minute')

const times = (number: number, unit: string): string =>
  number === 1 ? `Every ${unit}` : `Every ${number} ${unit}s`

const Files = ({
  title,
  standing,
  none,
  next,
  record,
}: {
  readonly title: string
  readonly standing: 'unread' | 'left-out' | 'gone'
  /** Said where there is none; without it the section is then left out. */
  readonly none?: string
  /** What becomes of them, or is to be done. */
  readonly next: string
  readonly record: Props['record']
}) => {
  const pages = useInfiniteQuery(sourceFilesQuery(record.id, standing, record.version))
  const { data, error, refetch } = pages
  const files = data?.pages.flatMap(({ items }) => items) ?? []
  if (data !== undefined && files.length === 0)
    return none === undefined ? null : (
      <Section title={title}>
        <p className="soft">{none}</p>
      </Section>
    )
  return (
    <Section title={title}>
      {error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={2} />
      ) : (
        <>
          {next === '' ? null : <p className="soft">{next}</p>}
          <div className="table-scroll">
            <table className="table table-cards">
              <thead>
                <tr>
                  <th scope="col">File</th>
                  <th scope="col">{standing === 'gone' ? 'Document' : 'Why'}</th>
                </tr>
              </thead>
              <tbody>
                {files.map(({ path, reason, document }) => (
                  <tr key={path + (document ?? '')}>
                    <td className="lies-at">{path}</td>
                    <td>
                      {reason}
                      {document === null ? null : (
                        <p>
                          <RecordLink collection="documents" id={document} />
                        </p>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <More pages={pages} />
        </>
      )}
    </Section>
  )
}
