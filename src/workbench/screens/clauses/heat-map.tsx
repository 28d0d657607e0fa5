import { Link } from '@tanstack/react-router'
import type { ClauseMap, MapCell, MapRow } from '../../api/clauses.ts'
import { together } from './scope.tsx'

/** Products by clauses. A cell says how many duties are met, and its worst open gaps. */
export const HeatMap = ({
  map: { clauses, rows, together: whole },
}: {
  readonly map: ClauseMap
}) => (
  <div className="table-scroll">
    <table className="map">
      <thead>
        <tr>
          <th scope="col">Product</th>
          {clauses.map(({ id, title }) => (
            <th key={id} scope="col">
              <Link to="/clauses/$clause" params={{ clause: id }} title={title}>
                {id}
              </Link>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {(rows.length === 1 ? rows : [...rows, whole]).map((row) => (
          <Row key={row.product?.id ?? together} row={row} />
        ))}
      </tbody>
    </table>
  </div>
)

const Row = ({ row: { product, cells } }: { readonly row: MapRow }) => {
  const search = { product: product?.id ?? together }
  const name = product?.name ?? 'All products together'
  return (
    <tr className={product === null ? 'map-together' : undefined}>
      <th scope="row">
        <Link to="/clauses" search={search} data-line>
          {name}
        </Link>
      </th>
      {cells.map((cell) => (
        <td key={cell.clause} className={`heat-cell heat-${heatOf(cell)}`}>
          <Link to="/clauses/$clause" params={{ clause: cell.clause }} search={search}>
            <span className="visually-hidden">{name}, clause </span>
            <span className="map-clause">{cell.clause} </span>
            <span className="map-met numeric">{metInWords(cell)} </span>
            <span className="map-worst small">{worstInWords(cell) || 'no open gap'}</span>
          </Link>
        </td>
      ))}
    </tr>
  )
}

const heatOf = ({ worst }: MapCell): string =>
  worst === null ? 'met' : worst === 'major' ? 'absent' : 'partial'

/** What does not apply is none of those that could be met. */
const metInWords = ({ counts }: MapCell): string => {
  const { 'not-applicable': excused = 0, met = 0 } = counts
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return `${met} of ${all - excused} met`
}

const worstInWords = ({ worst, worstCount }: MapCell): string =>
  worst === null ? '' : `${worstCount} ${worst}`
