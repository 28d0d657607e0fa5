import type { CaseState, MessageState } from '../../cases/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Found, RecordedEvent } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import type { Principal } from '../access/principal.ts'
import { checkpointsFor } from '../audit-pack/checkpoints.ts'
import { createFileList, factsOf } from '../audit-pack/facts.ts'
import { relatedRecords } from '../audit-pack/related.ts'
import { actorOf } from '../http/principals.ts'
import { presentable } from '../http/record-routes.ts'
import type { Parts } from '../parts.ts'
import { one, type Typed } from '../wiring/records.ts'
import { changesOfCase } from './changes.ts'
import type { CaseRecords } from './compose.ts'

/** Everything of a case that this person may see, as its export tells it. */
export const collectCase = async (
  parts: Parts,
  found: Found,
  principal: Principal,
): Promise<CaseRecords | Refusal> => {
  const { ledger, sequencer, clock, settings } = parts
  // So that the checkpoint covers what the page tells.
  await sequencer.run()
  const actor = actorOf(principal)
  const { records } = await relatedRecords(ledger, found, actor)
  const messages = [...records.values()].filter(({ kind, state }) => {
    return kind === 'message' && (state as MessageState).case === found.stream
  }) as readonly Typed<MessageState>[]
  const told = [found, ...messages]
  const checkpoints = await checkpointsFor(
    ledger,
    told.map(({ stream }) => stream),
    settings.witnesses,
  )
  if (isRefusal(checkpoints)) return checkpoints
  const { size, note } = checkpoints.latest
  const facts: RecordedEvent[] = []
  for await (const { event } of factsOf(
    ledger,
    told.map(({ stream }) => stream),
    size,
  )) {
    facts.push(event)
    if (facts.length > limits.caseExport.facts)
      return refuse(
        'export/too-large',
        `More than ${limits.caseExport.facts} facts belong to this case. Write its audit pack instead: it holds them all.`,
      )
  }
  const kind = ledger.kinds.get('case')
  if (kind === undefined) throw new Error('There is no kind of cases.')
  const files = createFileList()
  for (const fact of facts) files.add(fact)
  const shown = (await presentable(parts, principal, facts)) as readonly RecordedEvent[]
  const state = (await presentable(parts, principal, found.state)) as CaseState
  const said = (await presentable(
    parts,
    principal,
    messages.map((message) => message.state),
  )) as readonly MessageState[]
  return {
    maker: settings.makerName,
    by: principal.name,
    at: new Date(clock()).toISOString(),
    humanId: found.humanId,
    version: found.version,
    state,
    facts: shown,
    changes: changesOfCase(
      kind,
      facts.filter(({ stream }) => stream === found.stream),
    ),
    messages: [...said].sort((a, b) => (a.at < b.at ? -1 : 1)),
    references: new Map([...records].map(([stream, { humanId }]) => [stream, humanId])),
    related: [...records.values()]
      .filter(({ stream, kind: what }) => stream !== found.stream && what !== 'message')
      .map(({ humanId, kind: what, stream }) => ({ humanId, kind: what, stream })),
    names: await namesOf(parts, facts, state),
    files: files.all(),
    checkpoint: note,
  }
}

/** Names of the colleagues, and of the products, that the facts name by id. */
const namesOf = async (
  { ledger }: Parts,
  facts: readonly RecordedEvent[],
  state: CaseState,
): Promise<ReadonlyMap<string, string>> => {
  const names = new Map<string, string>()
  for (const id of new Set(state.impact.map(({ product }) => product))) {
    const product = await one<ProductState>(ledger, 'product', id)
    if (product !== undefined) names.set(id, product.state.name)
  }
  const people = new Set(
    facts.flatMap(({ actor, onBehalfOf }) => [actor, ...(onBehalfOf === null ? [] : [onBehalfOf])]),
  )
  for (const actor of people) {
    if (!actor.startsWith('person:')) continue
    const person = await ledger.load(actor.slice('person:'.length))
    const facets =
      person === undefined ? undefined : ledger.kinds.get('person')?.facets(person.state)
    if (facets !== undefined) names.set(actor, facets.title)
  }
  return names
}
