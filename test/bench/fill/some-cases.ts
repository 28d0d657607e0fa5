import { canonicalJson, type Json } from '../../../src/kernel/canonical-json.ts'
import { type EventId, humanId, type StreamId, uuidv7 } from '../../../src/kernel/ids.ts'
import { parseOwnJson } from '../../../src/kernel/own-json.ts'
import { instantOf } from '../../../src/kernel/time.ts'
import type { RecordedEvent } from '../../../src/ledger/index.ts'
import { caseStory, type Told } from './case-story.ts'
import type { Chance } from './chance.ts'

/** A record before it is written: its ids and its facts. */
export interface Written {
  readonly kind: 'case' | 'product'
  readonly stream: StreamId
  readonly humanId: string
  readonly openedAt: string
  readonly events: readonly RecordedEvent[]
}

const day = 86_400_000
const beginning = Date.UTC(2020, 0, 1)
const years = 6

/** The products that all the cases are about. */
export const someProducts = (chance: Chance, count: number): readonly Written[] =>
  Array.from({ length: count }, (_, index) =>
    recordOf(chance, 'product', `PRD-2020-${String(index + 1).padStart(4, '0')}`, beginning, [
      {
        type: 'product.registered',
        name: `Product ${index + 1}`,
        maker: 'Example Medical',
        description: 'An infusion pump with its gateway.',
        itemClass: 'maintained',
        healthInformation: true,
      },
      ...['1.0', '1.1', '2.0'].map((revision) => ({
        type: 'product.revision-added',
        revision,
        status: 'in-field',
      })),
    ]),
  )

/**
 * So many cases of six years, eight of ten closed, the rest in every other status; where `events`
 * asks for more facts than their stories have, the rest are notes in them.
 */
export const someCases = function* (
  chance: Chance,
  products: readonly Written[],
  count: number,
  events = 0,
): Generator<Written> {
  const perYear = new Map<number, number>()
  let told = 0
  for (let index = 0; index < count; index++) {
    const at = beginning + Math.floor((index / count) * years * 365 * day)
    const year = new Date(at).getUTCFullYear()
    const number = (perYear.get(year) ?? 0) + 1
    perYear.set(year, number)
    const story = caseStory(chance, products, at, index)
    const due = Math.ceil((events * (index + 1)) / count)
    const notes = Array.from({ length: Math.max(due - told - story.length, 0) }, () => ({
      type: 'case.noted',
      text: `Looked at it again: ${chance.words(30)}.`,
      files: [],
    }))
    told += story.length + notes.length
    const [opened, ...rest] = story
    const facts = opened === undefined ? [] : [opened, ...notes, ...rest]
    yield recordOf(chance, 'case', humanId('CASE', year, number), at, facts)
  }
}

/** The facts in their envelopes, some hours apart, as the server would have written them. */
const recordOf = (
  chance: Chance,
  kind: Written['kind'],
  reference: string,
  openedAt: number,
  facts: readonly Told[],
): Written => {
  // uuidv7 makes ids of the right form.
  const stream = uuidv7(openedAt, chance.bytes(10)) as StreamId
  let at = openedAt
  const events = facts.map(({ type, ...told }, index): RecordedEvent => {
    const payload: Json = index === 0 ? { reference, ...told } : told
    const event = {
      id: uuidv7(at, chance.bytes(10)) as EventId,
      stream,
      kind,
      version: index + 1,
      type,
      schema: 1,
      at: instantOf(at),
      actor: `person:${chance.oneOf(people)}`,
      onBehalfOf: null,
      requestId: `req-${chance.below(1_000_000)}`,
      // Members in the order of a later reading, as the server's own appends have them.
      payload: parseOwnJson(canonicalJson(payload)) as RecordedEvent['payload'],
      signature: type.endsWith('-approved')
        ? { name: 'Grace Ito', at: instantOf(at), meaning: 'approval of the disposition' }
        : null,
    }
    at += 1 + chance.below(3 * day)
    return event
  })
  return { kind, stream, humanId: reference, openedAt: instantOf(openedAt), events }
}

const people = ['ada', 'grace', 'hedy', 'joan', 'mary', 'radia'] as const
