import { z } from 'zod'
import { refuse } from '../../kernel/result.ts'
import type { ByValueLine } from '../../ledger/index.ts'

/** Where a page of lines by value begins. */
export const markField = z.string().max(400).optional()

const mark = z.tuple([z.string(), z.string()])

/** What a mark says; undefined where there is none, null where it is not one of ours. */
export const markOf = (
  text: string | undefined,
): { readonly value: string; readonly stream: string } | null | undefined => {
  if (text === undefined) return undefined
  try {
    const parsed = mark.safeParse(JSON.parse(text))
    return parsed.success ? { value: parsed.data[0], stream: parsed.data[1] } : null
  } catch (cause) {
    if (cause instanceof SyntaxError) return null
    throw cause
  }
}

/** The mark of the last line of a page, where one more line was found than it takes. */
export const lastOf = (
  lines: readonly Pick<ByValueLine, 'value' | 'id'>[],
  limit: number,
): string | null => {
  const last = lines.length > limit ? lines[limit - 1] : undefined
  return last === undefined ? null : JSON.stringify([last.value, last.id])
}

export const badMark = refuse(
  'list/bad-cursor',
  'This page mark is not one of ours. Start from page one.',
)
