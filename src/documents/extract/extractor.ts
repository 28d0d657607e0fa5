import { limits } from '../../kernel/limits.ts'
import type { ExtractedDocument } from '../../kernel/passage.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { ReadingPool, TextRecogniser } from '../ports.ts'
import type { SourceFile } from './formats.ts'
import { withRecognised, withRecognisedPicture } from './recognised.ts'
import { unread } from './unread.ts'

/** Reads documents in processes of its own. */
export interface Extractor {
  /** How many files are worth giving at once: enough to keep every process busy. */
  readonly atOnce: number
  /** Whether text in pictures is recognised, which takes as long as the machine lets it. */
  readonly recognises: boolean
  /** Never rejects for what a file holds: such a file is `could-not-read`, with the reason. */
  extract(input: SourceFile): Promise<ExtractedDocument>
  /** Stops the readers; files not read by then are answered `could-not-read`. */
  close(): Promise<void>
}

/** What the processes of a pool run to read files: `worker.ts`, `.js` where it is compiled. */
export const readerProgram = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

/**
 * A reader of documents on processes that run `readerProgram`, each bounded in time and memory:
 * what one file does to its process, all other files do not notice. Where there is a recogniser,
 * pages and pictures without text are given to it.
 */
export const createExtractor = (
  pool: ReadingPool,
  { atOnce, recogniser }: { readonly atOnce: number; readonly recogniser?: TextRecogniser },
): Extractor => ({
  atOnce,
  recognises: recogniser !== undefined,
  extract: async (input) => {
    if (input.bytes.length > limits.document.bytes)
      return unread('unknown', `it is larger than ${limits.document.bytes} bytes`)
    const answer = await pool.run(input)
    if (isRefusal(answer)) return unread('unknown', reasonOf(answer))
    // The only sender is worker.ts, which sends what extractDocument answers.
    const document = answer as ExtractedDocument
    return recogniser === undefined ? document : await recognised(document, input, recogniser)
  },
  close: () => pool.close(),
})

const recognised = async (
  document: ExtractedDocument,
  { bytes }: SourceFile,
  recogniser: TextRecogniser,
): Promise<ExtractedDocument> => {
  const { format, pagesWithoutText = [] } = document
  if (format === 'image')
    return withRecognisedPicture(document, (await recogniser.picture(bytes)) ?? [])
  return pagesWithoutText.length === 0
    ? document
    : withRecognised(document, await recogniser.pages(bytes, pagesWithoutText))
}

/** The pool's refusal as the reason that stands behind a file. */
const reasonOf = ({ code, message, details }: Refusal): string => {
  switch (code) {
    case 'process/too-slow':
      return `it took longer than ${details?.['milliseconds']} ms to read`
    case 'process/too-large':
      return `it needs more than ${details?.['megabytes']} megabytes of memory to read`
    case 'process/closed':
      return 'the reader was closed'
    default:
      return `the reader failed: ${message}`
  }
}
