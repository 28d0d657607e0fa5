import { createHash } from 'node:crypto'
import { causeFacet, type IndicatorState } from '../../intake/index.ts'
import { utf8 } from '../../kernel/canonical-json.ts'
import { uuidv7 } from '../../kernel/ids.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { isRefusal } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Dispatch } from '../commands/dispatch.ts'
import type { PersonKeys } from '../vault/index.ts'
import { having } from '../wiring/records.ts'
import type { Met } from './rules/engine.ts'
import type { AuditStore } from './store.ts'

export interface RaiseParts {
  readonly ledger: Ledger
  readonly dispatch: Dispatch
  readonly sealing: Pick<PersonKeys, 'fingerprint'>
  readonly clock: Clock
  readonly random: RandomBytes
}

/**
 * Makes an indicator of a cause that met a rule: first the copies of its events, then the fact with
 * their hashes. Undefined where the same cause rests, because another process or the time before a
 * restart has raised it; then answers when that was.
 */
export const raiseIndicator = async (
  { ledger, dispatch, sealing, clock, random }: RaiseParts,
  store: AuditStore,
  { rule, cause, events, firstAt, lastAt }: Met,
): Promise<{ readonly raised: boolean; readonly at: number }> => {
  const causeKey = createHash('sha256')
    .update(sealing.fingerprint(utf8(`audit-cause\n${rule.id}\n${cause}`)))
    .digest('hex')
  const earlier = await having<IndicatorState>(
    ledger,
    'indicator',
    'cause',
    causeFacet(rule.id, causeKey),
  )
  const rests = earlier
    .map(({ state }) => Date.parse(state.lastAt))
    .find((at) => Math.abs(lastAt - at) < rule.window)
  if (rests !== undefined) return { raised: false, at: rests }
  const found = await store.find(events)
  const last = found.at(-1)
  if (last === undefined) throw new Error('The events of an indicator are gone.')
  const evidenceSet = uuidv7(clock(), random(10))
  const evidence = await store.keep(evidenceSet, found)
  const product = await productNamed(ledger, last.event.product ?? '')
  const done = await dispatch({
    kind: 'indicator',
    command: 'raise',
    input: {
      rule: rule.id,
      title: rule.title,
      cause,
      causeKey,
      firstAt: instantOf(firstAt),
      lastAt: instantOf(lastAt),
      window: Math.round(rule.window / 1_000),
      evidenceSet,
      evidence,
      product,
      report: rule.report,
    },
    actor: { id: 'system:audit-rules', roles: [] },
    requestId: 'audit-rules',
    key: `indicator:${evidenceSet}`,
  })
  if (isRefusal(done)) throw new Error(`${done.code}: ${done.message}`)
  return { raised: true, at: lastAt }
}

/** Only the names of our own products reach the ledger, never what a device says of itself. */
const productNamed = async ({ database }: Ledger, name: string): Promise<string> => {
  if (name === '') return ''
  const found = await database.reader
    .selectFrom('stream')
    .select('title')
    .where('kind', '=', 'product')
    .where(({ fn }) => fn<string>('lower', ['title']), '=', name.toLowerCase())
    .where('restricted', '=', 0)
    .limit(1)
    .executeTakeFirst()
  return found?.title ?? ''
}
