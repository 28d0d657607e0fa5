import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { inbox } from '../../../intake/contract.ts'
import { type Evidence, evidenceQuery } from '../../api/evidence.ts'
import { useSignedIn } from '../../api/session.ts'
import { humanise } from '../../kinds/words.ts'
import { Banner, Failed } from '../../parts/banner.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Facts, Section, Waiting } from '../../parts/page.tsx'
import { Personal } from '../../parts/personal.tsx'
import { RecordLink } from '../../parts/record-link.tsx'
import { Moment } from '../../parts/time.tsx'
import { type IndicatorView, indicatorView } from '../views/indicator.ts'
import { type PanelProps, withState } from '../with-state.tsx'

type Props = PanelProps<IndicatorView>

export const IndicatorPanel = withState(indicatorView, ({ record, state }: Props) => (
  <>
    {state.ended === null ? null : (
      <Banner title="Dismissed">
        <p>
          {state.ended.reason} <Moment at={state.ended.at} />
        </p>
      </Banner>
    )}
    <Section title="What was seen">
      <Facts
        facts={[
          { name: 'Caused by', value: <Personal text={state.cause} /> },
          {
            name: 'Rule',
            value: state.by === 'hand' ? 'Raised by hand' : <code>{state.rule}</code>,
          },
          { name: 'First event', value: <Moment at={state.firstAt} /> },
          { name: 'Last event', value: <Moment at={state.lastSeenAt} /> },
          { name: 'Events', value: state.count.toLocaleString() },
          {
            name: 'The same cause rests for',
            value: state.by === 'hand' ? '' : lasting(state.window),
          },
          { name: 'Product', value: state.product },
          { name: 'What a person saw', value: state.note },
          {
            name: 'Report',
            value:
              state.report === null ? (
                state.status === 'reported' ? (
                  'Is being made'
                ) : (
                  ''
                )
              ) : (
                <RecordLink collection="reports" id={state.report} />
              ),
          },
        ]}
      />
    </Section>
    <EvidenceSection record={record} state={state} />
  </>
))

const tones: Readonly<Record<string, Tone>> = { success: 'good', failure: 'bad' }

const lasting = (seconds: number): string =>
  seconds % 86_400 === 0
    ? `${seconds / 86_400} d`
    : seconds % 3_600 === 0
      ? `${seconds / 3_600} h`
      : `${Math.round(seconds / 60)} min`

const EvidenceSection = ({ record, state }: Props) => {
  const session = useSignedIn()
  const may = inbox.some((role) => session.roles.includes(role))
  return (
    <Section title="Evidence">{may ? <Events id={record.id} /> : <Hashes state={state} />}</Section>
  )
}

/** For who may not see users and devices: that the events are there, and what proves them. */
const Hashes = ({ state }: Pick<Props, 'state'>) => (
  <>
    <p className="soft">
      {state.count.toLocaleString()} audit events. They name users and devices, so your roles see
      their SHA-256 only.
    </p>
    <ul className="related">
      {state.evidence.map((hash) => (
        <li key={hash}>
          <code>{hash}</code>
        </li>
      ))}
    </ul>
  </>
)

const hour = 3_600_000

/** What else came from the same device an hour before and after, whether a rule looks for it or not. */
const Around = ({ events }: Pick<Evidence, 'events'>) => {
  const [first] = events
  const last = events.at(-1)
  return first === undefined || last === undefined ? null : (
    <p>
      <Link
        to="/indicators/events"
        search={{
          source: first.event.source || undefined,
          from: new Date(Date.parse(first.receivedAt) - hour).toISOString(),
          until: new Date(Date.parse(last.receivedAt) + hour).toISOString(),
        }}
      >
        What else came in around it
      </Link>
    </p>
  )
}

const Events = ({ id }: { readonly id: string }) => {
  const { data, error } = useQuery(evidenceQuery(id))
  if (error !== null) return <Failed error={error} />
  if (data === undefined) return <Waiting />
  return (
    <>
      <p className="soft">
        {data.count.toLocaleString()} events
        {data.count > data.events.length + data.gone
          ? `, of which the first ${data.events.length.toLocaleString()} are kept here`
          : ''}
        , the last <Moment at={data.lastAt} />.
        {data.until === null ? null : (
          <>
            {' '}
            What the same cause does is added until <Moment at={data.until} />.
          </>
        )}
      </p>
      <Around events={data.events} />
      {data.gone === 0 ? null : (
        <p className="soft">
          The texts of {data.gone} events are not kept any more; the timeline has their hashes.
        </p>
      )}
      <ul className="checks">
        {data.events.map(({ hash, receivedAt, via, raw, event }) => (
          <li key={hash}>
            <div className="check-state">
              <ToneMark tone={tones[event.outcome] ?? 'todo'}>{humanise(event.type)}</ToneMark>
            </div>
            <div>
              <p>
                <Moment at={event.at ?? receivedAt} />
              </p>
              <p className="verbatim">{event.detail}</p>
              <Facts
                facts={[
                  { name: 'Who', value: event.actor },
                  { name: 'Where', value: event.source },
                  { name: 'What', value: event.object },
                  { name: 'Came by', value: via },
                  { name: 'Time as the device has it', value: event.legacyTime ?? '' },
                ]}
              />
              <LongText text={raw} />
              <p className="soft small">
                SHA-256 <code>{hash}</code>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
