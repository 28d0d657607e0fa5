import type { RecognisedText } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'

interface Block {
  readonly lines: Map<string, string[]>
  confidence: number
  words: number
  left: number
  top: number
  right: number
  bottom: number
}

/** Less sure than this of its words, in per cent, a block is taken for a picture's noise. */
const leastSure = 45

/**
 * The paragraphs in tesseract's table of words (its output `tsv`: level, page, block, paragraph,
 * line, word, left, top, width, height, confidence, text). `points` is the width of the page.
 */
export const paragraphsOf = (
  table: string,
  points: number | undefined,
): readonly RecognisedText[] => {
  const blocks = new Map<string, Block>()
  let pixels = 0
  for (const line of table.split('\n')) {
    const [level, , block, paragraph, row, , left, top, width, height, sure, text = ''] =
      line.split('\t')
    if (level === '1') pixels = Number(width)
    const [x, y, w, h, confidence] = [left, top, width, height, sure].map(Number)
    if (level !== '5' || text.trim() === '' || x === undefined || y === undefined) continue
    const key = `${block} ${paragraph}`
    const open = blocks.get(key) ?? fresh()
    if (!blocks.has(key) && blocks.size >= limits.recognition.paragraphs) break
    blocks.set(key, open)
    open.lines.set(row ?? '', [...(open.lines.get(row ?? '') ?? []), text.trim()])
    open.confidence += confidence ?? 0
    open.words++
    open.left = Math.min(open.left, x)
    open.top = Math.min(open.top, y)
    open.right = Math.max(open.right, x + (w ?? 0))
    open.bottom = Math.max(open.bottom, y + (h ?? 0))
  }
  const scale = points === undefined || pixels <= 0 ? undefined : points / pixels
  return [...blocks.values()].filter(isSure).map((block) => textOf(block, scale))
}

const fresh = (): Block => ({
  lines: new Map(),
  confidence: 0,
  words: 0,
  left: Number.POSITIVE_INFINITY,
  top: Number.POSITIVE_INFINITY,
  right: 0,
  bottom: 0,
})

const isSure = ({ confidence, words, lines }: Block): boolean =>
  confidence / words >= leastSure && /[\p{L}\p{N}]{2}/u.test([...lines.values()].flat().join(' '))

const textOf = (
  { lines, left, top, right, bottom }: Block,
  scale: number | undefined,
): RecognisedText => {
  let text = ''
  for (const words of lines.values()) {
    const line = words.join(' ')
    const parted = /\p{L}-$/u.test(text) && /^\p{Ll}/u.test(line)
    text = parted ? text.slice(0, -1) + line : `${text} ${line}`
  }
  if (scale === undefined) return { text: text.trim() }
  const at = (pixels: number): number => Math.round(pixels * scale * 10) / 10
  return {
    text: text.trim(),
    box: { x: at(left), y: at(top), width: at(right - left), height: at(bottom - top) },
  }
}
