import { z } from 'zod'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { analysisEvents } from './events/analysis.ts'
import { changeEvents } from './events/change.ts'
import { clockEvents, type Timing, timingSchema } from './events/clocks.ts'
import { conversationEvents } from './events/conversation.ts'
import { disclosureEvents } from './events/disclosure.ts'
import { dispositionEvents } from './events/disposition.ts'
import { impactEvents } from './events/impact.ts'
import { leakEvents } from './events/leak.ts'
import { openingEvents } from './events/opening.ts'
import { othersEvents } from './events/others.ts'
import { ownersEvents } from './events/owners.ts'
import { reportabilityEvents } from './events/reportability.ts'
import { safetyEvents } from './events/safety.ts'
import { scoringEvents } from './events/scoring.ts'
import { taskEvents } from './events/tasks.ts'
import { thirdPartiesEvents } from './events/third-parties.ts'

/** Facts about a case. A shipped schema is never edited: a change adds a type or a version. */
export const caseEvents = {
  ...openingEvents,
  ...analysisEvents,
  ...scoringEvents,
  ...safetyEvents,
  ...impactEvents,
  ...dispositionEvents,
  ...disclosureEvents,
  ...leakEvents,
  ...changeEvents,
  ...othersEvents,
  ...ownersEvents,
  ...thirdPartiesEvents,
  ...clockEvents,
  ...reportabilityEvents,
  ...conversationEvents,
  ...taskEvents,
} as const

/** Any of them may say what the rules of the clocks gave once it was recorded. */
export type CaseEvent = EventOf<typeof caseEvents> & { readonly timing?: Timing }

const parseEvent = eventParser(caseEvents)
const carried = z.object({ timing: timingSchema.optional() })

export const parseCaseEvent = (event: { type: string; payload: unknown }): CaseEvent => {
  const { timing } = carried.parse(event.payload)
  const parsed = parseEvent(event)
  return timing === undefined ? parsed : { ...parsed, timing }
}
