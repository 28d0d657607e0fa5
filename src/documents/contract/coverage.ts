import type { Cover } from './library.ts'

/**
 * Whether a document belongs to this revision of the product; without a revision, to any of it.
 * One that names no revisions of a product belongs to all of them.
 */
export const covers = (
  { covers: all }: { readonly covers: readonly Cover[] },
  product: string,
  revision?: string,
): boolean =>
  all.some(
    (one) =>
      one.product === product &&
      (revision === undefined || one.revisions.length === 0 || one.revisions.includes(revision)),
  )

/** What says from when a revision counts; `inForceFrom` is a day, `addedAt` a moment. */
interface Dated {
  readonly inForceFrom: string | null
  readonly addedAt: string
}

/**
 * The revision that counts on a day (`2026-03-31`): the last that came into force until then, by its
 * date or else by the day on which it was added. Undefined where none was in force yet.
 */
export const inForceAt = <Revision extends Dated>(
  { revisions }: { readonly revisions: readonly Revision[] },
  day: string,
): Revision | undefined => {
  let last: Revision | undefined
  for (const revision of revisions)
    if (forceOf(revision) <= day && (last === undefined || forceOf(revision) >= forceOf(last)))
      last = revision
  return last
}

const forceOf = ({ inForceFrom, addedAt }: Dated): string => inForceFrom ?? addedAt.slice(0, 10)
