import { limits } from '../kernel/limits.ts'
import type { Passage } from '../kernel/passage.ts'

const { characters, passages: most } = limits.review.judged

/**
 * Why a document is not judged; undefined where it is. The judge has no clock, so that the same
 * document gives the same verdicts on every machine: its time, which grows with the text and no
 * faster, is bounded by what it is given.
 */
export const beyondJudging = (passages: readonly Pick<Passage, 'text'>[]): string | undefined => {
  if (passages.length > most)
    return `it has ${passages.length} passages, and at most ${most} are judged. Part it into several files.`
  let length = 0
  for (const { text } of passages) length += text.length
  return length > characters
    ? `it has ${length} characters of text, and at most ${characters} are judged. Part it into several files.`
    : undefined
}
