import type { Took, TookByMonth } from '../../api/intake.ts'

/** Hours as people say them. */
export const hoursInWords = (hours: number | null): string => {
  if (hours === null) return '–'
  if (hours < 1) return 'under 1 h'
  if (hours < 48) return `${hours} h`
  const days = hours / 24
  return `${days < 10 ? Number(days.toFixed(1)) : Math.round(days)} days`
}

const monthInWords = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})

/** Figures with their picture in the same line: a bar to the median, a thin one to nine of ten. */
export const TookTable = ({
  took,
  caption,
  what,
}: {
  readonly took: TookByMonth
  readonly caption: string
  /** `answered`: what they were counted for. */
  readonly what: string
}) => {
  const longest = Math.max(1, ...took.months.map(({ p90Hours }) => p90Hours ?? 0))
  return (
    <>
      <p>
        Half of {took.count.toLocaleString()} within{' '}
        <strong>{hoursInWords(took.medianHours)}</strong>, nine of ten within{' '}
        <strong>{hoursInWords(took.p90Hours)}</strong>.
      </p>
      <table className="figures-table took">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Number {what}</th>
            <th scope="col">Half within</th>
            <th scope="col">Nine of ten within</th>
            <td className="took-picture" />
          </tr>
        </thead>
        <tbody>
          {took.months.map((month) => (
            <tr key={month.month}>
              <th scope="row">{monthInWords.format(new Date(`${month.month}-01T00:00:00Z`))}</th>
              <td className="numeric">{month.count.toLocaleString()}</td>
              <td className="numeric">{hoursInWords(month.medianHours)}</td>
              <td className="numeric">{hoursInWords(month.p90Hours)}</td>
              <td className="took-picture">
                <Bars took={month} longest={longest} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const Bars = ({ took, longest }: { readonly took: Took; readonly longest: number }) =>
  took.count === 0 ? null : (
    <svg
      className="took-bars"
      viewBox={`0 0 ${longest} 6`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <rect
        y="2.4"
        width={Math.max(took.p90Hours ?? 0, longest / 100)}
        height="1.2"
        className="bar-main"
      />
      <rect
        width={Math.max(took.medianHours ?? 0, longest / 100)}
        height="6"
        className="bar-main"
      />
    </svg>
  )
