import type { FastifyBaseLogger } from 'fastify'
import type { IndicatorState } from '../../intake/index.ts'
import { utf8 } from '../../kernel/canonical-json.ts'
import { isRefusal } from '../../kernel/result.ts'
import { type Instant, instantOf } from '../../kernel/time.ts'
import { insertsOf, type Statement } from '../../ledger/statements.ts'
import { decrypt, deriveKey, encrypt, type MasterKey } from '../vault/index.ts'
import { having } from '../wiring/records.ts'
import type { CountedNow } from './counts.ts'
import { type RaiseParts, raiseIndicator } from './raise.ts'
import type { Met, Raised } from './rules/counting.ts'
import type { Rule } from './rules/schema.ts'
import type { AuditStore } from './store.ts'

/** An indicator and the window in which events are added to it. */
export interface OpenWindow {
  readonly rule: Pick<Rule, 'id' | 'title' | 'window' | 'report'>
  readonly cause: string
  readonly causeKey: string
  /** Ids of the events that met the rule. */
  readonly events: readonly string[]
  readonly firstAt: number
  readonly lastAt: number
  readonly raised: Raised
}

export interface Windows {
  /** What counting changes of windows, for the same transaction. */
  statements(counted: CountedNow): Promise<readonly Statement[]>
  /** Raises the indicator of a window that was just written; what fails is left to `sweep`. */
  begin(set: string): Promise<void>
  find(set: string): Promise<OpenWindow | undefined>
  /** Raises what another process or an earlier run left, and closes what is over. */
  sweep(): Promise<void>
}

export interface WindowParts extends RaiseParts {
  readonly master: MasterKey
  readonly log: FastifyBaseLogger
}

/** Milliseconds for who counted to raise it; then somebody else does. */
const lease = 60_000
/** Clocks of several processes differ by less. */
const afterTheEnd = 5_000
const page = 100

export const createWindows = (
  parts: WindowParts,
  store: AuditStore,
  keyOf: (rule: Rule, cause: string) => string,
): Windows => {
  const { ledger, clock, random, dispatch, log } = parts
  const { engine, writer } = ledger.database
  const key = deriveKey(parts.master, 'audit-windows')
  const sealed = (set: string, window: OpenWindow) =>
    encrypt(key, set, utf8(JSON.stringify(window)), random)
  const cell = (content: Uint8Array): unknown =>
    engine === 'postgres' ? `\\x${Buffer.from(content).toString('hex')}` : content
  const opened = (set: string, content: Uint8Array): OpenWindow => {
    const plain = decrypt(key, set, new Uint8Array(content))
    if (plain === undefined) throw new Error(`The window ${set} cannot be opened.`)
    // Our own writer, above, put it there.
    return JSON.parse(new TextDecoder().decode(plain)) as OpenWindow
  }
  const find = async (set: string): Promise<OpenWindow | undefined> => {
    const row = await writer
      .selectFrom('audit_window')
      .select('content')
      .where('evidence_set', '=', set)
      .executeTakeFirst()
    return row === undefined ? undefined : opened(set, row.content)
  }
  const windowOf = ({ rule, cause, events, firstAt, raised }: Met): OpenWindow => {
    const { id, title, window, report } = rule
    return {
      rule: { id, title, window, report },
      cause,
      causeKey: keyOf(rule, cause),
      events,
      firstAt,
      lastAt: raised.lastAt,
      raised,
    }
  }
  const rewrite = (set: string, window: OpenWindow): Statement => ({
    text: (first) =>
      engine === 'postgres'
        ? `update audit_window set content = $${first}::bytea where evidence_set = $${first + 1}`
        : 'update audit_window set content = ? where evidence_set = ?',
    parameters: [cell(sealed(set, window)), set],
  })
  const remove = async (set: string): Promise<void> => {
    await writer.deleteFrom('audit_window').where('evidence_set', '=', set).execute()
  }
  const begin = async (set: string): Promise<void> => {
    const window = await find(set)
    if (window === undefined) return
    if (await raiseIndicator(parts, store, window)) {
      const due = instantOf(window.raised.until + afterTheEnd)
      await writer
        .updateTable('audit_window')
        .set({ due })
        .where('evidence_set', '=', set)
        .execute()
      log.info({ rule: window.rule.id, events: window.events.length }, 'an indicator was raised')
      return
    }
    // The same cause was raised before this window was known: that indicator stands.
    await remove(set)
    await store.release(set)
  }
  /** What came after the indicator was raised goes into the ledger, as hashes and a number. */
  const close = async (set: string): Promise<void> => {
    const window = await find(set)
    if (window === undefined) return
    const { raised, events } = window
    const [indicator] = await having<IndicatorState>(ledger, 'indicator', 'evidence', set)
    if (raised.count > events.length && indicator !== undefined) {
      const known = new Set(indicator.state.evidence)
      const added = (await store.evidence(set)).filter(({ hash }) => !known.has(hash))
      const done = await dispatch({
        kind: 'indicator',
        command: 'close-window',
        id: indicator.stream,
        input: {
          count: raised.count,
          lastAt: instantOf(raised.lastAt),
          evidence: added.map(({ hash }) => hash),
        },
        actor: { id: 'system:audit-rules', roles: [] },
        requestId: 'audit-rules',
        key: `indicator-window:${set}`,
      })
      if (isRefusal(done) && done.code !== 'ledger/key-reused')
        throw new Error(`${done.code}: ${done.message}`)
    }
    await remove(set)
  }
  return {
    find,
    begin,
    statements: async ({ met, grown }) => {
      const now = clock()
      const begun = new Map(met.map((one) => [one.raised.set, windowOf(one)]))
      const rewritten: Statement[] = []
      for (const [set, raised] of grown) {
        const own = begun.get(set)
        const window = own ?? (await find(set))
        if (own !== undefined) begun.set(set, { ...own, raised })
        else if (window !== undefined) rewritten.push(rewrite(set, { ...window, raised }))
      }
      const rows = [...begun].map(([evidence_set, window]) => ({
        evidence_set,
        due: instantOf(now + lease),
        content: cell(sealed(evidence_set, window)),
      }))
      return [...insertsOf(engine, 'audit_window', rows), ...rewritten]
    },
    sweep: async () => {
      for (let after = ''; ; ) {
        const due: Instant = instantOf(clock())
        const rows = await writer
          .selectFrom('audit_window')
          .select(['evidence_set', 'content'])
          .where('due', '<=', due)
          .where('evidence_set', '>', after)
          .orderBy('evidence_set')
          .limit(page)
          .execute()
        for (const { evidence_set, content } of rows)
          try {
            await begin(evidence_set)
            const { raised } = opened(evidence_set, content)
            if (clock() >= raised.until + afterTheEnd) await close(evidence_set)
          } catch (cause) {
            log.error({ err: cause, set: evidence_set }, 'a window could not be looked after')
          }
        const last = rows.at(-1)
        if (last === undefined || rows.length < page) return
        after = last.evidence_set
      }
    },
  }
}
