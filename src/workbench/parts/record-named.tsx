import { Link } from '@tanstack/react-router'

/** A record by its human id, where only that is known of it. */
export const RecordNamed = ({
  collection,
  id,
}: {
  readonly collection: string
  readonly id: string
}) => (
  <Link to="/$collection/$id" params={{ collection, id }} className="whole">
    {id}
  </Link>
)
