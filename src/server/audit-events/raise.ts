import { causeFacet, type IndicatorState } from '../../intake/index.ts'
import type { Clock, RandomBytes } from '../../kernel/ports.ts'
import { isRefusal } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { Dispatch } from '../commands/dispatch.ts'
import type { PersonKeys } from '../vault/index.ts'
import { having } from '../wiring/records.ts'
import type { AuditStore } from './store.ts'
import type { OpenWindow } from './windows.ts'

export interface RaiseParts {
  readonly ledger: Ledger
  readonly dispatch: Dispatch
  readonly sealing: Pick<PersonKeys, 'fingerprint'>
  readonly clock: Clock
  readonly random: RandomBytes
}

/**
 * Makes an indicator of a cause that met a rule: first the copies of its events, then the fact with
 * their hashes; once, however often it is asked for. False where another indicator of the same cause
 * stands in the same window, or its events are gone.
 */
export const raiseIndicator = async (
  { ledger, dispatch }: Pick<RaiseParts, 'ledger' | 'dispatch'>,
  store: AuditStore,
  { rule, cause, causeKey, events, firstAt, lastAt, raised }: OpenWindow,
): Promise<boolean> => {
  const same = await having<IndicatorState>(
    ledger,
    'indicator',
    'cause',
    causeFacet(rule.id, causeKey),
  )
  if (same.some(({ state }) => state.evidenceSet === raised.set)) return true
  if (same.some(({ state }) => Math.abs(lastAt - Date.parse(state.lastAt)) < rule.window))
    return false
  const found = await store.find(events)
  const last = found.at(-1)
  // Their time was over before any server came to it.
  if (last === undefined) return false
  const evidence = await store.keep(raised.set, found)
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
      evidenceSet: raised.set,
      evidence,
      product: await productNamed(ledger, last.event.product ?? ''),
      report: rule.report,
    },
    actor: { id: 'system:audit-rules', roles: [] },
    requestId: 'audit-rules',
    key: `indicator:${raised.set}`,
  })
  if (isRefusal(done) && done.code !== 'ledger/key-reused')
    throw new Error(`${done.code}: ${done.message}`)
  return true
}

/** Only the names of our own products reach the ledger, never what a device says of itself. */
export const productNamed = async ({ database }: Ledger, name: string): Promise<string> => {
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
