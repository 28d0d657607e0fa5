import { limits } from '../kernel/limits.ts'
import { isRefusal, RefusalError } from '../kernel/result.ts'
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

/** Who issues a command of the server's own, after `system:`, and what its request is called. */
export interface OwnActor {
  readonly by: string
  readonly request: string
}

/** Issues one, and answers the record; throws what refuses. `key`: it is done once, however often. */
export const issueAs = async (
  { dispatch }: Pick<Parts, 'dispatch'>,
  { by, request }: OwnActor,
  command: {
    readonly kind: string
    readonly command: string
    readonly id?: string | undefined
    readonly input: object
    readonly key?: string | undefined
  },
): Promise<string> => {
  const { kind, command: name, id, input, key } = command
  const done = await dispatch({
    kind,
    command: name,
    ...(id === undefined ? {} : { id }),
    input,
    actor: { id: `system:${by}`, roles: [] },
    requestId: request,
    ...(key === undefined ? {} : { key }),
  })
  if (isRefusal(done)) throw new RefusalError(done)
  return done.id
}

/** Records of what the settings named once and name no longer, and that are not ended yet. */
export const namedNoMore = async (
  { ledger }: Pick<Parts, 'ledger'>,
  { kind, facet, ended }: { readonly kind: string; readonly facet: string; readonly ended: string },
  names: readonly string[],
): Promise<readonly string[]> => {
  const known = await ledger.database.reader
    .selectFrom('stream')
    .innerJoin('facet', 'facet.stream', 'stream.stream')
    .select(['stream.stream', 'facet.value'])
    .where('stream.kind', '=', kind)
    .where('stream.status', '!=', ended)
    .where('facet.kind', '=', kind)
    .where('facet.name', '=', facet)
    .execute()
  return known.filter(({ value }) => !names.includes(value)).map(({ stream }) => stream)
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
