import type { CaseEvent } from '../../../src/cases/events.ts'
import type { CaseState } from '../../../src/cases/index.ts'
import { canonicalJson, type Json } from '../../../src/kernel/canonical-json.ts'
import { type EventId, uuidv7 } from '../../../src/kernel/ids.ts'
import { parseOwnJson } from '../../../src/kernel/own-json.ts'
import { isRefusal } from '../../../src/kernel/result.ts'
import { type Instant, instantOf } from '../../../src/kernel/time.ts'
import { foldInto, type Kind, type RecordedEvent } from '../../../src/ledger/index.ts'
import type { Chance } from './chance.ts'
import type { Written } from './some-cases.ts'

/**
 * The same case once the server has looked at its clocks: what was missed is recorded, colleagues
 * heard of it, and the dates of the rules stand in its last fact. An open case was looked at just
 * now, so that the server finds nothing left to do; a closed one at its end.
 */
export const lookedAt = (
  kind: Kind<CaseState, CaseEvent>,
  chance: Chance,
  now: number,
  one: Written,
): Written => {
  const keep = kind.handlers.find(({ declaration }) => declaration.name === 'keep-clocks')
  const last = one.events.at(-1)
  if (keep === undefined || last === undefined) throw new Error('Nobody keeps the clocks.')
  // Folded by this very kind.
  const fold = (events: readonly RecordedEvent[]) =>
    foldInto(kind as Kind, kind.initial, events) as CaseState
  const closing = last.type === 'case.closed'
  const before = closing ? one.events.slice(0, -1) : one.events
  const at = closing ? last.at : instantOf(now)
  const decided = keep.decide(fold(before), {}, context(one, at), { addresses, link: '' })
  if (isRefusal(decided) || !('events' in decided)) throw new Error('The clocks were not kept.')
  const kept = decided.events.map(
    ({ type, ...payload }, index): RecordedEvent => ({
      ...last,
      id: uuidv7(Date.parse(at), chance.bytes(10)) as EventId,
      version: before.length + index + 1,
      type,
      at,
      actor: 'system:clocks',
      // Facts are plain data.
      payload: parseOwnJson(canonicalJson(payload as unknown as Json)) as RecordedEvent['payload'],
      signature: null,
    }),
  )
  const end = closing ? [{ ...last, version: before.length + kept.length + 1 }] : []
  return { ...one, events: [...before, ...kept, ...end] }
}

const context = ({ stream, humanId }: Written, now: Instant) => ({
  now,
  actor: { id: 'system:clocks', roles: [] },
  stream,
  humanId,
  signature: null,
  newId: () => {
    throw new Error('Keeping clocks makes nothing new.')
  },
})

const addresses: ReadonlyMap<string, readonly string[]> = new Map(
  ['engineer', 'approver', 'administrator'].map((role) => [role, [`${role}@maker.example`]]),
)
