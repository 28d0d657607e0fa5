import { limits } from '../../kernel/limits.ts'
import type { PassageList } from './passage-list.ts'

/** Line ends made one kind, and the text cut at `limits.document.characters`, which is noted. */
export const boundedText = (text: string, list: PassageList): string => {
  const most = limits.document.characters
  if (text.length > most) list.note(`only its first ${most} characters were read`)
  return text.slice(0, most).replace(/\r\n?/g, '\n')
}
