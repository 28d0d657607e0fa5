import { getDocumentProxy } from 'unpdf'
import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument, PassageBox } from '../../kernel/passage.ts'
import { fold } from './fold.ts'
import { PassageList } from './passage-list.ts'
import { blocksOf, styleOf } from './pdf-blocks.ts'
import { headingLevels } from './pdf-headings.ts'
import type { PdfLine } from './pdf-lines.ts'
import { withoutRunningLines } from './pdf-margins.ts'
import { type PdfDocument, type ReadPage, readPages } from './pdf-pages.ts'
import { drawingsOf, needsRecognition } from './pdf-unread.ts'
import { unread } from './unread.ts'

/**
 * Reads a PDF's text by position: lines to paragraphs, rows and headings, each with its page and its
 * place there. Pages without text are named, and pictures told of; nothing in the file is run. A
 * file without text says that it needs OCR; one that is encrypted or cut short says so.
 */
export const readPdf = async (bytes: Uint8Array): Promise<ExtractedDocument> => {
  let pdf: PdfDocument
  try {
    // A copy: pdf.js takes ownership of what it is given, and refuses Node's own kind of bytes.
    pdf = await getDocumentProxy(new Uint8Array(bytes), options)
  } catch (error) {
    return unread('pdf', openingProblem(error))
  }
  const list = new PassageList()
  if (!endsProperly(bytes)) list.note('the file is cut short: what follows is missing')
  try {
    const pages = await readPages(pdf, list)
    await addBlocks(list, pdf, pages)
    if (await runsCode(pdf)) list.remark('it holds JavaScript, which was not run')
    const title = await titleOf(pdf)
    return needsRecognition(list, pages, (reason) => list.finish('pdf', reason, title))
  } finally {
    await pdf.cleanup()
  }
}

/** Pictures are not unpacked, and no font or function of a file becomes a program. */
const options = { verbosity: 0, maxImageSize: 1, isEvalSupported: false, useSystemFonts: false }

const addBlocks = async (
  list: PassageList,
  pdf: PdfDocument,
  pages: readonly ReadPage[],
): Promise<void> => {
  const lines = withoutRunningLines(pages)
  const style = styleOf(lines)
  const blocks = blocksOf(lines, style)
  const levels = headingLevels(blocks, style, await outlineOf(pdf))
  const drawings = [...drawingsOf(pages)]
  const tellUpTo = (page: number): void => {
    for (let next = drawings[0]; next !== undefined && next[0] <= page; next = drawings[0]) {
      list.drawing(next[1], { page: next[0] })
      drawings.shift()
    }
  }
  const heights = new Map(pages.map(({ number, height }) => [number, height]))
  blocks.forEach((block, index) => {
    const page = block.lines[0]?.page ?? 1
    tellUpTo(page - 1)
    const box = boxOf(block.lines, heights.get(page) ?? 0)
    const level = levels.get(index)
    if (level !== undefined) list.heading(level, fold(block.text), { page, box })
    else list.add(block.kind === 'text' ? 'paragraph' : block.kind, block.text, { page, box })
  })
  tellUpTo(Number.POSITIVE_INFINITY)
}

/** From the top of the letters of the first line to the foot of the last; to a tenth of a point. */
const boxOf = (lines: readonly PdfLine[], height: number): PassageBox => {
  const round = (points: number): number => Math.round(points * 10) / 10
  const left = Math.min(...lines.map(({ x }) => x))
  const right = Math.max(...lines.map((line) => line.right))
  const top = Math.min(...lines.map(({ y, size }) => height - y - size * 0.85))
  const bottom = Math.max(...lines.map(({ y, size }) => height - y + size * 0.25))
  return { x: round(left), y: round(top), width: round(right - left), height: round(bottom - top) }
}

/** Titles of the outline (ISO 32000-1, 12.3.3) by their depth from 1. */
const outlineOf = async (pdf: PdfDocument): Promise<ReadonlyMap<string, number>> => {
  const depths = new Map<string, number>()
  let level = (await pdf.getOutline()) ?? []
  for (let depth = 1; depth <= 6 && level.length > 0; depth++) {
    for (const entry of level.slice(0, limits.list.items * 10)) {
      const title = fold(entry.title)
      if (!depths.has(title)) depths.set(title, depth)
    }
    level = level.flatMap((entry) => entry.items)
  }
  return depths
}

const runsCode = async (pdf: PdfDocument): Promise<boolean> => {
  const actions = await pdf.getJSActions()
  return actions !== null && Object.keys(actions).length > 0
}

const titleOf = async (pdf: PdfDocument): Promise<string | undefined> => {
  const { info } = await pdf.getMetadata()
  const title = 'Title' in info && typeof info.Title === 'string' ? fold(info.Title) : ''
  return title === '' ? undefined : title
}

const openingProblem = (error: unknown): string => {
  const name = error instanceof Error ? error.name : ''
  if (name === 'PasswordException') return 'encrypted: needs a password'
  const message = error instanceof Error ? error.message : String(error)
  return `damaged or cut short: ${message}`.slice(0, limits.text.line)
}

/** The end mark stands in the last 1024 bytes of every whole file (ISO 32000-1, 7.5.5). */
const endsProperly = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-2_048).includes('%%EOF')
