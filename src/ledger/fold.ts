import { limits } from '../kernel/limits.ts'
import { severityRank } from '../kernel/severity.ts'
import type { RecordedEvent } from './event.ts'
import type { EventEnvelope, Facets, Kind } from './kind.ts'
import type { StreamTable } from './tables.ts'

/** A record as it stands: its state at a version. Version 0 is a record that is not there yet. */
export interface Loaded<State = unknown> {
  readonly stream: string
  readonly humanId: string
  readonly version: number
  readonly state: State
  /** The state as it is kept, where that holds words sealed which `state` shows. */
  readonly stored?: unknown
  readonly openedAt: string
}

/** The state that further events are folded onto to be kept. */
export const storedOf = (record: Loaded): unknown => record.stored ?? record.state

/** Who answers for the fact: the person behind a token, else the actor. */
const responsible = ({ actor, onBehalfOf }: RecordedEvent): string =>
  actor.startsWith('token:') ? (onBehalfOf ?? actor) : actor

const envelopeOf = (event: RecordedEvent): EventEnvelope => ({
  at: event.at,
  actor: responsible(event),
  version: event.version,
  signature: event.signature,
})

/** The state after these further events: the only way a state ever comes to be. */
export const foldInto = (kind: Kind, state: unknown, events: readonly RecordedEvent[]): unknown =>
  events.reduce(
    (folded, event) =>
      kind.evolve(
        folded,
        kind.parseEvent({ type: event.type, schema: event.schema, payload: event.payload }),
        envelopeOf(event),
      ),
    state,
  )

export interface FacetValue {
  readonly name: string
  readonly value: string
}

/** Whether a column can hold this text: what cannot be kept need not be looked for. */
export const isStorable = (text: string): boolean => !text.includes('\u0000')

/** PostgreSQL keeps no NUL in text; inside JSON it is escaped, here it becomes a space. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\u0000', ' ')

/** Sorted and without repeats, so that two lists can be compared as they stand. */
export const facetValues = (facets: Facets): readonly FacetValue[] => {
  const values = new Map<string, FacetValue>()
  const add = (name: string, value: string) => {
    const kept = storable(value)
    values.set(`${name}\u0000${kept}`, { name, value: kept })
  }
  for (const [name, list] of Object.entries(facets.values ?? {}))
    for (const value of list) add(name, value)
  for (const stream of facets.hangsOn ?? []) add('hangs-on', stream)
  for (const hash of facets.files ?? []) add('file', hash)
  for (const person of facets.restrictedTo ?? []) add('may-see', person)
  return [...values.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, v]) => v)
}

/** Sorts below every rating and after every date on both engines, which disagree about nulls. */
export const unrated = -1
export const neverDue = '9999-12-31T23:59:59.999Z'

// A cut within a surrogate pair would leave half a character: that one is left out as a whole.
const titleOf = ({ title }: Facets): string =>
  storable(title.slice(0, limits.text.line).replace(/[\uD800-\uDBFF]$/, ''))

/** The row of `stream` for a folded state; what lists show is taken from the state as it is shown. */
export const streamRow = (
  kind: Kind,
  record: Loaded,
  updatedAt: string,
  facets = kind.facets(record.state),
): StreamTable => {
  return {
    stream: record.stream,
    kind: kind.contract.kind,
    human_id: record.humanId,
    version: record.version,
    state: JSON.stringify(storedOf(record)),
    title: titleOf(facets),
    status: facets.status,
    severity: severityRank(facets.severity) ?? unrated,
    owner: facets.owner ?? null,
    due_at: facets.dueAt ?? neverDue,
    opened_at: facets.openedAt ?? record.openedAt,
    updated_at: updatedAt,
    restricted: facets.restrictedTo === undefined ? 0 : 1,
  }
}
