import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Leads to a passage where it stands: to the page of its document, with the passage marked. */
export const PassageLink = ({
  document,
  revision,
  at,
  children,
}: {
  readonly document: string
  /** Its version, or the hash of its file; the newest without it. */
  readonly revision?: string | undefined
  /** A statement's number, the words of one, or the number of a remark: `LOOK-2026-0001.2`. */
  readonly at: string
  readonly children: ReactNode
}) => (
  <Link
    to="/documents/$id/read"
    params={{ id: document }}
    search={{ revision, at: at.slice(0, longest) }}
  >
    {children}
  </Link>
)

/** Of an address: the beginning of a passage finds it. */
const longest = 500
