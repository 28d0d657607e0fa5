import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type Figures, figuresQuery, type TookByMonth } from '../../api/intake.ts'
import { Failed } from '../../parts/banner.tsx'
import { Empty, Page, Section, Waiting } from '../../parts/page.tsx'
import { dayFromNow, dayInWords } from '../../parts/time.tsx'
import { TookTable } from './took-table.tsx'
import { VolumeChart } from './volume-chart.tsx'
import './figures.css'

const spans = [
  { weeks: 13, label: 'The last quarter' },
  { weeks: 26, label: 'The last half year' },
  { weeks: 52, label: 'The last year' },
  { weeks: 104, label: 'The last two years' },
]
const usual = 26

/** How many reports came, whence, and how long their reporters waited (clause 9.2). */
export const ReportFigures = () => {
  const { weeks = usual } = useSearch({ from: '/inside/reports/figures' })
  const navigate = useNavigate()
  const { data, error, refetch } = useQuery(figuresQuery(mondayOf(weeks), dayFromNow(0)))
  return (
    <Page
      title="Reports in figures"
      eyebrow={
        <>
          <Link to="/reports">Inbox</Link>
          <span>Clause 9.2</span>
        </>
      }
      actions={
        <NativeSelect
          aria-label="Time"
          value={String(weeks)}
          onChange={({ currentTarget }) =>
            void navigate({
              to: '/reports/figures',
              search: { weeks: Number(currentTarget.value) },
              replace: true,
            })
          }
          data={spans.map((span) => ({ value: String(span.weeks), label: span.label }))}
        />
      }
    >
      {data !== undefined ? (
        <All figures={data} />
      ) : error === null ? (
        <Waiting lines={8} />
      ) : (
        <Failed error={error} onRetry={() => void refetch()} />
      )}
    </Page>
  )
}

/** The Monday with which so many weeks begin, this one among them. */
const mondayOf = (weeks: number): string => {
  const sinceMonday = (new Date(`${dayFromNow(0)}T00:00:00Z`).getUTCDay() + 6) % 7
  return dayFromNow(-sinceMonday - (weeks - 1) * 7)
}

const All = ({ figures }: { readonly figures: Figures }) => {
  const { received, answered, ended, from, to } = figures
  return (
    <div className="stack">
      <p className="soft">
        From {dayInWords(from)} to {dayInWords(to)}, as far as you may see the reports.
      </p>
      <Section title="What came in, by week and source">
        {received.count === 0 ? (
          <Empty>
            <p>
              No report came in this time. Whether nobody had anything to report, or nobody could,
              is told by <Link to="/reports/sources">sources and silence</Link>.
            </p>
          </Empty>
        ) : (
          <>
            <p>
              <strong>{reports(received.count)}</strong>: {received.open.toLocaleString()} still
              open, {received.unanswered.toLocaleString()} not answered by anybody yet.
            </p>
            <VolumeChart figures={figures} />
          </>
        )}
      </Section>
      <Section title="Time to the first answer">
        <Times
          took={answered}
          caption="First answers by month"
          what="answered"
          none="Nobody was answered in this time, so there is no time to tell."
        />
        {received.unanswered === 0 ? null : (
          <p className="small soft">
            {reports(received.unanswered)} of this time {received.unanswered === 1 ? 'is' : 'are'}{' '}
            not answered yet and not in these times.
          </p>
        )}
      </Section>
      <Section title="Time to the end">
        <Times
          took={ended}
          caption="Ended reports by month"
          what="ended"
          none="No report ended in this time, so there is no time to tell."
        />
        {received.open === 0 ? null : (
          <p className="small soft">
            {reports(received.open)} of this time {received.open === 1 ? 'is' : 'are'} still open
            and not in these times.
          </p>
        )}
      </Section>
      <Section title="Through complaint handling">
        <Complaints received={received} />
      </Section>
    </div>
  )
}

const reports = (count: number): string =>
  count === 1 ? '1 report' : `${count.toLocaleString()} reports`

const Times = ({
  took,
  none,
  ...words
}: {
  readonly took: TookByMonth
  readonly caption: string
  readonly what: string
  readonly none: string
}) =>
  took.count === 0 ? (
    <Empty>
      <p>{none}</p>
    </Empty>
  ) : (
    <TookTable took={took} {...words} />
  )

const Complaints = ({ received }: { readonly received: Figures['received'] }) => {
  const { fromUsers, fromUsersByComplaint, byComplaint, count } = received
  if (count === 0)
    return (
      <Empty>
        <p>No report came in this time, so there is no share to tell.</p>
      </Empty>
    )
  return (
    <>
      <Share
        part={byComplaint}
        whole={count}
        words="of all reports came through complaint handling"
      />
      {fromUsers === 0 ? (
        <p className="soft">No report of a product user came in this time.</p>
      ) : (
        <Share
          part={fromUsersByComplaint}
          whole={fromUsers}
          words="of the reports of product users did"
        />
      )}
    </>
  )
}

const Share = ({
  part,
  whole,
  words,
}: {
  readonly part: number
  readonly whole: number
  readonly words: string
}) => (
  <div className="stack-tight">
    <p>
      <strong>{Math.round((100 * part) / whole)} %</strong> {words}: {part.toLocaleString()} of{' '}
      {whole.toLocaleString()}.
    </p>
    <svg className="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width="100" height="1" className="bar-ground" />
      <rect width={(100 * part) / whole} height="1" className="bar-main" />
    </svg>
  </div>
)
