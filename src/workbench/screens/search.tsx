import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { searchQuery } from '../api/records.ts'
import { RecordRows } from '../lists/record-rows.tsx'
import { Failed } from '../parts/banner.tsx'
import { Empty, Page, Waiting } from '../parts/page.tsx'

/** What the search over all records found, best of each kind. */
export const Search = () => {
  const { q = '' } = useSearch({ from: '/inside/search' })
  const { data, error, refetch } = useQuery(searchQuery(q))
  return (
    <Page title={q === '' ? 'Search' : `Search: ${q}`}>
      {q === '' ? (
        <Empty>
          <p>Type words or an id, like CVE-2026-12345 or CASE-2026-0003, into the field above.</p>
        </Empty>
      ) : error !== null ? (
        <Failed error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Waiting lines={6} />
      ) : data.length === 0 ? (
        <Empty>
          <p>Nothing found for “{q}”. Fewer or shorter words find more.</p>
        </Empty>
      ) : (
        <RecordRows items={data} columns={['status', 'updated']} label="Found" withKind />
      )}
    </Page>
  )
}
