import { useActorName } from '../api/people.ts'
import { Moment } from '../parts/time.tsx'

/** Who recorded something, and when. */
export const DoneBy = ({
  by,
  at,
  signedBy,
}: {
  readonly by: string
  readonly at: string
  readonly signedBy?: string | null
}) => {
  const nameOf = useActorName()
  return (
    <span className="soft small">
      {signedBy ? `Signed by ${signedBy}` : nameOf(by)}, <Moment at={at} />
    </span>
  )
}
