import { TrackerBusy } from '../../connections/trackers/http.ts'
import type { Tracker } from '../../kernel/tracker.ts'
import { deliveryIn, markerOf } from '../channels/trackers/marker.ts'
import { openTracker } from '../channels/trackers/open.ts'
import { systemOf, type TrackerSettings } from '../channels/trackers/settings.ts'
import type { Parts } from '../parts.ts'
import { type Carrier, type Parcel, TryLater } from './carrier.ts'
import { carryDefect } from './tracker-defects.ts'
import { carryTask } from './tracker-tasks.ts'
import { wordsOf } from './words.ts'

/** Milliseconds after which we would rather begin anew than write: the claim might run out. */
const tooLate = 60_000

/** Writes deliveries into issues as comments, and points back to the report once. */
export const trackerCarrier = (parts: Parts, trackers: readonly TrackerSettings[]): Carrier => {
  const open = new Map(
    trackers.map((settings): readonly [string, Tracker] => [
      systemOf(settings),
      openTracker(parts, settings),
    ]),
  )
  return {
    channel: 'tracker',
    carry: async (parcel) => {
      const { system = '', key = '' } = parcel.content
      const tracker = open.get(system)
      if (tracker === undefined)
        throw new Error(`channels.yaml has no tracker "${system}". Put it back, and try again.`)
      try {
        const { does } = parcel.content
        if (does === undefined) return await write(parts, tracker, key, parcel)
        return await (does.includes('defect') ? carryDefect : carryTask)(
          parts,
          trackers,
          tracker,
          parcel,
        )
      } catch (cause) {
        if (cause instanceof TrackerBusy)
          throw new TryLater(cause.message, cause.milliseconds, { cause })
        throw cause
      }
    },
    close: () => {
      for (const tracker of open.values()) tracker.close()
    },
  }
}

const write = async (parts: Parts, tracker: Tracker, key: string, parcel: Parcel) => {
  const { settings, clock } = parts
  const { id, stream, attempts, content } = parcel
  const begun = clock()
  const { subject, body } = wordsOf(parts, parcel)
  const { what = '' } = content
  const url = `${settings.publicUrl}/workbench/reports/${stream}`
  const text = `${subject}\n\n${body}\n\n${url}\n${markerOf(id)}`
  const isThere =
    attempts > 1 && (await tracker.comments(key)).some((one) => deliveryIn(one.text) === id)
  if (clock() - begun > tooLate) throw new Error(`${tracker.system} answers too slowly.`)
  const answer = isThere ? 'was there already' : await tracker.comment(key, text)
  const link = what === 'received' ? await pointBack(tracker, key, { url, title: subject }) : ''
  return { subject, text, checkpoint: '', answer: `${answer}${link}` }
}

/** The comment is there and names the report: a link that could not be set is told, and no more. */
const pointBack = async (
  tracker: Tracker,
  key: string,
  link: { readonly url: string; readonly title: string },
): Promise<string> => {
  try {
    return (await tracker.link(key, link)) ? ', linked' : ''
  } catch (cause) {
    return `, not linked: ${cause instanceof Error ? cause.message : String(cause)}`
  }
}
