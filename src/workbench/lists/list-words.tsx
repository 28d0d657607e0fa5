import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { KindContract } from '../../kernel/command.ts'
import { countsQuery } from '../api/records.ts'
import { placeOf } from '../kinds/places.ts'
import { Empty } from '../parts/page.tsx'
import { filterOf, type ListSearch } from './list-filter.ts'
import type { ListView } from './list-views.ts'

const number = new Intl.NumberFormat()

const isNarrowed = ({ status, ...more }: ListSearch): boolean =>
  [status, more.severity, more.search, more.facet, more.due, more.assigned, more.about].some(
    (one) => one !== undefined && one !== 'all',
  )

/** Why there is no line: the filters, nothing left to do, or nothing yet at all. */
export const Nothing = ({
  contract,
  search,
  onShowAll,
}: {
  readonly contract: KindContract
  readonly search: ListSearch
  readonly onShowAll: () => void
}) => {
  const { data: counts = {} } = useQuery(countsQuery(contract.collection))
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const words = isNarrowed(search)
    ? 'Nothing matches these filters.'
    : all === 0
      ? placeOf(contract.collection).empty
      : `Nothing to do: ${number.format(all)} ${all === 1 ? 'is' : 'are'} settled.`
  return (
    <Empty>
      <p>{words}</p>
      {isNarrowed(search) || all > 0 ? (
        <Button variant="default" onClick={onShowAll}>
          Show everything
        </Button>
      ) : null}
    </Empty>
  )
}

/** How many lines there are, and of how many where the server counts them anyway. */
export const Shown = ({
  contract,
  view,
  search,
  count,
}: {
  readonly contract: KindContract
  readonly view: ListView
  readonly search: ListSearch
  readonly count: number
}) => {
  const { status = [], due, ...more } = filterOf(contract, view, search)
  const { data: counts } = useQuery(countsQuery(contract.collection, due))
  const counted = [more.severity, more.search, more.facet, more.assigned, more.about].every(
    (one) => one === undefined,
  )
  const total =
    counts === undefined || !counted
      ? count
      : (status.length === 0 ? contract.statuses : status).reduce(
          (sum, one) => sum + (counts[one] ?? 0),
          0,
        )
  return total <= count
    ? `${number.format(count)} shown`
    : `${number.format(count)} of ${number.format(total)} shown`
}
