import type { ExtractedDocument } from '../../kernel/passage.ts'
import { boundedText } from './bounded-text.ts'
import { fold } from './fold.ts'
import { PassageList } from './passage-list.ts'

const bullet = /^\s{0,40}(?:[-*•‣◦·–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S/i

/**
 * Reads plain text: paragraphs end at blank lines, at bullets and before indented blocks; a line
 * is a heading when it is underlined, numbered or in capitals and stands alone. Lines over
 * `longLine` characters are paragraphs of their own, as editors without hard line ends write them.
 */
export const readPlainText = (text: string): ExtractedDocument => {
  const list = new PassageList()
  const lines = boundedText(text, list).split('\n')
  let open: string[] = []
  let openAt = 0
  const close = (): void => {
    const first = open[0]
    if (first === undefined) return
    const place = { line: openAt + 1 }
    const counted = numbered.test(lines[openAt - 1] ?? '') || numbered.test(lines[openAt + 1] ?? '')
    const level =
      open.length === 1 && !(counted && numbered.test(first)) ? headingLevel(first) : undefined
    if (level !== undefined) list.heading(level, fold(first), place)
    else list.add(bullet.test(first) ? 'list-item' : 'paragraph', fold(open.join('\n')), place)
    open = []
  }
  for (let index = 0; index < lines.length && !list.full; index++) {
    const line = (lines[index] ?? '').replace(/\f/g, ' ')
    if (line.trim() === '') {
      close()
      continue
    }
    if (isUnderline(line)) {
      const above = open.length === 1 ? open[0] : undefined
      if (above !== undefined && above.length <= longestHeading) {
        list.heading(line.trim().startsWith('=') ? 1 : 2, fold(above), { line: openAt + 1 })
        open = []
      } else close()
      continue
    }
    if (bullet.test(line) || line.length > longLine || (open.at(-1)?.length ?? 0) > longLine)
      close()
    if (open.length === 0) openAt = index
    open.push(line)
  }
  close()
  const first = list.passages.find((passage) => passage.kind === 'heading')
  return list.finish('plain-text', 'no text: the file holds only white space', first?.text)
}

/** Above or below another such line it is an item of a list, not a heading. */
const numbered = /^\s{0,40}\d{1,3}[.)]\s/

const longLine = 160
const longestHeading = 100

const isUnderline = (line: string): boolean =>
  /^\s{0,20}([=\-~*#_])\1{3,}\s*$/.test(line.slice(0, 400))

const headingLevel = (line: string): number | undefined => {
  const text = line.trim()
  if (text.length > longestHeading || /[.;,:!?]$/.test(text)) return undefined
  const numbered = /^(\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+\p{Lu}/u.exec(text)
  if (numbered?.[1] !== undefined) return numbered[1].split('.').length
  return /^[\p{Lu}\d\s\-–/&()]{4,}$/u.test(text) && /\p{Lu}{3}/u.test(text) ? 2 : undefined
}
