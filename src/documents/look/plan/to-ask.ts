import type { FoundStatement, Known, NewDrawing, NewOmission, NewStatement } from '../plan.ts'
import type { AskedStatement, LookState } from '../state.ts'

/** Statements that nobody was asked about as they stand now. */
export const askStatements = (
  found: readonly FoundStatement[],
  known: Known,
): readonly NewStatement[] => {
  const asked = lastAsked(known)
  const fresh = found.flatMap((statement) => {
    const before = asked.find((one) => isSame(one, statement))
    if (before === undefined) return [without(statement)]
    const again = askedAgain(before, statement.text, known)
    return again === null ? [] : [{ ...without(statement), before: again }]
  })
  return [...fresh, ...changed(asked, found, known)]
}

/** What was decided about words that are others now is asked again, whatever the search makes of it. */
const changed = (
  asked: readonly AskedStatement[],
  found: readonly FoundStatement[],
  known: Known,
): readonly NewStatement[] =>
  asked.flatMap((one) => {
    if (found.some((statement) => isSame(one, statement))) return []
    const now = known.standsNow(one)
    if (now == null || now.text.includes(one.quote) || one.decision.is === 'overtaken') return []
    const before = askedAgain(one, now.text, known)
    if (before === null) return []
    const { document, lineage, confidence } = one
    return [
      {
        document,
        revision: now.revision,
        quote: whole(now.text.slice(0, 2_000)),
        location: now.location,
        reason: 'the statement changed since it was decided',
        confidence,
        ...(lineage === undefined ? {} : { lineage }),
        before,
      },
    ]
  })

/** Null where the earlier question still is, or answers, this one. */
const askedAgain = (
  { quote, decision }: AskedStatement,
  text: string,
  { defects }: Known,
): NonNullable<NewStatement['before']> | null => {
  const unchanged = text.includes(quote)
  switch (decision.is) {
    case 'undecided':
      return unchanged ? null : { said: quote, decision: 'undecided', reason: '' }
    case 'dismissed':
      return unchanged ? null : { said: quote, decision: 'dismissed', reason: decision.reason }
    case 'kept': {
      const defect = defects.get(decision.defect)
      // An open defect asks for its correction itself, and another person verifies that.
      if (defect?.over !== true || defect.corrected.has(text)) return null
      // Another person said that there is nothing to correct.
      if (defect.withdrawn === true && unchanged) return null
      return {
        said: quote,
        decision: 'kept',
        reason: unchanged
          ? 'Its defect is closed, and the statement still stands.'
          : 'It changed after its correction was verified.',
      }
    }
    case 'overtaken':
      return decision.how === 'asked-anew'
        ? null
        : { said: quote, decision: 'undecided', reason: 'It was gone, and stands again.' }
    default:
      return null
  }
}

/** Guidance that stands nowhere and that nobody was asked about. */
export const askOmissions = (
  omissions: readonly NewOmission[],
  { looks, defects, standsNow }: Known,
): readonly NewOmission[] => {
  const asked = newestFirst(looks).flatMap(({ omissions: before }) =>
    before.filter(({ id, decision }) => id !== undefined && decision.is !== 'overtaken'),
  )
  return omissions.flatMap((omission) => {
    const before = asked.find(({ guidance }) => guidance === omission.guidance)
    if (before === undefined) return [omission]
    const { decision } = before
    if (decision.is === 'stands-elsewhere')
      return standsNow(decision) === null
        ? [again(omission, 'dismissed', 'The statement that gave it stands no more.')]
        : []
    if (decision.is === 'kept' && defects.get(decision.defect)?.over === true)
      return [again(omission, 'kept', 'Its defect is closed, and no document gives it.')]
    return []
  })
}

const again = (
  omission: NewOmission,
  decision: 'dismissed' | 'kept',
  reason: string,
): NewOmission => ({ ...omission, before: { said: '', decision, reason } })

/** Drawings whose content nobody was asked about; of the same place it says what was decided. */
export const askDrawings = (
  drawings: readonly NewDrawing[],
  { looks }: Pick<Known, 'looks'>,
): readonly NewDrawing[] => {
  const asked = newestFirst(looks).flatMap((look) => look.drawings)
  return drawings.flatMap((drawing) => {
    const same = asked.filter(({ document }) => document === drawing.document)
    if (
      same.some(
        ({ content, decision }) => content === drawing.content && decision.is !== 'overtaken',
      )
    )
      return []
    const before = same.find(
      ({ page, line, caption, decision }) =>
        decision.is === 'dismissed' &&
        page === drawing.page &&
        (page !== undefined || line === drawing.line) &&
        caption === drawing.caption,
    )?.decision
    return [
      before?.is === 'dismissed'
        ? {
            ...drawing,
            before: { said: '', decision: 'dismissed' as const, reason: before.reason },
          }
        : drawing,
    ]
  })
}

const newestFirst = (looks: Known['looks']): readonly LookState[] =>
  looks.map(({ state }) => state).reverse()

/** Every statement asked about, as it was asked last. */
export const lastAsked = ({ looks }: Pick<Known, 'looks'>): readonly AskedStatement[] => {
  const last: AskedStatement[] = []
  for (const { candidates } of newestFirst(looks))
    for (const one of [...candidates].reverse())
      if (!last.some((newer) => isSame(newer, one))) last.push(one)
  return last
}

type Stated = Pick<AskedStatement, 'document' | 'lineage' | 'quote'>

export const isSame = (one: Stated, other: Stated): boolean =>
  one.document === other.document &&
  (one.lineage !== undefined && other.lineage !== undefined
    ? one.lineage === other.lineage
    : one.quote === other.quote)

const without = ({ text: _, ...statement }: FoundStatement): NewStatement => statement

/** Not cut between the halves of one character. */
const whole = (text: string): string => text.toWellFormed()
