import { Button } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { memo, useState } from 'react'
import { auditEventsQuery, type EventSearch, type FoundEvent } from '../../api/audit-events.ts'
import { humanise } from '../../kinds/words.ts'
import { More } from '../../lists/more.tsx'
import { Failed } from '../../parts/banner.tsx'
import { Sheet } from '../../parts/dialog.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { type Tone, ToneMark } from '../../parts/marks.tsx'
import { Empty, Facts, Page, Waiting } from '../../parts/page.tsx'
import { Moment } from '../../parts/time.tsx'
import { useSelection } from '../inbox/selection.ts'
import { EventFilters } from './event-filters.tsx'
import { RaiseForm } from './raise-form.tsx'
import '../../lists/list.css'
import '../../records/record.css'
import '../inbox/inbox.css'
import './audit-events.css'

/** As many as one indicator has as its evidence. */
const most = 200

/**
 * Audit events of devices (clause 9.2, source e) that came in, whether they raised something or not:
 * what else happened around an indicator, and an indicator of what no rule looks for.
 */
export const AuditEvents = () => {
  const search = useSearch({ from: '/inside/indicators/events' })
  const navigate = useNavigate()
  const query = useInfiniteQuery({
    ...auditEventsQuery(search),
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  })
  const [first] = query.data?.pages ?? []
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: EventSearch) =>
    void navigate({ to: '/indicators/events', search: next, replace: true, resetScroll: false })
  return (
    <Page
      title="Audit events"
      eyebrow="Clause 9.2"
      actions={
        <>
          <Button variant="default" loading={query.isFetching} onClick={() => void query.refetch()}>
            Look again
          </Button>
          <Link to="/$collection" params={{ collection: 'indicators' }}>
            Indicators
          </Link>
        </>
      }
      below={
        <p className="soft">
          What devices sent, by the moment it came in.
          {first === undefined
            ? ''
            : ` Events are deleted after ${first.keepDays} days, and the oldest where there are more than ${first.atMost.toLocaleString()}; what an indicator needs stays with it.`}
        </p>
      }
    >
      <EventFilters search={search} onChange={change} />
      {query.error !== null ? (
        <Failed error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <Waiting lines={8} />
      ) : items.length === 0 ? (
        <Empty>
          <p>
            {Object.values(search).some((one) => one !== undefined)
              ? 'No event is like this. A device is found by its whole name.'
              : 'No audit event yet. Devices send them by syslog, FHIR or files: see "Watch audit logs of devices".'}
          </p>
        </Empty>
      ) : (
        <>
          <Lines items={items} />
          <p className="list-foot">
            <span className="soft small" aria-live="polite">
              {items.length.toLocaleString()} shown
              {query.hasNextPage ? '; there are more' : ''}
            </span>
            <More pages={query} />
          </p>
        </>
      )}
    </Page>
  )
}

const Lines = ({ items }: { readonly items: readonly FoundEvent[] }) => {
  const { selected, onToggle, none } = useSelection(items)
  const [raising, setRaising] = useState(false)
  const count = selected.size
  return (
    <>
      <div className="bulk" data-bulk>
        <p className="bulk-count" aria-live="polite">
          {count === 0
            ? 'Select events to raise an indicator of them'
            : `${count.toLocaleString()} selected`}
        </p>
        {count === 0 ? null : (
          <div className="bulk-actions">
            {count > most ? (
              <p className="small">An indicator takes {most} events or fewer.</p>
            ) : (
              <Button size="compact-sm" variant="default" onClick={() => setRaising(true)}>
                Raise an indicator
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" data-select-nothing onClick={none}>
              Select nothing
            </Button>
          </div>
        )}
      </div>
      <ul className="events" aria-label="Audit events">
        {items.map((item) => (
          <Line key={item.id} item={item} selected={selected.has(item.id)} onToggle={onToggle} />
        ))}
      </ul>
      <Sheet
        opened={raising}
        onClose={() => setRaising(false)}
        title={<span className="drawer-title">Raise an indicator</span>}
      >
        <RaiseForm events={[...selected]} onClose={() => setRaising(false)} />
      </Sheet>
    </>
  )
}

const tones: Readonly<Record<string, Tone>> = { success: 'good', failure: 'bad' }
const outcomes: Readonly<Record<string, string>> = { success: 'succeeded', failure: 'failed' }

interface LineProps {
  readonly item: FoundEvent
  readonly selected: boolean
  readonly onToggle: (id: string, range: boolean) => void
}

const Line = memo(({ item, selected, onToggle }: LineProps) => {
  const { id, event, receivedAt, via, raw, indicators } = item
  const name = `${humanise(event.type)}${event.source === '' ? '' : ` on ${event.source}`}`
  return (
    <li className={selected ? 'event-selected' : undefined}>
      <label className="event-select">
        <input
          type="checkbox"
          data-line
          checked={selected}
          onChange={({ nativeEvent }) =>
            onToggle(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }
        />
        <span className="visually-hidden">Select {name}</span>
      </label>
      <div className="event-what">
        <p>
          <ToneMark tone={tones[event.outcome] ?? 'todo'}>{humanise(event.type)}</ToneMark>{' '}
          <span className="small">{outcomes[event.outcome] ?? ''}</span>
        </p>
        <p className="soft small">
          <Moment at={receivedAt} />
        </p>
      </div>
      <div className="event-who">
        <p>
          {event.source || <span className="soft">No device named</span>}
          {event.actor === '' ? null : <span className="soft"> by {event.actor}</span>}
        </p>
        {event.detail === '' ? null : <LongText text={event.detail} />}
        <details>
          <summary className="small">As it came</summary>
          <Facts
            facts={[
              { name: 'It says', value: event.at === null ? '' : <Moment at={event.at} /> },
              { name: 'Time as the device has it', value: event.legacyTime ?? '' },
              { name: 'What', value: event.object },
              { name: 'Came by', value: via },
            ]}
          />
          <LongText text={raw} />
        </details>
        {indicators.map((one) => (
          <p key={one} className="small">
            Evidence of{' '}
            <Link to="/$collection/$id" params={{ collection: 'indicators', id: one }}>
              {one}
            </Link>
          </p>
        ))}
      </div>
    </li>
  )
})
