import { sources } from '../../../intake/contract.ts'
import type { Figures } from '../../api/intake.ts'
import { Day, dayInWords } from '../../parts/time.tsx'

/** A row of bars for each source, all to one scale: no colour tells them apart, and none needs to. */
export const VolumeChart = ({ figures: { weeks } }: { readonly figures: Figures }) => {
  const rows = [
    { name: 'All sources', counts: weeks.map(({ bySource }) => sumOf(Object.values(bySource))) },
    ...Object.entries(sources).map(([source, name]) => ({
      name,
      counts: weeks.map(({ bySource }) => bySource[source] ?? 0),
    })),
  ]
  const highest = Math.max(1, ...(rows[0]?.counts ?? []))
  return (
    <>
      <div className="volumes">
        {rows.map(({ name, counts }) => (
          <div key={name} className="volume">
            <span className="volume-name">{name}</span>
            <svg
              className="volume-bars"
              viewBox={`0 0 ${weeks.length} ${highest}`}
              preserveAspectRatio="none"
              role="img"
              aria-label={inWords(name, counts, weeks)}
            >
              {counts.map((count, index) => (
                <rect
                  key={weeks[index]?.week}
                  x={index + 0.1}
                  y={highest - count}
                  width={0.8}
                  height={count}
                  className="bar-main"
                >
                  <title>{`Week of ${dayInWords(weeks[index]?.week ?? '')}: ${count}`}</title>
                </rect>
              ))}
            </svg>
            <span className="volume-total numeric">{sumOf(counts).toLocaleString()}</span>
          </div>
        ))}
        <div className="volume volume-axis small soft" aria-hidden="true">
          <span />
          <span className="volume-ends">
            <span>{dayInWords(weeks[0]?.week ?? '')}</span>
            <span>tallest: {highest.toLocaleString()} in a week</span>
            <span>this week</span>
          </span>
          <span>Total</span>
        </div>
      </div>
      <details>
        <summary>Table of figures</summary>
        {/* Wide: whoever cannot drag it sideways moves in it by the arrows. */}
        <section
          className="scrolled"
          aria-label="Reports by week and source"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls takes the focus
          tabIndex={0}
        >
          <table className="figures-table">
            <caption className="visually-hidden">Reports by week and source</caption>
            <thead>
              <tr>
                <th scope="col">Week of</th>
                {rows.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {weeks.map(({ week }, index) => (
                <tr key={week}>
                  <th scope="row">
                    <Day on={week} />
                  </th>
                  {rows.map(({ name, counts }) => (
                    <td key={name} className="numeric">
                      {counts[index]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </>
  )
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, one) => sum + one, 0)

const inWords = (name: string, counts: readonly number[], weeks: Figures['weeks']): string => {
  const total = sumOf(counts)
  if (total === 0) return `${name}: no report in ${weeks.length} weeks.`
  const most = Math.max(...counts)
  const when = dayInWords(weeks[counts.lastIndexOf(most)]?.week ?? '')
  return `${name}: ${total} in ${weeks.length} weeks, at most ${most} in the week of ${when}.`
}
