import { useNavigate, useSearch } from '@tanstack/react-router'
import { caseContract } from '../../../cases/contract.ts'
import { ProductFilter } from '../../lists/filters.tsx'
import { facetValue, type ListSearch, withFacet } from '../../lists/list-filter.ts'
import { BoardScreen } from './board-screen.tsx'
import { Card } from './card.tsx'

const kind = {
  title: 'Board of cases',
  contract: caseContract,
  collection: caseContract.collection,
  settled: ['closed'],
  Card,
  none: 'No case here.',
}

export const Board = () => {
  const search = useSearch({ from: '/inside/cases/board' })
  const navigate = useNavigate()
  const change = (next: ListSearch) =>
    void navigate({ to: '/cases/board', search: next, replace: true, resetScroll: false })
  const stale = facetValue(search, 'stale') === 'yes'
  return (
    <BoardScreen
      kind={kind}
      search={search}
      onChange={change}
      filters={<ProductFilter search={search} onChange={change} />}
      toggles={[
        {
          label: 'Stale',
          on: stale,
          next: { ...search, facet: withFacet(search, 'stale', stale ? '' : 'yes') },
        },
      ]}
    />
  )
}
