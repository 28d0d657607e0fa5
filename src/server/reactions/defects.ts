import {
  compareStatement,
  type DefectState,
  type DocumentState,
  isOver,
  said,
  says,
} from '../../documents/index.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { RecordedEvent } from '../../ledger/index.ts'
import { statementsOf } from '../library/statements.ts'
import type { Parts } from '../parts.ts'
import { otherLanguages } from '../wiring/defects.ts'
import { having, one, type Typed } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/**
 * A later revision that says again what was corrected opens the defect again: nobody has to notice
 * that a change was lost on the way.
 */
export const followCorrections: Reaction = {
  name: 'follow-corrections',
  on: ['document.read'],
  run: async (event, parts) => {
    const { file } = event.payload
    const document = await one<DocumentState>(parts.ledger, 'document', event.stream)
    if (typeof file !== 'string' || document === undefined) return
    const { revisions } = document.state
    const placeOf = (name: string) =>
      revisions.findIndex((one) => one.version === name || one.file.hash === name)
    const place = placeOf(file)
    const corrected = (
      await having<DefectState>(parts.ledger, 'defect', 'document', event.stream)
    ).filter(
      ({ state: { correction, status } }) =>
        correction !== null && status !== 'withdrawn' && placeOf(correction.revision) < place,
    )
    if (corrected.length === 0) return
    const now = said(await statementsOf(parts.ledger, document.stream, file))
    const version = revisions[place]?.version ?? file
    for (const { stream, state } of corrected) {
      const quote = await returnedIn(parts, document, now, state)
      if (quote !== undefined)
        await issue(parts, event, {
          kind: 'defect',
          command: 'statement-returned',
          id: stream,
          input: { revision: version, quote: quote.slice(0, 4_000).toWellFormed() },
        })
    }
  },
}

type Said = ReturnType<typeof said>

/** The wrong words that stand there again, or those that were added and are gone. */
const returnedIn = async (
  { ledger }: Parts,
  { stream, state: { revisions } }: Typed<DocumentState>,
  now: Said,
  { statements, correction, defectKind }: DefectState,
): Promise<string | undefined> => {
  if (now.passages.length === 0 || correction === null) return undefined
  for (const { quote, revision } of statements) {
    const hash = revisions.find((one) => one.version === revision)?.file.hash ?? revision
    const { stands } = compareStatement(said(await statementsOf(ledger, stream, hash)), now, quote)
    // Words that were left standing on purpose, and seen by a person, are no news.
    const stood = correction.compared.some((one) => one.quote === quote && one.found !== 'gone')
    if (stands === 'whole' || (stands === 'words' && !stood)) return quote
  }
  return defectKind === 'omission' && correction.byEye === '' && !says(now, correction.after)
    ? correction.after
    : undefined
}

/**
 * The same is wrong in the other languages of the document: a correction opens a defect of each,
 * which somebody has to schedule before the first can close.
 */
export const openCounterparts: Reaction = {
  name: 'open-counterparts',
  on: ['defect.corrected'],
  run: async (event, parts) => {
    const first = await one<DefectState>(parts.ledger, 'defect', event.stream)
    if (first === undefined || first.state.counterpartOf !== null || isOver(first.state)) return
    const known = await having<DefectState>(parts.ledger, 'defect', 'counterpart-of', first.stream)
    for (const document of await otherLanguages(parts.ledger, first.state.document))
      if (!known.some(({ state }) => state.document === document.stream))
        await openCounterpart(parts, event, first, document)
  },
}

const openCounterpart = async (
  { dispatch, log }: Parts,
  event: RecordedEvent,
  { stream, state }: Typed<DefectState>,
  document: Typed<DocumentState>,
): Promise<void> => {
  const by = {
    actor: { id: 'system:reactions', roles: [] },
    onBehalfOf: event.actor,
    requestId: event.requestId,
  } as const
  const key = `${event.id}:counterpart:${document.stream}`
  const link = (name: 'case' | 'report' | 'finding') =>
    state[name] === null ? {} : { [name]: state[name] }
  const opened = await dispatch({
    ...by,
    kind: 'defect',
    command: 'open',
    key,
    input: {
      title: `${state.title.slice(0, 280)} (${document.state.language})`,
      defectKind: state.defectKind,
      severity: state.severity,
      misleads: state.misleads,
      cause: state.cause,
      ...link('case'),
      ...link('report'),
      ...link('finding'),
      document: document.stream,
      missingAt: state.missingAt,
      counterpartOf: stream,
    },
  })
  if (isRefusal(opened)) {
    if (opened.code === 'ledger/conflict') throw new Error(opened.message)
    log.warn({ event: event.id, code: opened.code }, 'a counterpart was not opened')
    return
  }
  if (state.assessment === null) return
  // Whoever is misled in another language is misled to the same.
  const { endangers, reason, hazardousSituation, harm, harmSeverity, p1, p1Argument, p2 } =
    state.assessment
  const assessed = await dispatch({
    ...by,
    kind: 'defect',
    command: 'assess',
    id: opened.id,
    key: `${key}:assess`,
    input: { endangers, reason, hazardousSituation, harm, harmSeverity, p1, p1Argument, p2 },
  })
  if (isRefusal(assessed) && assessed.code === 'ledger/conflict') throw new Error(assessed.message)
}
