import type { z } from 'zod'
import { type Problem, ProblemError, problemSchema, unreachable } from './problem.ts'

export interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly json?: unknown
  readonly bytes?: Blob
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** The session's CSRF token, as the server last told it. */
let csrfToken = ''
export const rememberCsrfToken = (token: string): void => {
  csrfToken = token
}

const signedOutListeners = new Set<() => void>()
/** Calls back whenever the server says that nobody is signed in any more. */
export const onSignedOut = (listener: () => void): (() => void) => {
  signedOutListeners.add(listener)
  return () => void signedOutListeners.delete(listener)
}

export const announceSignedOut = (): void => {
  for (const listener of signedOutListeners) listener()
}

/** One request to the server, its answer parsed by `schema`. Throws `ProblemError`. */
export const request = async <Schema extends z.ZodType>(
  schema: Schema,
  path: string,
  options: RequestOptions = {},
): Promise<z.output<Schema>> => {
  const response = await send(path, options)
  if (!response.ok) throw new ProblemError(await problemFrom(response))
  const parsed = schema.safeParse(response.status === 204 ? null : await response.json())
  if (parsed.success) return parsed.data
  throw new ProblemError(
    {
      title: 'The server answered in a way this page does not know. Load the page again.',
      status: response.status,
      code: 'page/unknown-answer',
      details: { path, issues: parsed.error.issues.slice(0, 5) },
    },
    { cause: parsed.error },
  )
}

/**
 * A file that the server makes when it is asked for: says how many of its bytes have come. Throws
 * `ProblemError`, also where the connection ends before the file does.
 */
export const requestFile = async (
  path: string,
  {
    signal,
    onProgress,
  }: {
    readonly signal: AbortSignal
    readonly onProgress: (bytes: number, of: number | null) => void
  },
): Promise<Blob> => {
  const response = await send(path, { signal })
  if (!response.ok) throw new ProblemError(await problemFrom(response))
  const length = Number(response.headers.get('content-length') ?? Number.NaN)
  const of = Number.isFinite(length) ? length : null
  let bytes = 0
  const counted = response.body?.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        bytes += piece.length
        onProgress(bytes, of)
        controller.enqueue(piece)
      },
    }),
  )
  try {
    return await new Response(counted ?? null).blob()
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ProblemError(unreachable, { cause })
  }
}

const send = async (path: string, options: RequestOptions): Promise<Response> => {
  const { method = 'GET', json, bytes, headers = {}, signal } = options
  try {
    return await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(method === 'GET' ? {} : { 'x-csrf-token': csrfToken }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bytes === undefined ? {} : { 'content-type': 'application/octet-stream' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ProblemError(unreachable, { cause })
  }
}

const problemFrom = async (response: Response): Promise<Problem> => {
  const body: unknown = await response.json().catch(() => undefined)
  const parsed = problemSchema.safeParse(body)
  const problem = parsed.success
    ? parsed.data
    : {
        title: `The server answered ${response.status} without saying why. Try again.`,
        status: response.status,
        code: 'server/no-problem',
      }
  if (problem.code === 'access/not-signed-in') announceSignedOut()
  return problem
}
