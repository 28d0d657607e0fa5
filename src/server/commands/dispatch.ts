import { canonicalJson, utf8 } from '../../kernel/canonical-json.ts'
import type { CommandDeclaration } from '../../kernel/command.ts'
import { type EventId, type StreamId, uuidv7 } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'
import {
  type Append,
  type AppendResult,
  type CommandHandler,
  conflict,
  type Decision,
  type DecisionContext,
  type Found,
  type Kind,
  type Ledger,
  type NewEvent,
  type Signature,
} from '../../ledger/index.ts'

import { isDiskFull, storageFull } from '../storage-full.ts'
import { holdsSealed } from '../vault/index.ts'
import { asJson } from './plain-json.ts'
import { scopeAfter, scopeBefore } from './product-scope.ts'
import { personsOf, type Sealing, sealInput } from './seal-input.ts'
import { appendOf } from './to-append.ts'

/** One command on its way in, from a person, a machine or the server itself. */
export interface CommandRequest {
  readonly kind: string
  readonly command: string
  /** Absent where the command creates its record. A stream id or a human id. */
  readonly id?: string
  readonly input: unknown
  readonly actor: Actor
  readonly onBehalfOf?: string
  readonly signature?: Signature
  readonly requestId: string
  /** Idempotency key: the same key and command answer as the first time. */
  readonly key?: string
  /** The version its author looked at; without it the decision is made anew on a conflict. */
  readonly ifVersion?: number
}

export interface Dispatched {
  readonly id: StreamId
  readonly humanId: string
  readonly version: number
  readonly eventIds: readonly EventId[]
  readonly repeated: boolean
}

export type Dispatch = (request: CommandRequest) => Promise<Dispatched | Refusal>

export interface DispatchParts {
  readonly ledger: Ledger
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
}

/** Finds the declaration, checks, seals, loads, gathers, decides and appends; retries a conflict. */
export const createDispatch = (parts: DispatchParts): Dispatch => {
  const { ledger, sealing } = parts
  return async (request) => {
    const kind = ledger.kinds.get(request.kind)
    const handler = kind?.handlers.find(({ declaration }) => declaration.name === request.command)
    if (kind === undefined || handler === undefined)
      return refuse('command/unknown', `There is no command "${request.command}" for this record.`)
    const { declaration } = handler
    const refused = mayIssue(declaration, request)
    if (refused !== undefined) return refused
    const parsed = declaration.input.safeParse(request.input ?? {})
    if (!parsed.success) return invalidInput(parsed.error.issues)
    if (!request.actor.id.startsWith('system:') && holdsSealed(parsed.data))
      return refuse('input/sealed', 'A text has the form of sealed data. Write it in plain words.')
    const fingerprint =
      request.key === undefined ? '' : fingerprintOf(sealing, request, parsed.data)
    const id = uuidv7(parts.clock(), parts.random(10)) as StreamId
    const { data: input } = parsed
    for (let attempt = 0; ; attempt++) {
      const result = await decideOnce(parts, kind, handler, { ...request, input }, id, fingerprint)
      const again =
        isRefusal(result) &&
        result.code === 'ledger/conflict' &&
        request.ifVersion === undefined &&
        attempt < limits.command.retries
      if (!again) return result
    }
  }
}

const fingerprintOf = (sealing: Sealing, request: CommandRequest, input: unknown): string =>
  sealing.fingerprint(
    utf8(canonicalJson([request.kind, request.command, request.id ?? null, asJson(input)])),
  )

const mayIssue = (
  { permission, signature, internal }: CommandDeclaration,
  request: CommandRequest,
): Refusal | undefined => {
  const system = request.actor.id.startsWith('system:')
  if (internal === true && !system)
    return refuse('access/internal', 'The server does this itself; there is no way to ask for it.')
  if (!system && !permission.some((role) => request.actor.roles.includes(role)))
    return refuse(
      'access/not-permitted',
      `Your roles do not include this. Ask one of: ${permission.join(', ')}.`,
    )
  if (signature !== undefined && request.signature === undefined)
    return refuse(
      'access/signature-needed',
      `This is a signature ("${signature}"): give your password and code again.`,
      { meaning: signature },
    )
  return undefined
}

const invalidInput = (
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Refusal => {
  const first = issues[0]
  const where = first === undefined ? '' : first.path.map(String).join('.')
  return refuse(
    'input/invalid',
    `${where === '' ? 'The input' : `"${where}"`} is not as it must be: ${(first?.message ?? 'unknown').replace(/\.$/, '')}. Correct it and send it again.`,
    {
      fields: issues
        .slice(0, 20)
        .map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
    },
  )
}

const decideOnce = async (
  parts: DispatchParts,
  kind: Kind,
  handler: CommandHandler,
  request: CommandRequest,
  freshId: StreamId,
  fingerprint: string,
): Promise<Dispatched | Refusal> => {
  const now = instantOf(parts.clock())
  const from = await startingPoint(parts.ledger, kind, handler.declaration, request, freshId, now)
  if (isRefusal(from)) return from
  const { declaration } = handler
  const { actor } = request
  const scoped = { ledger: parts.ledger, kind, declaration, actor, input: request.input, from }
  const concern = await scopeBefore(scoped)
  if (isRefusal(concern)) return concern
  const { subject, named } = await personsOf(
    parts.sealing,
    kind,
    declaration,
    from,
    request.input,
    actor,
  )
  const input = await sealInput(parts.sealing, declaration, request.input, named)
  const context: DecisionContext = {
    now,
    actor,
    stream: from.stream as StreamId,
    humanId: from.humanId,
    signature: request.signature ?? null,
    newId: () => uuidv7(parts.clock(), parts.random(10)),
  }
  const gathered = await handler.gather(from.state, input, context)
  if (isRefusal(gathered)) return gathered
  const decided = handler.decide(from.state, input, context, gathered.facts)
  if (isRefusal(decided)) return decided
  // An array of events is a decision with nothing to deliver.
  const decision: Decision<NewEvent> = 'events' in decided ? decided : { events: decided }
  if (decision.events.length === 0)
    return {
      id: context.stream,
      humanId: from.humanId,
      version: from.version,
      eventIds: [],
      repeated: true,
    }
  const append = await appendOf(
    parts,
    { kind, request, context, from, subject, read: gathered.read, fingerprint },
    decision,
  )
  if (isRefusal(append)) return append
  const read = await scopeAfter(scoped, concern, append)
  if (isRefusal(read)) return read
  return answer(parts.ledger, await appended(parts.ledger, { ...append, read }), from)
}

/** A full disk is an answer, not a fault: the transaction is undone and the sender is told. */
const appended = async (ledger: Ledger, append: Append): Promise<AppendResult> => {
  try {
    return await ledger.append(append)
  } catch (cause) {
    if (isDiskFull(cause)) return storageFull
    throw cause
  }
}

const answer = async (
  ledger: Ledger,
  result: AppendResult,
  from: Found,
): Promise<Dispatched | Refusal> => {
  if (isRefusal(result)) return result
  const humanId =
    result.stream === from.stream
      ? from.humanId
      : ((await ledger.load(result.stream))?.humanId ?? '')
  return {
    id: result.stream,
    humanId,
    version: result.version,
    eventIds: result.eventIds,
    repeated: result.repeated,
  }
}

const startingPoint = async (
  ledger: Ledger,
  kind: Kind,
  { creates, unseen = false }: CommandDeclaration,
  request: CommandRequest,
  freshId: StreamId,
  now: Instant,
): Promise<Found | Refusal> => {
  const { prefix } = kind.contract
  if (creates)
    return {
      stream: freshId,
      kind: request.kind,
      humanId: await ledger.nextHumanId(prefix, Number(now.slice(0, 4))),
      version: 0,
      state: kind.initial,
      openedAt: now,
      restricted: false,
    }
  const found = request.id === undefined ? undefined : await ledger.load(request.id)
  const seen = found !== undefined && (await visible(ledger, found, request.actor))
  // A limit to products would tell of a record that is not to be seen.
  const named = unseen && request.actor.products === undefined
  if (found === undefined || found.kind !== request.kind || !(seen || named))
    return refuse(
      'record/not-found',
      `There is no ${kind.contract.title.toLowerCase()} with this id.`,
    )
  // A conflict would tell who may not see the record that it is there.
  if (!seen) return found
  if (request.ifVersion !== undefined && request.ifVersion !== found.version)
    return conflict(found.stream, request.ifVersion, found.version)
  return found
}

/**
 * Whether this actor may know of the record at all. The server's own reactions always may; so does
 * an outsider, who comes by what only the reporter has (a secret link, an issue): an embargo on the
 * case must not shut the mouth of who reported it.
 */
export const visible = async (ledger: Ledger, found: Found, actor: Actor): Promise<boolean> => {
  if (actor.id.startsWith('system:') || actor.id.startsWith('outsider:')) return true
  const hangsOn = ledger.kinds.get(found.kind)?.facets(found.state).hangsOn ?? []
  if (!found.restricted && hangsOn.length === 0) return true
  return !(await ledger.hidden(actor.id, [found.stream])).has(found.stream)
}
