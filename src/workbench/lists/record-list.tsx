import { Link, useParams, useSearch } from '@tanstack/react-router'
import { NotFound } from '../app/not-found.tsx'
import { contractOf } from '../kinds/contracts.ts'
import type { ListSearch } from './list-filter.ts'
import { ListOf } from './list-of.tsx'
import { ImportLink, RiskFiles } from './register-links.tsx'
import { ReviewDue } from './review-due.tsx'

/** The list of a collection. */
export const RecordList = () => {
  const { collection } = useParams({ from: '/inside/$collection' })
  const search = useSearch({ from: '/inside/$collection' })
  const contract = contractOf(collection)
  return contract === undefined ? (
    <NotFound />
  ) : (
    <ListOf
      key={collection}
      contract={contract}
      search={search}
      notice={collection === 'open-reviews' ? <ReviewDue /> : undefined}
      links={<Links collection={collection} search={search} />}
    />
  )
}

const Links = ({
  collection,
  search,
}: {
  readonly collection: string
  readonly search: ListSearch
}) => {
  if (collection === 'risks') return <RiskFiles search={search} />
  return collection === 'cases' ? (
    <>
      <Link to="/cases/board" search={{ ...search, status: undefined }}>
        As a board
      </Link>
      <ImportLink to="/cases/import" />
    </>
  ) : null
}
