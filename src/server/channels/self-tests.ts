import type { probeReasons } from '../../intake/contract.ts'
import { orThrow, type Refusal, refuse } from '../../kernel/result.ts'
import { millisecondsOf, parseInstant } from '../../kernel/time.ts'
import { alone } from '../alone.ts'
import type { Parts } from '../parts.ts'
import type { Channel } from './channel.ts'
import { channelRecords } from './self-tests/records.ts'
import { type ProbeOutcome, runProbe, told } from './self-tests/run-probe.ts'
import type { SelfTestSettings } from './self-tests/settings.ts'

type Reason = (typeof probeReasons)[number]

export interface TestedChannel extends ProbeOutcome {
  readonly channel: string
  readonly title: string
}

/** Proves of each channel that a report would get through it (clause 9.2, proof of silence). */
export interface SelfTests {
  /** Opens each channel and its record; one that cannot open raises its alarm at once. */
  open(): Promise<void>
  /** Tests every channel, or the one named, now. */
  run(name: string | undefined): Promise<readonly TestedChannel[] | Refusal>
  /**
   * Tests what is due and escalates what has failed for long: each minute, and when a test asks. One
   * of several server processes does it.
   */
  lookAfter(): Promise<void>
  stop(): Promise<void>
}

const minute = 60_000

export const createSelfTests = (
  parts: Parts,
  channels: readonly Channel[],
  settings: SelfTestSettings,
): SelfTests => {
  const records = channelRecords(parts)
  const shut = new Set<string>()
  /** What could not be opened and is not recorded yet: another process may be at the records. */
  const untold = new Map<Channel, ProbeOutcome>()
  let othersClosed = false
  let opened = false
  let running: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  /** One after the other, so that a channel is never tested twice at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const next = running.then(work)
    running = next.catch(() => undefined)
    return next
  }

  const record = async (channel: Channel, outcome: ProbeOutcome, reason: Reason): Promise<void> => {
    const id = await records.keep(channel)
    const input = { ok: outcome.ok, detail: outcome.detail, reason, tell: settings.tell }
    await records.issue('record-probe', id, input)
    const { log } = parts
    if (outcome.ok) log.info({ channel: channel.name }, 'a channel passed its self-test')
    else log.error({ channel: channel.name, reason }, 'a channel failed its self-test')
  }

  const openOne = async (channel: Channel): Promise<ProbeOutcome> => {
    try {
      await channel.start()
      shut.delete(channel.name)
      parts.log.info({ channel: channel.name }, 'a channel is open')
      return { ok: true, detail: '' }
    } catch (cause) {
      shut.add(channel.name)
      parts.log.error({ err: cause, channel: channel.name }, 'a channel could not be opened')
      return { ok: false, detail: `The channel could not be opened: ${told(cause)}` }
    }
  }

  const test = async (channel: Channel, reason: Reason): Promise<TestedChannel> => {
    // What could not be opened is tried again: a port may be free by now, a server back.
    const open = shut.has(channel.name) ? await openOne(channel) : { ok: true, detail: '' }
    const outcome = open.ok ? await runProbe(channel) : open
    await record(channel, outcome, reason)
    return { channel: channel.name, title: channel.title, ...outcome }
  }

  const lookAfterOne = async (channel: Channel): Promise<void> => {
    const state = (await records.find(channel.name))?.state
    const now = parts.clock()
    const since = (at: string) => now - millisecondsOf(orThrow(parseInstant(at)))
    const last = state?.lastTest ?? null
    const due = last === null || since(last.at) >= (last.ok ? settings.every : settings.again)
    if (due) await test(channel, 'schedule')
    const found = await records.find(channel.name)
    const alarm = found?.state.alarm ?? null
    if (found === undefined || alarm === null || alarm.escalatedAt !== null) return
    if (since(alarm.since) < settings.escalateAfter) return
    await records.issue('escalate-alarm', found.stream, { tell: settings.escalateTo })
  }

  const each = async (work: (channel: Channel) => Promise<void>): Promise<void> => {
    for (const channel of channels)
      try {
        await work(channel)
      } catch (cause) {
        parts.log.error({ err: cause, channel: channel.name }, 'a channel was not looked after')
      }
  }

  const tellOfStart = async (): Promise<void> => {
    if (!othersClosed) await records.closeOthers(channels.map(({ name }) => name))
    othersClosed = true
    for (const [channel, outcome] of untold) {
      await record(channel, outcome, 'start')
      untold.delete(channel)
    }
  }

  /** Of several server processes on one database, one tests at a time, and the others find it done. */
  const byOne = (work: () => Promise<void>) => alone(parts.ledger.database, 'selfTests', work)

  const lookAfter = () =>
    inTurn(async () => {
      if (!opened) return
      await byOne(async () => {
        await tellOfStart()
        await each(lookAfterOne)
      })
    })

  return {
    open: () =>
      inTurn(async () => {
        for (const channel of channels) {
          const outcome = await openOne(channel)
          // A record begins with the first self-test: a server that starts says nothing new.
          if (!outcome.ok) untold.set(channel, outcome)
        }
        await byOne(tellOfStart)
        opened = true
        timer = setInterval(lookAfter, minute)
        timer.unref()
      }),
    run: (name) =>
      inTurn(async () => {
        if (!opened)
          return refuse(
            'channel/not-open',
            'No channel is open: start the server (vulnerary serve), and ask it.',
          )
        const asked = channels.filter((channel) => name === undefined || channel.name === name)
        if (asked.length === 0)
          return refuse(
            'channel/unknown',
            `There is no channel "${name ?? ''}". Known: ${channels.map((channel) => channel.name).join(', ')}.`,
          )
        const tested: TestedChannel[] = []
        for (const channel of asked) tested.push(await test(channel, 'request'))
        return tested
      }),
    lookAfter,
    stop: async () => {
      clearInterval(timer)
      opened = false
      await running
    },
  }
}
