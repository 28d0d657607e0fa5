import type { DocumentState } from './state.ts'

/** Of a reason why something was not read: as much as a line of a list takes. */
const longestReason = 160

/**
 * What the health of the library is counted by, so that no state has to be opened for it: since when
 * the newest revision is in force, which reader read it, which revisions of which product it covers
 * (`product@revision`, `product@` for all), why it was not read, and what is wrong beside that.
 */
export const healthFacets = ({
  revisions,
  covers,
}: DocumentState): Readonly<Record<string, readonly string[]>> => {
  const newest = revisions.at(-1)
  const reading = newest?.reading ?? null
  return {
    dated: newest === undefined ? [] : [newest.inForceFrom ?? newest.addedAt.slice(0, 10)],
    reader: reading === null ? [] : [String(reading.readerVersion)],
    covers: covers.flatMap(({ product, revisions: named }) =>
      named.length === 0 ? [`${product}@`] : named.map((revision) => `${product}@${revision}`),
    ),
    'unread-because':
      reading === null || reading.reason === '' ? [] : [reading.reason.slice(0, longestReason)],
    health: covers.length === 0 ? ['no-product'] : [],
  }
}
