import { z } from 'zod'

/** A refusal of the server (RFC 9457): what happened, and what to do next. */
export const problemSchema = z.object({
  title: z.string(),
  status: z.number(),
  code: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
  requestId: z.string().optional(),
})
export type Problem = z.output<typeof problemSchema>

/** Carries a problem through the query library, which knows only errors. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.title, options)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

export const unreachable: Problem = {
  title: 'The server cannot be reached. Check the connection and try again; nothing is lost.',
  status: 0,
  code: 'network/unreachable',
}

export const problemOf = (error: unknown): Problem =>
  error instanceof ProblemError
    ? error.problem
    : {
        title: 'This page ran into something it does not know. Load it again.',
        status: 0,
        code: 'page/unexpected',
      }

const fieldList = z.array(z.object({ field: z.string(), message: z.string() }))

/** Refusals of single fields, by their path: `rows.0.revision`. */
export const fieldProblems = ({ details }: Problem): Readonly<Record<string, string>> => {
  const fields = fieldList.safeParse(details?.['fields'])
  return fields.success
    ? Object.fromEntries(fields.data.map(({ field, message }) => [field, message]))
    : {}
}
