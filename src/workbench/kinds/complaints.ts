import type { Complaint } from '../api/library.ts'

/** What is wrong with documents beside their reading. */
export const complaintInWords: Readonly<Record<Complaint, string>> = {
  old: 'old',
  'older-reader': 'read by an older reader',
  'no-product': 'of no product',
  gone: 'gone from their source',
  'not-fetched': 'newer in their source',
}
