import { type EventOf, eventParser } from '../ledger/index.ts'
import { analysisEvents } from './events/analysis.ts'
import { changeEvents } from './events/change.ts'
import { conversationEvents } from './events/conversation.ts'
import { disclosureEvents } from './events/disclosure.ts'
import { dispositionEvents } from './events/disposition.ts'
import { impactEvents } from './events/impact.ts'
import { openingEvents } from './events/opening.ts'
import { othersEvents } from './events/others.ts'
import { ownersEvents } from './events/owners.ts'
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
  ...changeEvents,
  ...othersEvents,
  ...ownersEvents,
  ...thirdPartiesEvents,
  ...conversationEvents,
  ...taskEvents,
} as const

export type CaseEvent = EventOf<typeof caseEvents>
export const parseCaseEvent = eventParser(caseEvents)
