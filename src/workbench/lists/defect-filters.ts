import { useQuery } from '@tanstack/react-query'
import { shortListQuery } from '../api/records.ts'
import type { FacetFilter } from './list-views.ts'

/** By title; a maker has more than a menu can offer, so the first of them. */
const documentsQuery = shortListQuery('documents', { sort: 'title', order: 'asc', limit: 500 })

/** Documents and languages of documentation defects: the server knows which there are. */
export const useDefectFilters = (enabled = true): readonly FacetFilter[] => {
  const { data = [] } = useQuery({ ...documentsQuery, staleTime: 60_000, enabled })
  const languages = [...new Set(data.flatMap(({ facets }) => facets['language'] ?? []))].sort()
  const filters: readonly FacetFilter[] = [
    {
      name: 'document',
      title: 'Document',
      values: data.map(({ id, title }) => [id, title]),
    },
    { name: 'language', title: 'Language', values: languages.map((one) => [one, one]) },
  ]
  return enabled ? filters.filter(({ values }) => values.length > 1) : []
}
