import { useQuery } from '@tanstack/react-query'
import { clockConditions, clockEnds, clockOutcomes } from '../../../../cases/contract.ts'
import { type CaseClock, caseClocksQuery } from '../../../api/case-clocks.ts'
import { Failed } from '../../../parts/banner.tsx'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Empty, Section, Waiting } from '../../../parts/page.tsx'
import { Day, Due, Moment } from '../../../parts/time.tsx'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'
import { Unheard } from '../unheard.tsx'
import { Actions, type Offer, offer } from './actions.tsx'

type Props = PanelProps<CaseView>

/** What is due by which rule, from when it runs, how it stands, and what would meet it. */
export const Clocks = ({ record, state }: Props) => {
  const { data, error, refetch } = useQuery({
    ...caseClocksQuery(record.humanId),
    refetchInterval: 30_000,
  })
  return (
    <Section title="Clocks">
      <Unheard told={state.closed === null ? state.told : []} />
      <Awareness record={record} state={state} />
      {data === undefined ? (
        error === null ? (
          <Waiting lines={3} />
        ) : (
          <Failed error={error} onRetry={() => void refetch()} />
        )
      ) : data.clocks.length === 0 ? (
        <Empty>
          <p>No clock runs for this case.</p>
        </Empty>
      ) : (
        <ul className="lines">
          {data.clocks.toSorted(byUrgency).map((clock) => (
            <li key={clock.clock}>
              <Line clock={clock} record={record} state={state} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** From when everything is counted, and how to say it more exactly. */
const Awareness = ({ record, state }: Props) => {
  const { awareness, awareOn } = state
  return (
    <Actions
      record={record}
      state={state}
      offers={offer(
        true,
        'record-awareness',
        awareness === null ? 'Record the moment' : 'Correct the moment',
      )}
    >
      <span>
        {awareness !== null ? (
          <>
            Aware since <Moment at={awareness.moment} />: {awareness.who}. {awareness.how}
          </>
        ) : awareOn === '' ? (
          'Nobody recorded when the maker became aware.'
        ) : (
          <>
            Aware since <Day on={awareOn} />. Only the day is known: clocks run from its beginning.
          </>
        )}
      </span>
    </Actions>
  )
}

/** Dates that somebody still owes come first, then those that may come to run. */
const byUrgency = (one: CaseClock, other: CaseClock): number =>
  rankOf(one) - rankOf(other) || (one.dueAt ?? '').localeCompare(other.dueAt ?? '')

const rankOf = (clock: CaseClock): number =>
  isOwed(clock) ? 0 : clock.outcome === 'paused' ? 1 : clock.outcome === 'conditional' ? 2 : 3

const isOwed = ({ outcome, doneAt }: CaseClock): boolean =>
  outcome === 'running' || (outcome === 'missed' && doneAt === null)

const tones: Readonly<Record<string, Tone>> = {
  running: 'half',
  paused: 'excused',
  conditional: 'unknown',
  kept: 'good',
  missed: 'bad',
  'not-required': 'none',
  stopped: 'none',
}

const words: Readonly<Record<string, string>> = clockOutcomes

const Line = ({ clock, record, state }: Props & { readonly clock: CaseClock }) => {
  const pause = state.pauses.findLast((one) => one.clock === clock.clock && one.to === null)
  return (
    <div className="stack-tight">
      <p className="row">
        <strong>{clock.title}</strong>
        <ToneMark tone={tones[clock.outcome] ?? 'unknown'}>
          {clock.outcome === 'conditional'
            ? `Runs if ${clockConditions[clock.condition]}`
            : (words[clock.outcome] ?? clock.outcome)}
        </ToneMark>
        {clock.dueAt === null ? null : isOwed(clock) ? (
          <Due on={clock.dueAt} />
        ) : (
          <span className="soft">
            {clock.outcome === 'conditional' ? 'would be due ' : 'due '}
            <Moment at={clock.dueAt} />
          </span>
        )}
        {clock.doneAt === null ? null : (
          <span>
            recorded <Moment at={clock.doneAt} />
          </span>
        )}
      </p>
      {pause === undefined ? null : (
        <p className="small">
          Paused since <Moment at={pause.from} />: {pause.reason}
        </p>
      )}
      {clock.doneAt !== null || clock.metBy.length === 0 ? null : (
        <p className="small">Met by {clock.metBy.map((end) => clockEnds[end]).join(', or ')}.</p>
      )}
      <p className="soft small">
        {clock.source}
        {clock.customer === '' ? '' : ` · ${clock.customer}`} · from <Moment at={clock.startedAt} />
      </p>
      <Actions record={record} state={state} offers={offersFor(clock, state)} about={clock.title} />
    </div>
  )
}

/** What can be done about a clock now, what it waits for first. */
const offersFor = (clock: CaseClock, state: CaseView): readonly Offer[] => {
  const { outcome, doneAt, authority, condition, metBy } = clock
  const mayRun = outcome === 'running' || outcome === 'conditional'
  const owed = doneAt === null && (mayRun || outcome === 'missed')
  const runs = owed && outcome !== 'conditional'
  const about = { clock: clock.clock }
  return [
    ...offer(
      outcome === 'conditional' && condition === 'uncontrolled',
      'assess-safety',
      'Assess the safety',
    ),
    ...offer(
      runs && metBy.includes('assessed'),
      state.impact.length === 0 ? 'set-impact' : 'score',
      state.impact.length === 0 ? 'Set the impact' : 'Score',
    ),
    ...offer(
      runs && metBy.includes('submitted') && authority !== null,
      'record-submission',
      'Record what was sent',
      { authority },
    ),
    ...offer(owed && metBy.includes('by-hand'), 'meet-clock', 'It is done', about),
    ...offer(clock.pausable && mayRun, 'pause-clock', 'Pause', about),
    ...offer(outcome === 'paused', 'resume-clock', 'Resume', about),
  ]
}
