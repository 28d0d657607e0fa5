import { limits } from '../../kernel/limits.ts'

/** Names of colleagues by their actor ids, and of products by their streams. */
export type Names = ReadonlyMap<string, string>

/** A text as a document takes it: something must stand there, and not more than fits. */
export const said = (text: string | null | undefined, most: number = limits.text.long): string => {
  const plain = (text ?? '').trim()
  if (plain === '') return '—'
  return plain.length <= most ? plain : `${plain.slice(0, most - 1).toWellFormed()}…`
}

/** `2026-11-21 17:04 UTC` */
export const when = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`

export const whoIs = (names: Names, actor: string): string => names.get(actor) ?? actor
