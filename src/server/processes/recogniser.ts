import { execFileSync } from 'node:child_process'
import type { RecognisedPage, TextRecogniser } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import { programAt, runProgram } from './bounded-program.ts'
import { paragraphsOf } from './recognised-words.ts'

const bounds = {
  milliseconds: limits.recognition.pageMilliseconds,
  megabytes: limits.recognition.megabytes,
  outputBytes: limits.recognition.outputBytes,
}

/**
 * Recognises text by Debian's tesseract, on pages drawn by pdftoppm: undefined where one of them is
 * not installed. At most `atOnce` pages at a time and `limits.recognition` for one file; what does
 * not fit is left out and stays "needs OCR".
 */
export const findRecogniser = (atOnce: number): TextRecogniser | undefined => {
  const tesseract = programAt('tesseract')
  const pdftoppm = programAt('pdftoppm')
  if (tesseract === undefined || pdftoppm === undefined || programAt('prlimit') === undefined)
    return undefined
  let languages: string | undefined
  const turn = inTurns(atOnce)
  const words = async (picture: Uint8Array, milliseconds: number): Promise<string | undefined> => {
    languages ??= languagesOf(tesseract)
    const asked = ['stdin', 'stdout', '-l', languages, '--psm', '3', 'tsv']
    const answer = await runProgram(tesseract, asked, picture, { ...bounds, milliseconds })
    return isRefusal(answer) ? undefined : answer.toString('utf8')
  }
  return {
    pages: async (pdf, pages) => {
      const end = performance.now() + limits.recognition.milliseconds
      const found = await Promise.all(
        pages.slice(0, limits.recognition.pages).map(({ page, width }) =>
          turn(async (): Promise<RecognisedPage | undefined> => {
            const left = () => Math.min(bounds.milliseconds, end - performance.now())
            if (left() < 1_000) return undefined
            const picture = await runProgram(pdftoppm, drawn(page), pdf, {
              ...bounds,
              milliseconds: left(),
            })
            if (isRefusal(picture) || picture.length === 0 || left() < 1_000) return undefined
            const table = await words(picture, left())
            return table === undefined ? undefined : { page, texts: paragraphsOf(table, width) }
          }),
        ),
      )
      return found.filter((page) => page !== undefined)
    },
    picture: (bytes) =>
      turn(async () => {
        const table = await words(bytes, bounds.milliseconds)
        return table === undefined ? undefined : paragraphsOf(table, undefined)
      }),
  }
}

/** One page in grey, its longer side so many pixels whatever its size in points. */
const drawn = (page: number): readonly string[] => {
  const at = String(page)
  return ['-gray', '-scale-to', String(limits.recognition.pixels), '-f', at, '-l', at, '-']
}

/** At most three of the languages that are installed, English first. */
const languagesOf = (tesseract: string): string => {
  const listed = execFileSync(tesseract, ['--list-langs'], {
    encoding: 'utf8',
    timeout: 10_000,
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const names = listed.split('\n').filter((name) => /^[a-z_]{3,12}$/i.test(name))
  const others = names.filter((name) => !['osd', 'equ', 'eng'].includes(name))
  return [...(names.includes('eng') ? ['eng'] : []), ...others].slice(0, 3).join('+') || 'eng'
}

/** Runs at most so many pieces of work at a time, in the order they came. */
const inTurns = (atOnce: number) => {
  const waiting: (() => void)[] = []
  let running = 0
  return async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    if (running >= atOnce) await new Promise<void>((start) => waiting.push(start))
    running++
    try {
      return await work()
    } finally {
      running--
      waiting.shift()?.()
    }
  }
}
