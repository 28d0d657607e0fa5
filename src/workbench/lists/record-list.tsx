import { useParams, useSearch } from '@tanstack/react-router'
import { NotFound } from '../app/not-found.tsx'
import { contractOf } from '../kinds/contracts.ts'
import { ListOf } from './list-of.tsx'

/** The list of a collection. */
export const RecordList = () => {
  const { collection } = useParams({ from: '/inside/$collection' })
  const search = useSearch({ from: '/inside/$collection' })
  const contract = contractOf(collection)
  return contract === undefined ? (
    <NotFound />
  ) : (
    <ListOf key={collection} contract={contract} search={search} />
  )
}
