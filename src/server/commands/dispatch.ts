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
import { accept, type Order } from './accept.ts'
import { inTurn } from './in-turn.ts'
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
  /** A part of the server asks on behalf of this actor: commands without a route may be issued, too. */
  readonly within?: true
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
  const turn = inTurn()
  return async (request) => {
    const order = accept(parts, request)
    if (isRefusal(order)) return order
    for (let attempt = 0; ; attempt++) {
      const decide = () => decideOnce(parts, order)
      const result = await (request.id === undefined ? decide() : turn(request.id, decide))
      const again =
        isRefusal(result) &&
        result.code === 'ledger/conflict' &&
        request.ifVersion === undefined &&
        attempt < limits.command.retries
      if (!again) return result
    }
  }
}

const decideOnce = async (parts: DispatchParts, order: Order): Promise<Dispatched | Refusal> => {
  const decided = await decide(parts, order)
  if (isRefusal(decided)) return decided
  const { from, append } = decided
  if (append === null) return unchanged(from)
  return answer(parts.ledger, await appended(parts.ledger, append), from)
}

/** What a command would write, and on what it was decided; null where it changes nothing. */
export interface Decided {
  readonly from: Found
  readonly append: Append | null
}

/** A decision that stands as long as nothing it relied on changes. `tried`: it will not be written. */
export const decide = async (
  parts: DispatchParts,
  { kind, handler, request, freshId, fingerprint }: Order,
  tried: 'tried' | 'meant' = 'meant',
): Promise<Decided | Refusal> => {
  const now = instantOf(parts.clock())
  const { declaration } = handler
  const from = await startingPoint(parts.ledger, kind, declaration, request, {
    freshId,
    now,
    tried,
  })
  if (isRefusal(from)) return from
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
  if (decision.events.length === 0) return { from, append: null }
  const append = await appendOf(
    parts,
    { kind, request, context, from, subject, read: gathered.read, fingerprint },
    decision,
  )
  if (isRefusal(append)) return append
  const read = await scopeAfter(scoped, concern, append)
  return isRefusal(read) ? read : { from, append: { ...append, read } }
}

export const unchanged = ({ stream, humanId, version }: Found): Dispatched => ({
  // Rows hold the ids that the ledger made.
  id: stream as StreamId,
  humanId,
  version,
  eventIds: [],
  repeated: true,
})

/** A full disk is an answer, not a fault: the transaction is undone and the sender is told. */
const appended = async (ledger: Ledger, append: Append): Promise<AppendResult> => {
  try {
    return await ledger.append(append)
  } catch (cause) {
    if (isDiskFull(cause)) return storageFull
    throw cause
  }
}

export const answer = async (
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
  fresh: { readonly freshId: StreamId; readonly now: Instant; readonly tried: 'tried' | 'meant' },
): Promise<Found | Refusal> => {
  const { prefix } = kind.contract
  if (creates)
    return {
      stream: fresh.freshId,
      kind: request.kind,
      // A number that is asked for is used up.
      humanId:
        fresh.tried === 'tried'
          ? ''
          : await ledger.nextHumanId(prefix, Number(fresh.now.slice(0, 4))),
      version: 0,
      state: kind.initial,
      openedAt: fresh.now,
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
  if (request.ifVersion !== undefined && !(await isAsSeen(ledger, kind, found, request.ifVersion)))
    return conflict(found.stream, request.ifVersion, found.version)
  return found
}

/** Since then the server kept the record, if anything: for its author it is still what they saw. */
const isAsSeen = async (
  ledger: Ledger,
  { upkeep = new Set() }: Kind,
  { stream, version }: Found,
  seen: number,
): Promise<boolean> => {
  const since = version - seen
  if (since <= 0 || since > limits.command.upkeep || upkeep.size === 0) return since === 0
  const events = await ledger.history(stream as StreamId, seen + 1, since)
  return events.length === since && events.every(({ type }) => upkeep.has(type))
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
