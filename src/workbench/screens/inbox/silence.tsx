import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { inbox, sources } from '../../../intake/contract.ts'
import { type Silence, silenceQuery, testChannels } from '../../api/intake.ts'
import { problemOf } from '../../api/problem.ts'
import { hasRole, useSignedIn } from '../../api/session.ts'
import { valueInWords } from '../../kinds/words.ts'
import { announce } from '../../parts/announce.tsx'
import { Failed, Refused } from '../../parts/banner.tsx'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { Age } from '../../parts/time.tsx'
import './silence.css'

/** For each product and source when we last heard, and whether we could have (clause 9.2). */
export const SourcesAndSilence = () => {
  const { data, error, refetch } = useQuery({ ...silenceQuery, refetchInterval: 30_000 })
  return (
    <Page
      title="Sources and silence"
      eyebrow={
        <>
          <Link to="/reports">Inbox</Link>
          <span>Clause 9.2</span>
        </>
      }
      below={
        <p className="soft">
          A quiet channel and a broken one look alike. Each cell says when we last heard, and
          whether a marked message came through since.
        </p>
      }
      actions={<TestNow />}
    >
      {data !== undefined ? (
        <div className="stack">
          <Matrix silence={data} />
          <Channels silence={data} />
        </div>
      ) : error === null ? (
        <Waiting lines={8} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const TestNow = () => {
  const session = useSignedIn()
  const queries = useQueryClient()
  const { mutate, error, isPending, submittedAt } = useMutation({
    mutationFn: testChannels,
    onSuccess: async ({ ok }) => {
      announce(ok ? 'Every channel came through.' : 'A channel did not come through.')
      await queries.invalidateQueries({ queryKey: ['records'] })
    },
  })
  if (!hasRole(session, inbox)) return null
  return (
    <>
      <Button variant="default" loading={isPending} onClick={() => mutate()}>
        Test all channels now
      </Button>
      {error === null ? null : <Refused key={submittedAt} problem={problemOf(error)} />}
    </>
  )
}

const Matrix = ({ silence }: { readonly silence: Silence }) => {
  const { products, productsLeftOut } = silence
  const rows = [...products, { id: null, name: 'About no product of ours' }]
  return (
    <Section title="Products and sources">
      {products.length === 0 ? (
        <Empty>
          <p>
            No active product yet.{' '}
            <Link to="/$collection" params={{ collection: 'products' }}>
              Register one
            </Link>
            , and it has a line here.
          </p>
        </Empty>
      ) : null}
      <table className="silence">
        <caption className="visually-hidden">Last report by product and source</caption>
        <thead>
          <tr>
            <th scope="col">Product</th>
            {Object.entries(sources).map(([source, name]) => (
              <th key={source} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name }) => (
            <tr key={id ?? ''}>
              <th scope="row">{name}</th>
              {Object.entries(sources).map(([source, sourceName]) => (
                <td key={source}>
                  <span className="silence-source">{sourceName}</span>
                  <Cell silence={silence} product={id} name={name} source={source} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {productsLeftOut === 0 ? null : (
        <p className="soft small">{productsLeftOut} more products are not shown here.</p>
      )}
    </Section>
  )
}

/** Of all ways from one source, in words: the last report, and what proves that more could come. */
const Cell = ({
  silence: { rows, channels },
  product,
  name,
  source,
}: {
  readonly silence: Silence
  readonly product: string | null
  readonly name: string
  readonly source: string
}) => {
  const here = rows.filter((row) => row.product === product && row.source === source)
  const hidden = here.reduce((sum, row) => sum + row.hidden, 0)
  const count = here.reduce((sum, { reports }) => sum + reports, 0) - hidden
  const last = latest(here.map(({ lastReportAt }) => lastReportAt))
  const open = channels.filter((channel) => channel.sources.includes(source))
  const failing = open.filter(({ status }) => status === 'failing')
  const proven = here.some(({ state }) => state === 'silent' || state === 'heard')
  const good = latest(open.map(({ lastGoodAt }) => lastGoodAt))
  const words = `${count === 1 ? '1 report' : `${count.toLocaleString()} reports`}`
  return (
    <span className="silence-cell">
      {count + hidden === 0 || last === null ? (
        <span>{open.length === 0 ? 'Never heard' : 'Silent: no report yet'}</span>
      ) : (
        <span>
          {count === 0 ? null : (
            <Link
              to="/reports"
              search={{ status: 'all', facet: `source:${source}`, about: product ?? 'none' }}
            >
              {words}
              <span className="visually-hidden">
                {' '}
                from {valueInWords('source', source)}, {name}
              </span>
            </Link>
          )}
          {hidden === 0
            ? null
            : `${count === 0 ? '' : ' and '}${hidden.toLocaleString()} for named people only`}
          , last <Age since={last} />
        </span>
      )}
      <span className="small">
        {failing.length > 0 ? (
          <ToneMark tone="bad">Fails: {failing.map(({ title }) => title).join(', ')}</ToneMark>
        ) : open.length === 0 ? (
          <ToneMark tone="none">No channel</ToneMark>
        ) : proven && good !== null ? (
          <ToneMark tone="good">
            <span>
              Tested <Age since={good} />
            </span>
          </ToneMark>
        ) : (
          <ToneMark tone="unknown">Not proven open</ToneMark>
        )}
      </span>
    </span>
  )
}

/** Moments sort as text. */
const latest = (moments: readonly (string | null)[]): string | null =>
  moments.reduce((last, one) => (one !== null && one > (last ?? '') ? one : last), null)

const statuses: Readonly<Record<string, readonly [tone: Tone, words: string]>> = {
  working: ['good', 'Working'],
  failing: ['bad', 'Failing'],
  untested: ['unknown', 'Not tested yet'],
}

const Channels = ({ silence: { channels } }: { readonly silence: Silence }) => (
  <Section title="Channels">
    <ul className="stack-tight">
      {channels.map(({ name, title, humanId, status, sources: serves, lastTest, alarm }) => {
        const [tone, words] = statuses[status] ?? ['unknown', status]
        return (
          <li key={name} className="channel">
            <ToneMark tone={tone}>{words}</ToneMark>
            <span>
              {humanId === null ? (
                title
              ) : (
                <Link to="/$collection/$id" params={{ collection: 'channels', id: humanId }}>
                  {title}
                </Link>
              )}
              <span className="soft small">
                {' '}
                for{' '}
                {serves.map((source) => valueInWords('source', source).toLowerCase()).join(', ')}
                {lastTest === null ? '' : ', last tested '}
                {lastTest === null ? null : <Age since={lastTest.at} />}
              </span>
              {alarm === null ? null : (
                <span className="channel-alarm">
                  Fails since <Age since={alarm.since} />: {alarm.detail}
                </span>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  </Section>
)
