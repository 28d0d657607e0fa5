import type { ExtractedDocument } from '../../kernel/passage.ts'

/** A file that gave no passages, and why: never an empty success. */
export const unread = (format: string, reason: string): ExtractedDocument => ({
  outcome: 'could-not-read',
  format,
  reason,
  passages: [],
})
