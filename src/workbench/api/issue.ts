import { z } from 'zod'
import { type Problem, ProblemError } from './problem.ts'
import { request } from './request.ts'

const dispatched = z.object({
  id: z.string(),
  humanId: z.string(),
  version: z.number(),
  repeated: z.boolean(),
})
export type Dispatched = z.output<typeof dispatched>

export interface IssueRequest {
  readonly collection: string
  readonly command: string
  /** Absent where the command creates its record. */
  readonly id?: string
  readonly input: unknown
  readonly signature?: { readonly password: string; readonly code: string }
  /** The version its author looked at. */
  readonly version?: number
  /** The same key answers as the first time: a lost answer is not a second fact. */
  readonly key: string
}

/** Issues a command; an expected refusal is a value, as on the server. */
export const issue = async (order: IssueRequest): Promise<Dispatched | Problem> => {
  const { collection, command, id, input, signature, version, key } = order
  const place = id === undefined ? collection : `${collection}/${encodeURIComponent(id)}`
  try {
    return await request(dispatched, `/api/${place}/${command}`, {
      method: 'POST',
      json: { input, ...(signature === undefined ? {} : { signature }) },
      headers: {
        'idempotency-key': key,
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
    })
  } catch (error) {
    if (error instanceof ProblemError) return error.problem
    throw error
  }
}

export const isProblem = (answer: Dispatched | Problem): answer is Problem => 'code' in answer

/** A fresh key. `crypto.randomUUID` is absent on plain HTTP away from loopback. */
export const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
