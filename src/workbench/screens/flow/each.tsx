import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FlowFilter, tookQuery } from '../../api/case-clocks.ts'
import { statusInWords } from '../../kinds/words.ts'
import { More } from '../../lists/more.tsx'
import { Failed } from '../../parts/banner.tsx'
import { Waiting } from '../../parts/page.tsx'
import { hoursInWords } from '../inbox/took-table.tsx'

/** Each case behind the figures of one step, the quickest first. */
export const Each = ({ year, step }: Required<FlowFilter>) => {
  const query = useInfiniteQuery(tookQuery({ year, step }))
  const lines = query.data?.pages.flatMap(({ items }) => items)
  return (
    <div id="each" className="stack-tight">
      <h3>
        {statusInWords(step ?? '')}: each case, the quickest first{' '}
        <Link to="/flow" search={{ year }} className="small">
          Hide
        </Link>
      </h3>
      {lines === undefined ? (
        query.error === null ? (
          <Waiting lines={4} />
        ) : (
          <Failed error={query.error} onRetry={() => void query.refetch()} />
        )
      ) : (
        <table className="figures-table">
          <thead>
            <tr>
              <th scope="col">From awareness</th>
              <th scope="col">Case</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, humanId, title, hours }) => (
              <tr key={id}>
                <td className="numeric">{hoursInWords(hours)}</td>
                <th scope="row" className="flow-case">
                  <Link to="/$collection/$id" params={{ collection: 'cases', id: humanId }}>
                    {humanId}
                  </Link>{' '}
                  {title}
                </th>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More pages={query} />
    </div>
  )
}
