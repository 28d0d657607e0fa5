import { TrackerBusy } from '../../../connections/trackers/http.ts'
import type { Parts } from '../../parts.ts'
import type { Channel, OpenChannels, Probes } from '../channel.ts'
import { openTracker } from './open.ts'
import { createPass } from './pass.ts'
import { siblingsOf, systemOf, type TrackerSettings } from './settings.ts'
import { createTaskPass } from './tasks.ts'

/** One channel for each tracker of the settings (clause 9.2, source c). */
export const trackerChannels: OpenChannels = (parts, { trackers }, probes): readonly Channel[] =>
  trackers.map((settings) =>
    trackerChannel(parts, settings, siblingsOf(settings, trackers), probes),
  )

const trackerChannel = (
  parts: Parts,
  settings: TrackerSettings,
  siblings: readonly TrackerSettings[],
  probes: Probes,
): Channel => {
  const name = systemOf(settings)
  const tracker = openTracker(parts, settings)
  let stopped = false
  const pass = createPass(
    parts,
    { tracker, settings, siblings, failing: new Map(), patience: 5 },
    probes,
    () => stopped,
  )
  const followTasks = createTaskPass(parts, tracker, settings, siblings, () => stopped)
  /** Neither keeps the other from looking. */
  const look = async () => {
    try {
      await pass()
    } finally {
      if (!stopped) await followTasks()
    }
  }
  let timer: NodeJS.Timeout | undefined
  let running: Promise<unknown> = Promise.resolve()

  /** One look at a time; whoever asks gets a look that began after they asked. */
  const poll = (): Promise<void> => {
    const next = running.then(() => (stopped ? undefined : look()))
    running = next.catch(() => undefined)
    return next
  }
  const pollQuietly = () =>
    poll().catch((cause: unknown) => {
      if (cause instanceof TrackerBusy) parts.log.info({ channel: name }, cause.message)
      else if (!stopped)
        parts.log.error({ err: cause, channel: name }, 'a tracker could not be looked at')
    })

  return {
    name,
    title: titleOf(settings),
    takesTasks: true,
    sources: [settings.source],
    start: async () => {
      // A tracker that is slow or away must not keep the server from starting.
      void pollQuietly()
      clearInterval(timer)
      timer = setInterval(pollQuietly, settings.everySeconds * 1_000)
      timer.unref()
    },
    poll,
    probe: async () => {
      // The question that finds reports: it fails where address, token, project or label are wrong.
      await tracker.list({ since: null })
      const { probeIssue } = settings
      if (probeIssue === undefined) return
      if ((await tracker.read(probeIssue)) === undefined)
        throw new Error(`There is no issue ${probeIssue}, which is set for self-tests.`)
      const mark = probes.mark()
      const arrived = probes.arrival(mark, patience)
      // A failed request ends the test before the mark is given up.
      arrived.catch(() => undefined)
      await tracker.comment(probeIssue, `Self-test of the connection: ${mark}`)
      let looking = true
      const settled = arrived.finally(() => {
        looking = false
      })
      settled.catch(() => undefined)
      // A search may show what was just written only after a while.
      while (looking) {
        await poll()
        await Promise.race([settled, pause()])
      }
      await settled
    },
    stop: async () => {
      stopped = true
      clearInterval(timer)
      tracker.close()
      await running
    },
  }
}

const pause = () => new Promise((resolve) => setTimeout(resolve, 2_000))

/** Milliseconds for a mark to come back. */
const patience = 30_000

const titleOf = (settings: TrackerSettings): string => {
  switch (settings.kind) {
    case 'redmine':
      return `Issues in Redmine (${settings.url}, ${settings.project})`
    case 'jira':
      return `Issues in Jira (${settings.url}, ${settings.project})`
    case 'github':
      return `Issues in GitHub (${settings.repository})`
    default:
      return settings satisfies never
  }
}
