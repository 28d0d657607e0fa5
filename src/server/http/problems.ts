import type { FastifyReply } from 'fastify'
import type { Refusal } from '../../kernel/result.ts'

/**
 * The only place that chooses an HTTP status for a refusal. Exact codes first, then the area
 * before the slash; whatever is not named is 422: understood, and declined.
 */
const byCode: Readonly<Record<string, number>> = {
  'access/not-signed-in': 401,
  'access/sign-in-failed': 401,
  'access/signature-needed': 401,
  'access/signature-failed': 401,
  'access/too-many': 429,
  'audit/busy': 503,
  'command/unknown': 404,
  'file/destroyed': 410,
  'file/held': 403,
  'file/infected': 403,
  'file/too-large': 413,
  'input/invalid': 400,
  'ledger/conflict': 409,
  'ledger/key-reused': 409,
  'limit/body': 413,
  'pack/changing': 409,
  'process/busy': 503,
  'process/closed': 503,
  'record/not-found': 404,
  'report/too-many': 429,
  'request/not-found': 404,
  'request/media-type': 415,
  'storage/full': 507,
}
const byArea: Readonly<Record<string, number>> = {
  access: 403,
  json: 400,
  id: 400,
  list: 400,
  limit: 413,
  multipart: 400,
}

export const statusOf = ({ code }: Refusal): number =>
  byCode[code] ?? byArea[code.slice(0, code.indexOf('/'))] ?? 422

/** RFC 9457: what happened and what to do next, with the request's id to quote. */
export const sendRefusal = (reply: FastifyReply, refusal: Refusal): FastifyReply =>
  reply
    .code(statusOf(refusal))
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: `https://vulnerary.example/problems/${refusal.code}`,
        title: refusal.message,
        status: statusOf(refusal),
        code: refusal.code,
        ...(refusal.details === undefined ? {} : { details: refusal.details }),
        requestId: reply.request.id,
      }),
    )
