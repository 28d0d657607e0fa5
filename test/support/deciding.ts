/** Drives one record of a kind as the server does, without a server: for tests of decisions. */

import type { StreamId } from '../../src/kernel/ids.ts'
import { uuidv7 } from '../../src/kernel/ids.ts'
import { isRefusal, orThrow, type Refusal } from '../../src/kernel/result.ts'
import type { Role } from '../../src/kernel/roles.ts'
import { type Instant, millisecondsOf, parseInstant } from '../../src/kernel/time.ts'
import type { Decision, DecisionContext, Facets, Kind, NewEvent } from '../../src/ledger/index.ts'

export interface RecordUnderTest<State> {
  /** Issues a command: input parsed, facts gathered, decided, and what was decided folded in. */
  when(
    command: string,
    input: unknown,
    by?: string,
  ): Promise<Decision<{ readonly type: string }> | Refusal>
  /** The same for what a test starts from: throws where it is refused. */
  given(command: string, input: unknown, by?: string): Promise<void>
  /** Moves the clock. */
  at(instant: string): void
  state(): State
  facets(): Facets
  readonly stream: StreamId
}

export const recordUnderTest = <State, Event extends NewEvent>(
  kind: Kind<State, Event>,
  humanId: string,
  start = '2026-03-02T10:00:00.000Z',
): RecordUnderTest<State> => {
  const stream = fixedId(0) as StreamId
  let now: Instant = orThrow(parseInstant(start))
  let state = kind.initial
  let version = 0
  let ids = 0
  const when: RecordUnderTest<State>['when'] = async (command, input, by = 'person:ada') => {
    const handler = kind.handlers.find(({ declaration }) => declaration.name === command)
    if (handler === undefined) throw new Error(`No command ${command}.`)
    const parsed: unknown = handler.declaration.input.parse(input)
    const meaning = handler.declaration.signature
    const context: DecisionContext = {
      now,
      actor: { id: by, roles: rolesOf(handler.declaration.permission) },
      stream,
      humanId,
      signature: meaning === undefined ? null : { name: by, at: now, meaning },
      newId: () => fixedId(++ids),
    }
    const gathered = await handler.gather(state, parsed, context)
    if (isRefusal(gathered)) return gathered
    const decided = handler.decide(state, parsed, context, gathered.facts)
    if (isRefusal(decided)) return decided
    const decision = 'events' in decided ? decided : { events: decided }
    for (const { type, ...payload } of decision.events) {
      const stored: unknown = JSON.parse(JSON.stringify(payload))
      const event = kind.parseEvent({ type, schema: 1, payload: stored })
      version++
      const { signature } = context
      state = kind.evolve(state, event, { at: now, actor: by, version, signature })
    }
    return decision
  }
  return {
    when,
    given: async (command, input, by) => {
      orThrow(await when(command, input, by))
    },
    at: (instant) => {
      now = orThrow(parseInstant(instant))
    },
    state: () => state,
    facets: () => kind.facets(state),
    stream,
  }
}

const rolesOf = (permission: readonly Role[]): readonly Role[] => permission.slice(0, 1)

/** A UUIDv7 that is the same in every run. */
export const fixedId = (number: number): string =>
  uuidv7(
    millisecondsOf(orThrow(parseInstant('2026-01-01T00:00:00.000Z'))),
    new Uint8Array(10).fill(number % 256).fill(Math.floor(number / 256) % 256, 0, 1),
  )
