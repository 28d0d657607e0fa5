import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { ReportState } from '../../intake/index.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow, RefusalError } from '../../kernel/result.ts'
import { instantOf } from '../../kernel/time.ts'
import type { Parts } from '../parts.ts'
import { parseSealed } from '../vault/index.ts'
import { one } from '../wiring/records.ts'
import { type Carrier, TryLater } from './carrier.ts'
import { withoutAddresses } from './without-addresses.ts'

interface Claimed {
  readonly id: string
  readonly cause: string
  readonly stream: string
  readonly channel: string
  readonly recipient: string
  readonly content: string
  readonly attempts: number
}

export interface DeliveryWorker {
  wake(): void
  /** Resolves when nothing that is due is left to try. */
  settle(): Promise<void>
  stop(): Promise<void>
}

const lookEvery = 15_000

/**
 * Claims deliveries that are due, one after the other; back-off on failure, parked at the end. What
 * no carrier takes waits: for a mail server that nobody has set, or a tracker.
 */
export const createDeliveryWorker = (
  parts: Parts,
  carriers: readonly Carrier[],
): DeliveryWorker => {
  let stopped = false
  let again = false
  let running: Promise<void> | undefined
  const round = async () => {
    do {
      again = false
      for (;;) {
        const claimed = stopped ? undefined : await claim(parts, carriers)
        if (claimed === undefined) break
        await attempt(parts, carriers, claimed)
      }
    } while (again && !stopped)
  }
  const wake = () => {
    again = true
    if (stopped || carriers.length === 0) return
    running ??= round()
      .catch((cause: unknown) => parts.log.error({ err: cause }, 'deliveries stopped for now'))
      .finally(() => {
        running = undefined
      })
  }
  const timer = setInterval(wake, lookEvery)
  timer.unref()
  return {
    wake,
    settle: async () => {
      wake()
      while (running !== undefined) await running
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await running
      for (const carrier of carriers) carrier.close()
    },
  }
}

/** One row, for one worker: an unfinished claim of a dead worker runs out and is taken again. */
const claim = async (
  { ledger, clock }: Parts,
  carriers: readonly Carrier[],
): Promise<Claimed | undefined> => {
  const { engine, writer } = ledger.database
  const now = instantOf(clock())
  const until = instantOf(clock() + limits.delivery.claim)
  const carried = sql.join(carriers.map(({ channel }) => channel))
  const skip = engine === 'postgres' ? sql`for update skip locked` : sql``
  const { rows } =
    await sql<Claimed>`update delivery set state = 'claimed', claimed_until = ${until}, attempts = attempts + 1 where id = (select id from delivery where channel in (${carried}) and ((state = 'waiting' and due_at <= ${now}) or (state = 'claimed' and claimed_until < ${now})) order by due_at limit 1 ${skip}) returning id, cause, stream, channel, recipient, content, attempts`.execute(
      writer,
    )
  return rows[0]
}

const attempt = async (
  parts: Parts,
  carriers: readonly Carrier[],
  claimed: Claimed,
): Promise<void> => {
  try {
    const done = await parts.ledger.having('distribution', 'delivery', claimed.id, 1)
    // It left before, and only the note of it was lost: what went out once does not go out again.
    if (done.length === 0) await send(parts, carriers, claimed)
    await parts.ledger.database.writer
      .updateTable('delivery')
      .set({ state: 'sent', done_at: instantOf(parts.clock()), last_error: null })
      .where('id', '=', claimed.id)
      .execute()
  } catch (cause) {
    await postpone(parts, claimed, cause)
  }
}

const send = async (
  parts: Parts,
  carriers: readonly Carrier[],
  claimed: Claimed,
): Promise<void> => {
  const carrier = carriers.find(({ channel }) => channel === claimed.channel)
  if (carrier === undefined) throw new Error(`Nothing here carries a ${claimed.channel}.`)
  const content = await openContent(parts, claimed.content)
  const carried = await carrier.carry({ ...claimed, content })
  // No record of something that did not leave.
  if (carried === 'not-wanted') return
  const { subject: title, text, checkpoint, answer } = carried
  const [subject, said] = await sealedLike(parts, claimed.stream, [
    title.slice(0, limits.text.line).toWellFormed(),
    withoutAddresses(answer),
  ])
  const recorded = await parts.dispatch({
    kind: 'distribution',
    command: 'record',
    input: {
      delivery: claimed.id,
      cause: claimed.cause,
      about: claimed.stream,
      channel: claimed.channel,
      recipient: claimed.recipient,
      subject: subject ?? '',
      contentHash: createHash('sha256').update(text).digest('hex'),
      checkpoint,
      answer: said ?? '',
    },
    actor: { id: 'system:deliveries', roles: [] },
    requestId: claimed.id,
    key: `delivery:${claimed.id}`,
  })
  if (isRefusal(recorded)) throw new Error(`${recorded.code}: ${recorded.message}`)
}

/** Throws where the words are gone with the person they told of: then nothing leaves. */
const openContent = async (
  { sealing }: Parts,
  json: string,
): Promise<Readonly<Record<string, string>>> => {
  // The ledger wrote it: an object of texts.
  const content = JSON.parse(json) as Readonly<Record<string, string>>
  const opened: [string, string][] = []
  for (const [name, text] of Object.entries(content))
    opened.push([name, parseSealed(text) === undefined ? text : orThrow(await sealing.open(text))])
  return Object.fromEntries(opened)
}

/** The texts under the key of the person whose report it is about, where it is about one. */
const sealedLike = async (
  { ledger, sealing }: Parts,
  stream: string,
  texts: readonly string[],
): Promise<readonly string[]> => {
  const subject = (await one<ReportState>(ledger, 'report', stream))?.state.subject ?? null
  return subject === null ? texts : sealing.sealWords(subject, texts)
}

const postpone = async (parts: Parts, claimed: Claimed, cause: unknown): Promise<void> => {
  const backOff = Math.min(
    limits.delivery.firstRetry * 2 ** (claimed.attempts - 1),
    limits.delivery.lastRetry,
  )
  const wait = Math.max(backOff, cause instanceof TryLater ? cause.milliseconds : 0)
  const parked = claimed.attempts >= limits.delivery.attempts || isForNobody(cause)
  parts.log.warn({ delivery: claimed.id, attempts: claimed.attempts, parked }, 'a delivery failed')
  await parts.ledger.database.writer
    .updateTable('delivery')
    .set({
      state: parked ? 'parked' : 'waiting',
      due_at: instantOf(parts.clock() + wait),
      last_error: withoutAddresses(cause instanceof Error ? cause.message : String(cause)),
    })
    .where('id', '=', claimed.id)
    .execute()
}

/** Who was erased has no address any more: no later attempt finds one. */
const isForNobody = (cause: unknown): boolean =>
  cause instanceof RefusalError && cause.refusal.code === 'vault/erased'
