import { limits } from '../../kernel/limits.ts'
import { isProtected } from '../../kernel/protected-address.ts'

/** What a tracker would not do, in words for whoever runs the connection. */
export class TrackerError extends Error {
  /** HTTP status, or 0 where there was no usable answer. */
  readonly status: number
  constructor(message: string, status = 0, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TrackerError'
    this.status = status
  }
}

/** The tracker asks not to be asked for so many milliseconds. */
export class TrackerBusy extends TrackerError {
  readonly milliseconds: number
  constructor(system: string, status: number, milliseconds: number) {
    super(
      `${system} asks us to wait ${Math.ceil(milliseconds / 1_000)} s before we ask again.`,
      status,
    )
    this.name = 'TrackerBusy'
    this.milliseconds = milliseconds
  }
}

export interface Question {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Segments below the base address; each is escaped. */
  readonly path: readonly string[]
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** Follows what moved within the same address, with the same method and body; else a move is an error. */
  readonly follows?: boolean
}

export interface TrackerAnswer {
  /** False for 404 and 410. */
  readonly isThere: boolean
  readonly headers: Headers
  /** The parsed JSON, or undefined where there is none. */
  readonly body: unknown
  /** The tracker's own clock, in milliseconds since 1970; ours where it does not tell. */
  readonly at: number
}

export interface TrackerHttp {
  /** Any answer below 300, 404 or 410. Throws `TrackerBusy` or `TrackerError` for everything else. */
  ask(question: Question): Promise<TrackerAnswer>
  /** A body as it comes, of no bound but time; undefined for 403, 404 and 410. Throws as `ask`. */
  bytes(question: Question): Promise<AsyncIterable<Uint8Array> | undefined>
  close(): void
}

export interface TrackerHttpParts {
  readonly system: string
  /** https, or http on loopback; may have a path. */
  readonly url: string
  /** Who we are; asked for each question, so that a new token needs no restart. */
  readonly headers: () => Promise<Readonly<Record<string, string>>>
  readonly clock: () => number
}

/**
 * Asks one tracker: one base address, no redirects, bounded answers, a time-out, and silence for as
 * long as it asks for (RFC 9110 section 10.2.3 Retry-After; RFC 6585 section 4).
 */
export const createTrackerHttp = ({
  system,
  url,
  headers,
  clock,
}: TrackerHttpParts): TrackerHttp => {
  if (!isProtected(url)) throw new TrackerError(`${system}: its address must begin with https://.`)
  const closing = new AbortController()
  let restUntil = 0
  const rest = (answer: Response, text: string): TrackerBusy | undefined => {
    const wait = askedToWait(answer, text, theirTime(answer, clock()))
    if (wait === undefined) return undefined
    restUntil = clock() + wait
    return new TrackerBusy(system, answer.status, wait)
  }
  const open = async (question: Question, accept: string, milliseconds: number) => {
    const now = clock()
    if (now < restUntil) throw new TrackerBusy(system, 429, restUntil - now)
    const { method = 'GET', body, follows = false } = question
    const init = {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'vulnerary',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(await headers()),
        ...(accept === '' ? {} : { accept }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual' as const,
      signal: AbortSignal.any([AbortSignal.timeout(milliseconds), closing.signal]),
    }
    let address = addressOf(url, question)
    for (let hop = 0; ; hop++) {
      const answer = await send(address, system, init)
      const next = follows && hop < limits.tracker.hops ? movedTo(answer, address) : undefined
      if (next === undefined) return { answer, now }
      await answer.body?.cancel()
      address = next
    }
  }
  return {
    ask: async (question) => {
      const { answer, now } = await open(question, '', limits.tracker.milliseconds)
      const text = await boundedText(answer, system)
      const busy = rest(answer, text)
      if (busy !== undefined) throw busy
      if (answer.status >= 300 && !isAbsent(answer))
        throw new TrackerError(`${system} ${inWords(answer, text)}`, answer.status)
      return {
        isThere: !isAbsent(answer),
        headers: answer.headers,
        body: isAbsent(answer) ? undefined : parsed(text, system),
        at: theirTime(answer, now),
      }
    },
    bytes: async (question) => {
      const { answer } = await open(question, '*/*', limits.tracker.fileMilliseconds)
      if (answer.status < 300 && answer.body !== null) return pieces(answer.body, system)
      const text = await boundedText(answer, system)
      const busy = rest(answer, text)
      if (busy !== undefined) throw busy
      if (isAbsent(answer) || answer.status === 403) return undefined
      throw new TrackerError(`${system} ${inWords(answer, text)}`, answer.status)
    },
    close: () => closing.abort(),
  }
}

/** The same tracker only: our token goes nowhere else. */
const movedTo = ({ status, headers }: Response, from: URL): URL | undefined => {
  const location = headers.get('location')
  if (![301, 307, 308].includes(status) || location === null || !URL.canParse(location, from))
    return undefined
  const to = new URL(location, from)
  return to.origin === from.origin ? to : undefined
}

const addressOf = (base: string, { path, query = {} }: Question): URL => {
  if (path.some((segment) => segment === '.' || segment === '..'))
    throw new TrackerError('An issue is never called "." or "..".')
  const address = new URL(base)
  const folder = address.pathname.replace(/\/+$/, '')
  address.pathname = [folder, ...path.map(encodeURIComponent)].join('/')
  address.search = new URLSearchParams(query).toString()
  return address
}

const send = async (address: URL, system: string, init: RequestInit): Promise<Response> => {
  try {
    return await fetch(address, init)
  } catch (cause) {
    throw new TrackerError(`${system} could not be reached at ${address.origin}.`, 0, { cause })
  }
}

const boundedText = async (answer: Response, system: string): Promise<string> => {
  if (answer.body === null) return ''
  const read: Uint8Array[] = []
  let size = 0
  for await (const piece of pieces(answer.body, system)) {
    size += piece.length
    if (size > limits.tracker.answerBytes)
      throw new TrackerError(
        `${system} answered more than ${limits.tracker.answerBytes} bytes at once.`,
        answer.status,
      )
    read.push(piece)
  }
  return Buffer.concat(read).toString('utf8')
}

async function* pieces(
  body: ReadableStream<Uint8Array>,
  system: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (cause) {
    throw new TrackerError(`${system} broke off in the middle of its answer.`, 0, { cause })
  }
}

const parsed = (text: string, system: string): unknown => {
  if (text.trim() === '') return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TrackerError(`${system} answered something that is no JSON.`, 0, { cause })
  }
}

/**
 * Milliseconds to wait: 429, or 403 and 503 that say how long; GitHub says it by the counter of its
 * rate limit. Never longer than we would believe.
 */
const askedToWait = (
  { status, headers }: Response,
  text: string,
  now: number,
): number | undefined => {
  if (![403, 429, 503].includes(status)) return undefined
  const given = headers.get('retry-after')
  const after = given === null ? undefined : secondsOf(given, now)
  const reset = Number(headers.get('x-ratelimit-reset'))
  const spent = headers.get('x-ratelimit-remaining') === '0' && reset > 0
  if (after === undefined && !spent && status !== 429 && !/rate limit/i.test(text)) return undefined
  const wait = after ?? (spent ? reset * 1_000 - now : limits.tracker.rest.first)
  return Math.min(Math.max(wait, 1_000), limits.tracker.rest.last)
}

/** Retry-After is a number of seconds, or a date. */
const secondsOf = (given: string, now: number): number | undefined => {
  if (/^\d+$/.test(given.trim())) return Number(given) * 1_000
  const date = Date.parse(given)
  return Number.isNaN(date) ? undefined : date - now
}

/** 404 means none that our account may see; 410 one that was deleted. */
const isAbsent = ({ status }: Response): boolean => status === 404 || status === 410

const theirTime = ({ headers }: Response, ours: number): number => {
  const date = Date.parse(headers.get('date') ?? '')
  return Number.isNaN(date) ? ours : date
}

const inWords = ({ status, headers }: Response, text: string): string => {
  if (status < 400)
    return `sends us elsewhere (${status}, ${originOf(headers.get('location'))}). Set the address that answers itself.`
  if (status === 401) return 'does not know our token (401). Make a new one, and set it.'
  if (status === 403) return 'does not let our account do this (403). Give it the rights.'
  const said = text.replaceAll(/\s+/g, ' ').slice(0, 300).toWellFormed()
  return `answered ${status}: ${said}`
}

const originOf = (location: string | null): string =>
  location !== null && URL.canParse(location) ? new URL(location).origin : 'no address'
