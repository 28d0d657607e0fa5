import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import type { Parts } from './parts.ts'

/** A command that the server issues by itself, to records whose facets say that it is time. */
export interface OwnCommand {
  readonly kind: string
  readonly command: string
  /** Who acts, after `system:`; it is the request, too. */
  readonly by: string
}

/** A refusal is logged: the next round tries again. */
export const issueOwn = async (
  { dispatch, log }: Parts,
  { kind, command, by }: OwnCommand,
  stream: string,
): Promise<void> => {
  const done = await dispatch({
    kind,
    command,
    id: stream,
    input: {},
    actor: { id: `system:${by}`, roles: [] },
    requestId: by,
  })
  if (isRefusal(done)) log.error({ code: done.code, kind, command, stream }, 'not done by itself')
}

/** The records of one kind that have a facet so; a page of them is read at a time. */
export interface Timely {
  readonly name: string
  readonly is: '<' | '<=' | '<>'
  readonly value: string
}

/** Issues it to each record that has the facet so, until the server stops. */
export const issueOwnToEach = async (
  parts: Parts,
  own: OwnCommand,
  { name, is, value }: Timely,
  stopping: () => boolean,
): Promise<void> => {
  for (let last = ''; !stopping(); ) {
    const found = await parts.ledger.database.reader
      .selectFrom('facet')
      .select('stream')
      .where('kind', '=', own.kind)
      .where('name', '=', name)
      .where('value', is, value)
      .where('stream', '>', last)
      .orderBy('stream')
      .limit(limits.page.max)
      .execute()
    for (const { stream } of found) {
      if (stopping()) return
      await issueOwn(parts, own, stream)
    }
    const next = found.at(-1)?.stream
    if (next === undefined || found.length < limits.page.max) return
    last = next
  }
}
