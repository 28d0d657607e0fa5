import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'

/**
 * A text from outside, as a record can keep it: no control characters but line ends and tabs, no
 * half characters, not longer than a description may be.
 */
export const outsideText = (text: string, most: number = limits.text.long): string => {
  const plain = text
    .slice(0, most * 2)
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
    .trim()
  return plain.length <= most
    ? plain
    : `${plain
        .slice(0, most - 1)
        .toWellFormed()
        .replace(/\ufffd$/, '')}…`
}

export const outsideLine = (text: string): string =>
  outsideText(text.slice(0, limits.text.line * 4).replaceAll(/\s+/g, ' '), limits.text.line)

/** A moment as trackers write it: ISO 8601 with an offset, with or without a colon in it. */
export const momentSchema = z.string().transform((text, context): Instant => {
  const milliseconds = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  if (!Number.isNaN(milliseconds)) return instantOf(milliseconds)
  context.addIssue({ code: 'custom', message: 'is no moment' })
  return z.NEVER
})
