import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { caseStatuses, clockOutcomes } from '../../../cases/contract.ts'
import { type Flow, flowQuery } from '../../api/case-clocks.ts'
import { commandOf } from '../../kinds/contracts.ts'
import { humanise, statusInWords } from '../../kinds/words.ts'
import { Failed } from '../../parts/banner.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { hoursInWords } from '../inbox/took-table.tsx'
import '../inbox/figures.css'

/** Where cases wait, how long they took, and which dates were kept; each number is a list. */
export const FlowScreen = () => {
  const { year } = useSearch({ from: '/inside/flow' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(flowQuery(year))
  const now = new Date().getUTCFullYear()
  return (
    <Page
      title="Flow of cases"
      eyebrow={
        <>
          <Link to="/$collection" params={{ collection: 'cases' }} search={{}}>
            Cases
          </Link>
          <span>Clause 9.5</span>
        </>
      }
      actions={
        <NativeSelect
          aria-label="Steps reached in"
          value={year ?? ''}
          onChange={({ currentTarget: { value } }) =>
            void navigate({
              to: '/flow',
              search: { year: value === '' ? undefined : value },
              replace: true,
            })
          }
          data={[
            { value: '', label: 'Every year' },
            ...Array.from({ length: 6 }, (_, back) => String(now - back)).map((one) => ({
              value: one,
              label: one,
            })),
          ]}
        />
      }
    >
      {data !== undefined ? (
        <All flow={data} year={year} />
      ) : error === null ? (
        <Waiting lines={8} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const All = ({ flow, year }: { readonly flow: Flow; readonly year: string | undefined }) => {
  const all = Object.values(flow.statuses).reduce((sum, count) => sum + count, 0)
  if (all === 0)
    return (
      <Empty>
        <p>There is no case yet that you may see.</p>
      </Empty>
    )
  return (
    <div className="stack">
      <p className="soft">Cases as far as you may see them. Each number opens its list.</p>
      <Section title="Where they stand">
        <Bars
          caption="Cases by state"
          rows={caseStatuses.map((status) => ({
            name: statusInWords(status),
            count: flow.statuses[status] ?? 0,
            search: { status },
          }))}
        />
      </Section>
      <Section title="What they wait for">
        {flow.waits.length === 0 ? (
          <p className="soft">No open case waits for anything.</p>
        ) : (
          <Bars
            caption="Open cases by what is missing first"
            rows={flow.waits.map(({ value, count }) => ({
              name: waitInWords(value),
              count,
              search: { status: 'all', facet: `waits:${value}` },
            }))}
          />
        )}
      </Section>
      <Section title="From awareness to each step">
        <div className="scrolled">
          <table className="figures-table">
            <caption className="visually-hidden">Time from awareness to each step</caption>
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">Cases</th>
                <th scope="col">Half within</th>
                <th scope="col">Nine of ten within</th>
              </tr>
            </thead>
            <tbody>
              {flow.steps.map(({ step, count, medianHours, p90Hours }) => (
                <tr key={step}>
                  <th scope="row">{statusInWords(step)}</th>
                  <td className="numeric">
                    <Counted
                      count={count}
                      of={statusInWords(step)}
                      search={{ status: 'all', facet: `reached-${step}:${year ?? 'ever'}` }}
                    />
                  </td>
                  <td className="numeric">{hoursInWords(medianHours)}</td>
                  <td className="numeric">{hoursInWords(p90Hours)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Section>
      <Section title="Clocks kept and missed">
        <Outcomes clocks={flow.clocks} />
      </Section>
    </div>
  )
}

const waitInWords = (value: string): string =>
  value === 'others'
    ? 'Other records, or their closure'
    : (commandOf('cases', value)?.title ?? humanise(value))

interface ListSearch {
  readonly status: string
  readonly facet?: string
}

const Counted = ({
  count,
  of,
  search,
}: {
  readonly count: number
  readonly of: string
  readonly search: ListSearch
}): ReactNode =>
  count === 0 ? (
    '0'
  ) : (
    <Link
      to="/$collection"
      params={{ collection: 'cases' }}
      search={search}
      aria-label={`${count.toLocaleString()}: ${of}`}
    >
      {count.toLocaleString()}
    </Link>
  )

const Bars = ({
  caption,
  rows,
}: {
  readonly caption: string
  readonly rows: readonly {
    readonly name: string
    readonly count: number
    readonly search: ListSearch
  }[]
}) => {
  const most = Math.max(1, ...rows.map(({ count }) => count))
  return (
    <table className="figures-table">
      <caption className="visually-hidden">{caption}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Cases</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, count, search }) => (
          <tr key={name}>
            <th scope="row">
              {name}
              <svg
                className="bar"
                viewBox="0 0 100 1"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect width="100" height="1" className="bar-ground" />
                <rect width={(100 * count) / most} height="1" className="bar-main" />
              </svg>
            </th>
            <td className="numeric">
              <Counted count={count} of={name} search={search} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const shown = ['kept', 'missed', 'running', 'paused'] as const

const Outcomes = ({ clocks }: Pick<Flow, 'clocks'>) => (
  <div className="scrolled">
    <table className="figures-table">
      <caption className="visually-hidden">Cases by rule, and how its clock stands</caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          {shown.map((outcome) => (
            <th key={outcome} scope="col">
              {clockOutcomes[outcome]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clocks.map(({ rule, title, outcomes }) => (
          <tr key={rule}>
            <th scope="row">{title}</th>
            {shown.map((outcome) => (
              <td key={outcome} className="numeric">
                <Counted
                  count={outcomes[outcome] ?? 0}
                  of={`${title}, ${clockOutcomes[outcome].toLowerCase()}`}
                  search={{ status: 'all', facet: `clock:${outcome} ${rule}` }}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)
