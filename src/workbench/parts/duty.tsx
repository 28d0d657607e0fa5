import { Link } from '@tanstack/react-router'

/**
 * A duty of a clause by its id, leading to what documents and records answer to it. Clauses that the
 * clause screen does not hold in full stay words.
 */
export const Duty = ({ id }: { readonly id: string }) =>
  id.includes('/') ? (
    <Link
      to="/clauses/$clause"
      params={{ clause: id.slice(0, id.indexOf('/')) }}
      hash={id}
      className="duty soft small"
    >
      <span className="visually-hidden">Clause </span>
      {id}
    </Link>
  ) : (
    <span className="soft small">Clause {id}</span>
  )
