import type { z } from 'zod'
import type { CommandDeclaration, KindContract } from '../kernel/command.ts'
import type { StreamId } from '../kernel/ids.ts'
import type { Refusal } from '../kernel/result.ts'
import type { Actor } from '../kernel/roles.ts'
import type { Severity } from '../kernel/severity.ts'
import type { Instant } from '../kernel/time.ts'
import type { NewEvent, Signature } from './event.ts'

/** What lists, filters and people see of a record without opening it. */
export interface Facets {
  readonly title: string
  readonly status: string
  readonly severity?: Severity | undefined
  readonly owner?: string | undefined
  readonly dueAt?: Instant | undefined
  /** When it began, where that was before it was recorded here; no fact changes it later. */
  readonly openedAt?: Instant | undefined
  /** Only those named see it. */
  readonly restrictedTo?: readonly string[] | undefined
  /** Records without which this one says too much: who may not see them does not see this one. */
  readonly hangsOn?: readonly string[] | undefined
  /** Hashes of the files it names: they are hidden with it. */
  readonly files?: readonly string[] | undefined
  /** Looked up by value: `{ product: [id], cve: ['CVE-2026-1'] }`. */
  readonly values?: Readonly<Record<string, readonly string[]>>
}

/** Everything a pure decision may know besides the state and the command. */
export interface DecisionContext {
  readonly now: Instant
  readonly actor: Actor
  readonly stream: StreamId
  /** The id people will use. On creation it is new; later the record's own. */
  readonly humanId: string
  readonly signature: Signature | null
  /** A fresh UUIDv7 for things inside the record. */
  readonly newId: () => string
}

/** Something that must leave the server because of this decision. */
export interface DeliveryRequest {
  readonly channel: 'mail' | 'tracker'
  /** An address, or the sealed form of one; for a tracker the system and the key of the issue. */
  readonly recipient: string
  readonly content: Readonly<Record<string, string>>
  /** One delivery per key, however often its cause is decided again. */
  readonly dedupeKey: string
}

export interface Decision<Event extends NewEvent> {
  readonly events: readonly Event[]
  readonly deliveries?: readonly DeliveryRequest[]
}

/** Facts of other records that a decision relies on, with the versions they were read at. */
export interface Gathered<Facts> {
  readonly facts: Facts
  readonly read: readonly { readonly stream: StreamId; readonly version: number }[]
}

/** One command bound to its decision and, where it relies on other records, to what it gathers. */
export interface CommandHandler<State = unknown, Event extends NewEvent = NewEvent> {
  readonly declaration: CommandDeclaration
  gather(
    state: State,
    input: unknown,
    context: DecisionContext,
  ): Promise<Gathered<unknown> | Refusal>
  decide(
    state: State,
    input: unknown,
    context: DecisionContext,
    facts: unknown,
  ): readonly Event[] | Decision<Event> | Refusal
}

/**
 * All the server needs to keep one kind of record. Its functions are methods on purpose: a list
 * of kinds forgets each one's state type, and only the kind itself ever sees its own states.
 */
export interface Kind<State = unknown, Event extends NewEvent = NewEvent> {
  readonly contract: KindContract
  readonly initial: State
  /** Parses a stored event of any version that ever existed; throws on one it does not know. */
  parseEvent(event: { type: string; schema: number; payload: unknown }): Event
  evolve(state: State, event: Event, envelope: EventEnvelope): State
  facets(state: State): Facets
  /** Words for the full-text search. Never the plain form of sealed data. */
  text(state: State): string
  readonly handlers: readonly CommandHandler<State, Event>[]
  /**
   * Names of members of events, at any depth, that hold what an outsider told in their own words.
   * Where a record is somebody's, they are sealed under that person's key in events and states;
   * `facets`, `text` and `decide` see them open. So `evolve` may move them, and never compare them.
   */
  readonly words?: readonly string[]
  /**
   * Events by which the server keeps the record, like a reminder it sent: nobody decides otherwise
   * for having seen one, so whoever wrote meanwhile is not asked to decide anew.
   */
  readonly upkeep?: ReadonlySet<string>
}

/** What a fold may use besides the event itself. */
export interface EventEnvelope {
  readonly at: Instant
  /** Who answers for it: behind a token, the person it belongs to. */
  readonly actor: string
  readonly version: number
  readonly signature: Signature | null
}

/** Schemas of a kind's events by type: `{ 'report.received': z.object({…}) }`. */
export type EventSchemas = Readonly<Record<string, z.ZodType<object>>>

export type EventOf<Schemas extends EventSchemas> = {
  [Type in keyof Schemas & string]: { readonly type: Type } & z.output<Schemas[Type]>
}[keyof Schemas & string]

/** A parser for `Kind.parseEvent` from the schemas of a kind's events. */
export const eventParser =
  <Schemas extends EventSchemas>(schemas: Schemas) =>
  (event: { type: string; payload: unknown }): EventOf<Schemas> => {
    const schema = Object.hasOwn(schemas, event.type) ? schemas[event.type] : undefined
    if (schema === undefined) throw new Error(`Nobody has taught this server "${event.type}".`)
    // The schema of this very type has just parsed the payload.
    return { type: event.type, ...schema.parse(event.payload) } as EventOf<Schemas>
  }

type InputOf<Declaration> =
  Declaration extends CommandDeclaration<infer Input> ? z.output<Input> : never

const nothing = async (): Promise<Gathered<undefined>> => ({ facts: undefined, read: [] })

/** Binds a command to a decision that needs nothing but its own record. */
export const handle = <State, Event extends NewEvent, Declaration extends CommandDeclaration>(
  declaration: Declaration,
  decide: (
    state: State,
    input: InputOf<Declaration>,
    context: DecisionContext,
  ) => readonly Event[] | Decision<Event> | Refusal,
): CommandHandler<State, Event> => ({
  declaration,
  gather: nothing,
  // The dispatcher has parsed the input by this declaration's own schema.
  decide: decide as CommandHandler<State, Event>['decide'],
})

/** Binds a command to a decision that relies on other records, gathered through a port. */
export const handleWith = <
  State,
  Event extends NewEvent,
  Declaration extends CommandDeclaration,
  Facts,
>(
  declaration: Declaration,
  gather: (
    state: State,
    input: InputOf<Declaration>,
    context: DecisionContext,
  ) => Promise<Gathered<Facts> | Refusal>,
  decide: (
    state: State,
    input: InputOf<Declaration>,
    context: DecisionContext,
    facts: Facts,
  ) => readonly Event[] | Decision<Event> | Refusal,
): CommandHandler<State, Event> => ({
  declaration,
  gather: gather as CommandHandler<State, Event>['gather'],
  // The dispatcher has parsed the input by this declaration's own schema.
  decide: decide as CommandHandler<State, Event>['decide'],
})
