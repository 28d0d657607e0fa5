import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { clockOutcomes } from '../../../../cases/contract.ts'
import { type CaseClock, caseClocksQuery } from '../../../api/case-clocks.ts'
import { useSignedIn } from '../../../api/session.ts'
import { mayIssue } from '../../../forms/order.ts'
import { humanise } from '../../../kinds/words.ts'
import { Failed } from '../../../parts/banner.tsx'
import { type Tone, ToneMark } from '../../../parts/marks.tsx'
import { Empty, Section, Waiting } from '../../../parts/page.tsx'
import { Due, Moment } from '../../../parts/time.tsx'
import { useActOn } from '../../use-act-on.ts'
import type { CaseView } from '../../views/case.ts'
import type { PanelProps } from '../../with-state.tsx'

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

/** What is due by which rule, from when it runs, and how it stands. */
export const Clocks = ({ record, state }: PanelProps<CaseView>) => {
  const { data, error, refetch } = useQuery({
    ...caseClocksQuery(record.humanId),
    refetchInterval: 30_000,
  })
  return (
    <Section title="Clocks">
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
        <ul className="checks">
          {data.clocks.map((clock) => (
            <li key={clock.clock}>
              <Line clock={clock} record={record} state={state} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const Line = ({ clock, record, state }: PanelProps<CaseView> & { readonly clock: CaseClock }) => (
  <div className="stack-tight">
    <p className="row">
      <strong>{clock.title}</strong>
      <ToneMark tone={tones[clock.outcome] ?? 'unknown'}>
        {clock.outcome === 'conditional'
          ? `Runs if ${humanise(clock.condition).toLowerCase()}`
          : (words[clock.outcome] ?? clock.outcome)}
      </ToneMark>
      {clock.dueAt === null ? null : clock.outcome === 'running' ||
        (clock.outcome === 'missed' && clock.doneAt === null) ? (
        <Due on={clock.dueAt} />
      ) : (
        <span>
          due <Moment at={clock.dueAt} />
        </span>
      )}
      {clock.doneAt === null ? null : (
        <span>
          recorded <Moment at={clock.doneAt} />
        </span>
      )}
    </p>
    <p className="soft small">
      {clock.source}
      {clock.customer === '' ? '' : ` · ${clock.customer}`} · from <Moment at={clock.startedAt} />
    </p>
    {state.closed === null ? <Actions clock={clock} record={record} /> : null}
  </div>
)

const Actions = ({
  clock,
  record,
}: Pick<PanelProps<CaseView>, 'record'> & { readonly clock: CaseClock }) => {
  const session = useSignedIn()
  const act = useActOn('cases', record)
  const { outcome, doneAt } = clock
  const open = outcome === 'running' || outcome === 'conditional'
  const commands = [
    ...(clock.pausable && open ? (['pause-clock'] as const) : []),
    ...(outcome === 'paused' ? (['resume-clock'] as const) : []),
    ...(clock.metBy.includes('by-hand') && doneAt === null && (open || outcome === 'missed')
      ? (['meet-clock'] as const)
      : []),
  ].filter((command) => mayIssue(session, 'cases', command))
  return commands.length === 0 ? null : (
    <p className="row">
      {commands.map((command) => (
        <Button
          key={command}
          size="compact-sm"
          variant="default"
          aria-label={`${labels[command]}: ${clock.title}`}
          onClick={() => act(command, { clock: clock.clock })}
        >
          {labels[command]}
        </Button>
      ))}
    </p>
  )
}

const labels = { 'pause-clock': 'Pause', 'resume-clock': 'Resume', 'meet-clock': 'It is done' }
