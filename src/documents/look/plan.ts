import type { ImpactFacts } from '../impact/index.ts'
import { type Overtaken, overtakenIn } from './plan/overtaken.ts'
import { type Part, partsOf } from './plan/parts.ts'
import { askDrawings, askOmissions, askStatements } from './plan/to-ask.ts'
import type { AskedDrawing, AskedOmission, AskedStatement, LookState } from './state.ts'

type WithoutIds<Item> = Omit<Item, 'id' | 'decision' | 'round'>
export type NewStatement = WithoutIds<AskedStatement>
export type NewOmission = WithoutIds<AskedOmission>
export type NewDrawing = WithoutIds<AskedDrawing>

/** A statement that a search found, with the whole text that it stands in. */
export interface FoundStatement extends NewStatement {
  readonly text: string
}

/** What one search saw, all of it. */
export interface Seen {
  readonly facts: ImpactFacts
  /** Best first. */
  readonly statements: readonly FoundStatement[]
  readonly omissions: readonly NewOmission[]
  readonly drawings: readonly NewDrawing[]
  readonly searched: LookState['searched']
  readonly unread: LookState['whyUnread']
}

export interface NamedLook {
  readonly id: string
  readonly state: LookState
}

/** The statement as the newest revision has it. */
export interface StandsNow {
  readonly revision: string
  readonly text: string
  readonly location: string
}

/** What was asked and decided before. */
export interface Known {
  /** All looks of the case, oldest first. */
  readonly looks: readonly NamedLook[]
  /** Null where the newest revision has it no more; undefined where nobody could look. */
  readonly standsNow: (
    statement: Pick<AskedStatement, 'document' | 'lineage' | 'quote'>,
  ) => StandsNow | null | undefined
  /** Whether a defect needs nothing more, and what the document said once it was corrected. */
  readonly defects: ReadonlyMap<
    string,
    {
      readonly over: boolean
      readonly withdrawn?: boolean
      readonly corrected: ReadonlySet<string>
    }
  >
  /** All guidance that the case gives now. */
  readonly guidance: readonly string[]
}

/** What is to be recorded: rounds in order, then what they overtake. */
export interface Plan {
  readonly rounds: readonly Part[]
  readonly overtaken: readonly Overtaken[]
}

/**
 * What a search adds to the looks of a case. What was asked about the same statement, drawing or
 * guidance is not asked again, unless it changed, or stands although its defect is closed. Planning
 * again after the plan was carried out adds nothing.
 */
export const planRounds = (seen: Seen, known: Known): Plan => {
  const statements = askStatements(seen.statements, known)
  const omissions = askOmissions(seen.omissions, known)
  const drawings = askDrawings(seen.drawings, known)
  return {
    rounds: partsOf({ ...seen, statements, omissions, drawings }, known.looks),
    overtaken: overtakenIn(known, seen, statements),
  }
}
