import { useQuery } from '@tanstack/react-query'
import { openReviewDueQuery } from '../api/open-review-due.ts'
import { Banner } from '../parts/banner.tsx'
import { Day, Due } from '../parts/time.tsx'
import { WithRecords } from '../parts/with-records.tsx'

/** When open issues have to be reviewed again, whether or not anything is released (4.1.8). */
export const ReviewDue = () => {
  const { data } = useQuery(openReviewDueQuery)
  if (data === undefined) return null
  const { last, dueAt, overdue, every } = data
  return (
    <Banner tone={overdue ? 'warn' : 'plain'}>
      <p>
        {last === null || dueAt === null ? (
          `No open-issue review has been signed yet. One is due every ${every}, and for each release.`
        ) : (
          <>
            The next periodic review is due <Due on={dueAt} />: <WithRecords text={last.humanId} />{' '}
            was held <Day on={last.heldAt} />, and one is due every {every}.
          </>
        )}
      </p>
    </Banner>
  )
}
