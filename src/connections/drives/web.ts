import { DriveError, DriveFileError } from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'

/** One question to a drive's API. */
export interface WebQuestion {
  /** The whole address. */
  readonly url: URL
  readonly headers?: Readonly<Record<string, string>>
  readonly form?: Readonly<Record<string, string>>
  /** For bodies of files: they may take longer. */
  readonly milliseconds?: number
}

export interface Web {
  /**
   * The answer, whatever its status but 429, 5xx and a 403 of too many questions: those are asked
   * again after the time that the drive names, or longer each time, and end in a `DriveError`.
   */
  ask(question: WebQuestion): Promise<Response>
  close(): void
}

/** No redirects, a time-out, and patience that is bounded. `pause` is given only by tests. */
export const createWeb = (system: string, pause = sleep): Web => {
  const closing = new AbortController()
  const once = async ({ url, headers = {}, form, milliseconds }: WebQuestion) => {
    try {
      return await fetch(url, {
        method: form === undefined ? 'GET' : 'POST',
        headers: { accept: 'application/json', 'user-agent': 'vulnerary', ...headers },
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
        redirect: 'manual',
        signal: AbortSignal.any([
          AbortSignal.timeout(milliseconds ?? limits.source.milliseconds),
          closing.signal,
        ]),
      })
    } catch (cause) {
      throw new DriveError(
        `${system} could not be reached at ${url.origin}.`,
        'See that this server may reach it through the firewall; the next look tries again.',
        { cause },
      )
    }
  }
  return {
    ask: async (question) => {
      for (let attempt = 1; ; attempt++) {
        const answer = await once(question)
        const wait = await askedToWait(answer, attempt)
        if (wait === undefined) return answer
        if (attempt >= limits.source.tries)
          throw new DriveError(
            `${system} asks us to come later (${answer.status}), ${attempt} times in a row.`,
            'Nothing: the next look tries again. If it stays so, look less often (everyMinutes in sources.yaml).',
          )
        await pause(wait, closing.signal)
      }
    },
    close: () => closing.abort(),
  }
}

/** Milliseconds to wait; undefined where the answer is one. Its body is then still to be read. */
const askedToWait = async (answer: Response, attempt: number): Promise<number | undefined> => {
  const { status, headers } = answer
  const spent =
    status === 429 ||
    status >= 500 ||
    (status === 403 && /rateLimitExceeded/i.test(await boundedText(answer.clone())))
  if (!spent) return undefined
  await answer.body?.cancel()
  const asked = Number(headers.get('retry-after') ?? Number.NaN) * 1_000
  const { first, last } = limits.source.rest
  return Math.min(Number.isFinite(asked) ? asked : first * 2 ** (attempt - 1), last)
}

const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })

/** The text of an answer that is read whole. */
export const boundedText = async (answer: Response): Promise<string> => {
  const read: Uint8Array[] = []
  let size = 0
  for await (const piece of piecesOf(answer)) {
    size += piece.length
    if (size > limits.source.answerBytes)
      throw new DriveError(
        `The drive answered more than ${limits.source.answerBytes} bytes at once.`,
        'Tell us: this is no answer that its documentation promises.',
      )
    read.push(piece)
  }
  return Buffer.concat(read).toString('utf8')
}

export async function* piecesOf(answer: Response): AsyncGenerator<Uint8Array> {
  if (answer.body === null) return
  try {
    yield* answer.body
  } catch (cause) {
    throw new DriveFileError('the drive broke off in the middle of its answer', { cause })
  }
}
