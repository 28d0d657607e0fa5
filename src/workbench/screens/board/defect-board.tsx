import { NativeSelect } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { defectContract } from '../../../documents/contract.ts'
import { valueInWords } from '../../kinds/words.ts'
import { useDefectFilters } from '../../lists/defect-filters.ts'
import { facetValue, type ListSearch, withFacet } from '../../lists/list-filter.ts'
import { defectFacetFilters } from '../../lists/list-views.ts'
import { BoardScreen } from './board-screen.tsx'
import { DefectCard } from './defect-card.tsx'

const kind = {
  title: 'Board of documentation defects',
  contract: defectContract,
  collection: defectContract.collection,
  settled: ['closed', 'withdrawn'],
  Card: DefectCard,
  none: 'No defect here.',
}

/** Why somebody should look at it first. */
const attention = ['unscheduled', 'endangers', 'notice', 'returned', 'tracker-closed']

export const DefectBoard = () => {
  const search = useSearch({ from: '/inside/defects/board' })
  const navigate = useNavigate()
  const change = (next: ListSearch) =>
    void navigate({ to: '/defects/board', search: next, replace: true, resetScroll: false })
  const only = facetValue(search, 'attention')
  return (
    <BoardScreen
      kind={kind}
      search={search}
      onChange={change}
      filters={<DefectFilters search={search} onChange={change} />}
      toggles={attention.map((value) => ({
        label: valueInWords('attention', value),
        on: only === value,
        next: {
          ...search,
          facet: withFacet(search, 'attention', only === value ? '' : value),
        },
      }))}
    />
  )
}

interface Narrowed {
  readonly search: ListSearch
  readonly onChange: (search: ListSearch) => void
}

const DefectFilters = ({ search, onChange }: Narrowed) => {
  const choices = [...defectFacetFilters, ...useDefectFilters()]
  return choices.map(({ name, title, values }) => (
    <NativeSelect
      key={name}
      aria-label={title}
      value={facetValue(search, name)}
      onChange={({ currentTarget }) =>
        onChange({ ...search, facet: withFacet(search, name, currentTarget.value) })
      }
      data={[
        { value: '', label: `Any ${title.toLowerCase()}` },
        ...values.map(([value, label]) => ({ value, label })),
      ]}
    />
  ))
}
