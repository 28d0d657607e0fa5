import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { caseStatuses, clockOutcomes } from '../../../cases/contract.ts'
import { type Flow, type FlowFilter, flowQuery } from '../../api/case-clocks.ts'
import { titleOfCommand } from '../../kinds/contracts.ts'
import { statusInWords } from '../../kinds/words.ts'
import { Failed } from '../../parts/banner.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { hoursInWords } from '../inbox/took-table.tsx'
import { Each } from './each.tsx'
import '../inbox/figures.css'
import './flow.css'

/** Where cases wait, how long they took, and which dates were kept; each number is a list. */
export const FlowScreen = () => {
  const { year, step } = useSearch({ from: '/inside/flow' })
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
              search: { year: value === '' ? undefined : value, step },
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
        <All flow={data} year={year} step={step} />
      ) : error === null ? (
        <Waiting lines={8} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

const All = ({ flow, year, step }: FlowFilter & { readonly flow: Flow }) => {
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
        <p className="soft small">
          {year === undefined
            ? 'Cases that ever came there, by the first time.'
            : `Cases that came there for the first time in ${year}. What is above and below is not of one year.`}
        </p>
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
                  {(
                    [
                      ['half', medianHours],
                      ['nine of ten', p90Hours],
                    ] as const
                  ).map(([share, hours]) => (
                    <td key={share} className="numeric">
                      {hours === null ? (
                        '–'
                      ) : (
                        <Link
                          to="/flow"
                          search={{ year, step }}
                          hash="each"
                          aria-label={`${hoursInWords(hours)}: ${share} within, ${statusInWords(step)}. Show each case`}
                        >
                          {hoursInWords(hours)}
                        </Link>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {step === undefined ? null : <Each year={year} step={step} />}
      </Section>
      <Section title="Clocks kept and missed">
        <Outcomes clocks={flow.clocks} />
      </Section>
    </div>
  )
}

const waitInWords = (value: string): string =>
  value === 'others' ? 'Other records, or their closure' : titleOfCommand('cases', value)

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
    <table className="figures-table flow-bars">
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
            <th scope="row">{name}</th>
            <td className="numeric">
              <Counted count={count} of={name} search={search} />
            </td>
            <td aria-hidden="true">
              <svg
                className="bar"
                viewBox="0 0 100 1"
                preserveAspectRatio="none"
                aria-hidden="true"
              >
                <rect width="100" height="1" className="bar-ground" />
                <rect width={(100 * count) / most} height="1" className="bar-main" />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const always: readonly string[] = ['kept', 'missed', 'running']

/** Every outcome that a case has: none is left out of the count. */
const outcomesIn = (clocks: Flow['clocks']) =>
  Object.entries(clockOutcomes).filter(
    ([outcome]) =>
      always.includes(outcome) || clocks.some(({ outcomes }) => (outcomes[outcome] ?? 0) > 0),
  )

const Outcomes = ({ clocks }: Pick<Flow, 'clocks'>) => (
  <div className="scrolled">
    <table className="figures-table">
      <caption className="visually-hidden">Cases by rule, and how its clock stands</caption>
      <thead>
        <tr>
          <th scope="col">Rule</th>
          {outcomesIn(clocks).map(([outcome, words]) => (
            <th key={outcome} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {clocks.map(({ rule, title, outcomes }) => (
          <tr key={rule}>
            <th scope="row">{title}</th>
            {outcomesIn(clocks).map(([outcome, words]) => (
              <td key={outcome} className="numeric">
                <Counted
                  count={outcomes[outcome] ?? 0}
                  of={`${title}, ${words.toLowerCase()}`}
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
