import type { FastifyError, FastifyInstance } from 'fastify'
import { type Refusal, RefusalError, refuse } from '../../kernel/result.ts'
import { isDiskFull, storageFull } from '../storage-full.ts'
import { sendRefusal } from './problems.ts'

/** Faults of the framework and of the request's form, as refusals that say what to do next. */
const known: Readonly<Record<string, ReturnType<typeof refuse>>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: refuse('limit/body', 'The body is too large. Send less at once.'),
  FST_REQ_FILE_TOO_LARGE: refuse('file/too-large', 'A file is too large. Send a smaller one.'),
  FST_FILES_LIMIT: refuse('limit/files', 'Too many files. Send them in several messages.'),
  FST_PARTS_LIMIT: refuse('limit/parts', 'The form has too many parts.'),
  FST_FIELDS_LIMIT: refuse('limit/fields', 'The form has too many fields.'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse(
    'request/media-type',
    'This address does not take that type of body. Send application/json.',
  ),
  FST_ERR_CTP_EMPTY_TYPE: refuse(
    'request/media-type',
    'Say what the body is with a Content-Type header.',
  ),
  FST_ERR_VALIDATION: refuse('input/invalid', 'The request is not as it must be.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse(
    'input/invalid',
    'The body is not as long as its header says. Send it again.',
  ),
}

/** What an error means to whoever sent the request; undefined where it is a fault of ours. */
export const refusalOf = (error: unknown): Refusal | undefined => {
  if (error instanceof RefusalError) return error.refusal
  if (isDiskFull(error)) return storageFull
  if (!(error instanceof Error)) return undefined
  const { code, statusCode, message }: Partial<FastifyError> = error
  const refusal = code === undefined ? undefined : known[code]
  if (refusal !== undefined)
    return code === 'FST_ERR_VALIDATION' ? { ...refusal, details: { reason: message } } : refusal
  if (statusCode === 429) return refuse('access/too-many', 'Too many requests. Wait a minute.')
  return statusCode !== undefined && statusCode < 500
    ? refuse('input/invalid', 'The request is not as it must be.')
    : undefined
}

/** For pages that show again what was typed: a full disk, say, is an answer there and no error. */
export const orRefusal = async <T>(work: Promise<T>): Promise<T | Refusal> => {
  try {
    return await work
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (refusal === undefined) throw cause
    return refusal
  }
}

/** Maps every error to one problem document; an unknown one tells the client only the request id. */
export const registerErrors = (app: FastifyInstance): void => {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal !== undefined) return sendRefusal(reply, refusal)
    request.log.error({ err: error }, 'unmapped error')
    return reply
      .code(500)
      .type('application/problem+json')
      .send(
        JSON.stringify({
          type: 'about:blank',
          title: 'Something went wrong here. Try again, and quote the request id if it stays.',
          status: 500,
          code: 'server/unexpected',
          requestId: request.id,
        }),
      )
  })
  app.setNotFoundHandler((_request, reply) =>
    sendRefusal(reply, refuse('request/not-found', 'There is nothing at this address.')),
  )
}
