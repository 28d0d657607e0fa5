import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument, Passage } from '../../kernel/passage.ts'
import type { RecognisedPage, RecognisedText } from '../ports.ts'

export const noText = 'no text: needs OCR'

export const withoutText = (pages: readonly number[]): string =>
  `no text on page ${pageNames(pages)}: needs OCR`

/** Pages named in one sentence; the rest is counted. */
const named = 20

const pageNames = (pages: readonly number[]): string =>
  pages.length <= named
    ? pages.join(', ')
    : `${pages.slice(0, named).join(', ')} and ${pages.length - named} more`

/**
 * The document with what was recognised on pages without text, in the order of its pages. Such
 * passages are marked, and a note says that letters may be wrong; pages that were not recognised are
 * named as before. A page on which nothing stands counts as recognised: it is still told as a drawing.
 */
export const withRecognised = (
  document: ExtractedDocument,
  recognised: readonly RecognisedPage[],
): ExtractedDocument => {
  const asked = document.pagesWithoutText ?? []
  const done = new Set(recognised.map(({ page }) => page))
  const left = asked.filter(({ page }) => !done.has(page))
  const passages = merged(document.passages, recognised)
  const { reason: _, pagesWithoutText: __, ...rest } = document
  const reasons = [
    ...reasonsOf(
      document,
      asked.map(({ page }) => page),
    ),
    ...(left.length === 0 ? [] : [withoutText(left.map(({ page }) => page))]),
  ]
  if (passages.length === 0) return document
  return {
    ...rest,
    outcome: reasons.length === 0 ? 'read' : 'partly-read',
    ...(reasons.length === 0 ? {} : { reason: reasons.join('; ') }),
    passages,
    notes: [
      ...(document.notes ?? []),
      `the text of page ${pageNames([...done])} was recognised in pictures: letters may be wrong`,
    ].slice(0, limits.document.notes),
    ...(left.length === 0 ? {} : { pagesWithoutText: left }),
  }
}

/** The same for a picture's own file. */
export const withRecognisedPicture = (
  document: ExtractedDocument,
  texts: readonly RecognisedText[],
): ExtractedDocument => {
  if (texts.length === 0) return document
  const { reason: _, ...rest } = document
  return {
    ...rest,
    outcome: 'read',
    passages: texts.map((text, index) => passageOf(text, index, [], undefined)),
    notes: ['its text was recognised in a picture: letters may be wrong'],
  }
}

/** Why the document was read in part, pages without text aside. */
const reasonsOf = (
  { reason = '' }: ExtractedDocument,
  pages: readonly number[],
): readonly string[] =>
  reason.split('; ').filter((one) => one !== '' && one !== noText && one !== withoutText(pages))

const merged = (
  passages: readonly Passage[],
  recognised: readonly RecognisedPage[],
): readonly Passage[] => {
  const waiting = [...recognised].sort((a, b) => a.page - b.page)
  const all: Passage[] = []
  let headings: readonly string[] = []
  let characters = passages.reduce((sum, { text }) => sum + text.length, 0)
  const addUpTo = (page: number): void => {
    for (let next = waiting[0]; next !== undefined && next.page < page; next = waiting[0]) {
      waiting.shift()
      for (const text of next.texts) {
        characters += text.text.length
        if (all.length >= limits.document.statements || characters > limits.document.characters)
          return
        all.push(passageOf(text, all.length, headings, next.page))
      }
    }
  }
  for (const passage of passages) {
    addUpTo(passage.location.page ?? 1)
    all.push({ ...passage, index: all.length })
    headings =
      passage.kind === 'heading'
        ? [...passage.location.headings, passage.text.slice(0, limits.text.line)]
        : passage.location.headings
  }
  addUpTo(Number.POSITIVE_INFINITY)
  return all
}

const passageOf = (
  { text, box }: RecognisedText,
  index: number,
  headings: readonly string[],
  page: number | undefined,
): Passage => ({
  index,
  kind: 'paragraph',
  text: text.slice(0, limits.text.paragraph),
  location: {
    ...(page === undefined ? {} : { page }),
    ...(box === undefined ? {} : { box }),
    recognised: true,
    headings,
  },
})
