import { Link, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { NotFound } from '../app/not-found.tsx'
import { contractOf } from '../kinds/contracts.ts'
import { Waiting } from '../parts/page.tsx'
import { useDefectFilters } from './defect-filters.ts'
import type { ListSearch } from './list-filter.ts'
import { ListOf } from './list-of.tsx'
import { ImportLink, RiskFiles } from './register-links.tsx'
import { ReviewDue } from './review-due.tsx'

/** The list of a collection. */
export const RecordList = () => {
  const { collection } = useParams({ from: '/inside/$collection' })
  const search = useSearch({ from: '/inside/$collection' })
  const contract = contractOf(collection)
  const moreFilters = useDefectFilters(collection === 'defects')
  return contract === undefined ? (
    <NotFound />
  ) : (
    <ListOf
      key={collection}
      contract={contract}
      search={search}
      moreFilters={moreFilters}
      notice={<Notice collection={collection} search={search} />}
      links={<Links collection={collection} search={search} />}
    />
  )
}

const LibraryNotice = lazy(async () => ({
  default: (await import('../screens/library/library-notice.tsx')).LibraryNotice,
}))

const Notice = ({
  collection,
  search,
}: {
  readonly collection: string
  readonly search: ListSearch
}) => {
  if (collection === 'open-reviews') return <ReviewDue />
  return collection === 'documents' ? (
    <Suspense fallback={<Waiting lines={2} />}>
      <div className="stack list-notice">
        <LibraryNotice search={search} />
      </div>
    </Suspense>
  ) : null
}

const Links = ({
  collection,
  search,
}: {
  readonly collection: string
  readonly search: ListSearch
}) => {
  if (collection === 'risks') return <RiskFiles search={search} />
  if (collection === 'defects')
    return (
      <Link to="/defects/board" search={{ ...search, status: undefined }}>
        As a board
      </Link>
    )
  return collection === 'cases' ? (
    <>
      <Link to="/cases/board" search={{ ...search, status: undefined }}>
        As a board
      </Link>
      <ImportLink to="/cases/import" />
    </>
  ) : null
}
