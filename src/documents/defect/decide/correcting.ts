import type { InputOf } from '../../../kernel/fields.ts'
import { type Refusal, refuse } from '../../../kernel/result.ts'
import type { DecisionContext } from '../../../ledger/index.ts'
import type {
  assignDefect,
  correctDefect,
  reopenDefect,
  statementReturned,
  verifyDefect,
} from '../../contract/defect.ts'
import { isOver } from '../facets.ts'
import type { AboutDocument, Comparison, ReleaseOfDocument } from '../ports.ts'
import type { DefectState } from '../state.ts'
import { type Decided, over, placeOf } from './decided.ts'

export interface Assigning {
  readonly colleague: { readonly id: string; readonly name: string } | undefined
  readonly release: ReleaseOfDocument | undefined
}

export const decideAssign = (
  state: DefectState,
  { to, until, release: named }: InputOf<typeof assignDefect>,
  { now }: DecisionContext,
  { colleague, release }: Assigning,
): Decided => {
  const refused = over(state)
  if (refused !== undefined) return refused
  if (until < now.slice(0, 10))
    return refuse('defect/date-passed', 'The date lies in the past. Choose today or a later day.')
  const wrong = release === undefined ? undefined : cannotCarry(release)
  if (wrong !== undefined) return wrong
  return [
    {
      type: 'defect.assigned',
      to: colleague?.name ?? to,
      ...(colleague === undefined ? {} : { person: colleague.id }),
      until,
      ...(named === undefined ? {} : { release: named }),
    },
  ]
}

const cannotCarry = ({ reference, concerns, released }: ReleaseOfDocument): Refusal | undefined => {
  if (!concerns)
    return refuse(
      'defect/other-product',
      `${reference} releases a product that this document does not belong to. Name another release.`,
    )
  return released
    ? refuse(
        'defect/released-already',
        `${reference} is released already. Name the release that the correction goes out with.`,
      )
    : undefined
}

export interface Correcting {
  readonly about: AboutDocument
  readonly compared: Comparison
}

/**
 * The revision must be there, and newer, and the wrong statement must not stand in it as it was: a
 * promise of a correction corrects nothing.
 */
export const decideCorrect = (
  state: DefectState,
  { before, byEye, ...input }: InputOf<typeof correctDefect>,
  _context: DecisionContext,
  { about, compared }: Correcting,
): Decided => {
  const refused = over(state) ?? cannotBeCorrected(state)
  if (refused !== undefined) return refused
  const place = placeOf(about, input.revision)
  const misplaced = notCorrectedIn(state, input.revision, about)
  if (misplaced !== undefined) return misplaced
  const reading = about.revisions[place]?.reading ?? null
  if (reading === null)
    return refuse(
      'defect/not-read-yet',
      `Revision ${input.revision} is still being read. Try again in a minute.`,
    )
  const unchanged = compared.statements.find(({ stands }) => stands === 'whole')
  if (unchanged !== undefined)
    return refuse(
      'defect/statement-stands',
      `Revision ${input.revision} still says: "${cut(unchanged.quote)}". Correct the document, upload that revision, and name it here.`,
      { quote: cut(unchanged.quote) },
    )
  if (byEye === '') {
    const left = compared.statements.find(({ stands }) => stands === 'words')
    if (left !== undefined)
      return refuse(
        'defect/words-stay',
        `Around them something changed, but these words still stand in revision ${input.revision}: "${cut(left.quote)}". Correct them, or say under "What you saw yourself" why they are right now.`,
        { quote: cut(left.quote) },
      )
    if (
      reading === 'could-not-read' ||
      compared.statements.some(({ stands }) => stands === 'unknown')
    )
      return refuse(
        'defect/cannot-compare',
        `The server cannot compare revision ${input.revision} with what was wrong. Look at the page yourself and say under "What you saw yourself" what it says now.`,
      )
    if (state.defectKind === 'omission' && !compared.says)
      return refuse(
        'defect/still-missing',
        `Revision ${input.revision} does not hold these words. Quote what it says now, as it stands there.`,
      )
  }
  return [
    {
      type: 'defect.corrected',
      ...input,
      byEye,
      before:
        before === ''
          ? state.statements
              .map(({ quote }) => quote)
              .join('\n')
              .slice(0, 4_000)
          : before,
      compared: compared.statements.map(({ quote, stands, ...sides }) => ({
        quote,
        ...sides,
        found: stands === 'gone' ? 'gone' : stands === 'words' ? 'words-stay' : 'not-compared',
      })),
    },
  ]
}

const cannotBeCorrected = (state: DefectState): Refusal | undefined => {
  if (state.status === 'verified')
    return refuse('defect/verified', 'The correction is verified already. Close the defect.')
  return state.defectKind !== 'omission' && state.statements.length === 0
    ? refuse(
        'defect/no-statement',
        'Cite first the statement that is wrong in this language: describe the defect.',
      )
    : undefined
}

const notCorrectedIn = (
  { statements }: DefectState,
  revision: string,
  about: AboutDocument,
): Refusal | undefined => {
  const corrected = placeOf(about, revision)
  const wrong = statements.map((one) => placeOf(about, one.revision))
  if (corrected < 0)
    return refuse(
      'defect/no-such-revision',
      `The document has no revision ${revision}. Upload it first.`,
    )
  if (wrong.includes(corrected))
    return refuse(
      'defect/same-revision',
      `Revision ${revision} holds the wrong statement. Upload the corrected one first.`,
    )
  return wrong.some((place) => place > corrected)
    ? refuse(
        'defect/older-revision',
        `Revision ${revision} is older than the wrong statement. Name the corrected one.`,
      )
    : undefined
}

const cut = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

export const decideVerify = (
  state: DefectState,
  { right, reason }: InputOf<typeof verifyDefect>,
  { actor }: DecisionContext,
): Decided => {
  if (state.status !== 'corrected' || state.correction === null)
    return refuse('defect/not-corrected', 'There is no correction to verify yet.')
  if (state.correction.by === actor.id)
    return refuse('defect/second-person', 'Ask someone else to verify: you wrote the correction.')
  return [right ? { type: 'defect.verified', reason } : { type: 'defect.sent-back', reason }]
}

export const decideReopen = (
  state: DefectState,
  { reason }: InputOf<typeof reopenDefect>,
): Decided =>
  isOver(state)
    ? [{ type: 'defect.reopened', reason }]
    : refuse('defect/not-over', 'This defect is open already: there is nothing to open again.')

/** Only what was corrected can come back; the same revision says it once. */
export const decideReturned = (
  state: DefectState,
  input: InputOf<typeof statementReturned>,
): Decided =>
  state.correction === null || state.status === 'withdrawn'
    ? []
    : [{ type: 'defect.statement-returned', ...input }]
