import { isConstraintId } from '../../../catalogue/constraint-ids.ts'
import type { InputOf } from '../../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../../kernel/result.ts'
import {
  acceptabilityOf,
  harmChance,
  levelOf,
  type NamedMatrix,
} from '../../../kernel/risk-matrix.ts'
import type { DecisionContext } from '../../../ledger/index.ts'
import type { Citation } from '../../contract/citation.ts'
import type { assessDefect, describeDefect, openDefect } from '../../contract/defect.ts'
import type { AboutDocument } from '../ports.ts'
import type { DefectState } from '../state.ts'
import { type Decided, over, placeOf } from './decided.ts'

interface Described {
  readonly defectKind: DefectState['defectKind']
  readonly statements: readonly Citation[]
  readonly missingAt: string
  readonly revisions: readonly string[]
  readonly document: string
  readonly counterpartOf?: string | null | undefined
}

export const decideOpen = (
  _state: DefectState,
  input: InputOf<typeof openDefect>,
  context: DecisionContext,
  about: AboutDocument,
): Decided => {
  const unlinked = (['case', 'report'] as const).find(
    (link) => input.cause === link && input[link] === undefined,
  )
  if (unlinked !== undefined)
    return refuse(
      'defect/cause-not-linked',
      `It came from a ${unlinked}: name the ${unlinked}, or choose another cause.`,
    )
  if (input.constraint !== '' && !isConstraintId(input.constraint))
    return refuse(
      'defect/no-constraint',
      'The catalogue has no duty with this id. Take one from the clause page, like 5.8.2/network.',
    )
  const refused = cites(input, about)
  if (refused !== undefined) return refused
  const { revisions, languages, ...facts } = input
  const cited = [...new Set(input.statements.map(({ revision }) => versionOf(about, revision)))]
  return [
    {
      type: 'defect.opened',
      reference: context.humanId,
      ...facts,
      revisions: revisions.length === 0 ? cited : revisions,
      languages: languages.length === 0 ? [about.language] : languages,
    },
  ]
}

/** What is wrong stands somewhere, in revisions that are there. */
const cites = (
  { defectKind, statements, missingAt, revisions, document, counterpartOf }: Described,
  about: AboutDocument,
): Refusal | undefined => {
  // Where the same is said in another language, whoever corrects it has to find.
  const isCounterpart = counterpartOf !== undefined && counterpartOf !== null
  if (defectKind !== 'omission' && statements.length === 0 && !isCounterpart)
    return refuse('defect/no-statement', 'Cite the statement that is wrong, or choose "omission".')
  if (defectKind === 'omission' && statements.length === 0 && missingAt === '' && !isCounterpart)
    return refuse(
      'defect/no-place',
      'Say where it is missing: the heading or page where operators would look for it.',
    )
  const elsewhere = statements.find(
    (one) => one.document !== document || placeOf(about, one.revision) < 0,
  )
  if (elsewhere !== undefined)
    return refuse(
      'defect/not-there',
      `The document has no revision ${elsewhere.revision} to cite. Cite a statement of this document.`,
    )
  const unknown = revisions.find((revision) => placeOf(about, revision) < 0)
  return unknown === undefined
    ? undefined
    : refuse(
        'defect/no-such-revision',
        `The document has no revision ${unknown}. It has: ${about.revisions.map(({ version }) => version).join(', ') || 'none yet'}.`,
      )
}

const versionOf = (about: AboutDocument, name: string): string =>
  about.revisions[placeOf(about, name)]?.version ?? name

export const decideDescribe = (
  state: DefectState,
  input: InputOf<typeof describeDefect>,
  _context: DecisionContext,
  about: AboutDocument,
): Decided => {
  const refused = over(state)
  if (refused !== undefined) return refused
  const changes = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  )
  if (Object.keys(changes).length === 0)
    return refuse('defect/nothing-changed', 'Say what is to be changed.')
  // A correction was compared with the statements that it corrects.
  const isAbout = ['statements', 'missingAt', 'defectKind'].some((name) => name in changes)
  if (isAbout && state.correction !== null)
    return refuse(
      'defect/corrected-already',
      'A correction of these statements is recorded. Have it sent back before you change them.',
    )
  return (
    cites({ ...state, ...without(input), document: state.document }, about) ?? [
      { type: 'defect.described', ...input },
    ]
  )
}

/** What is left out changes nothing. */
const without = (input: InputOf<typeof describeDefect>): Partial<Described> => ({
  ...(input.defectKind === undefined ? {} : { defectKind: input.defectKind }),
  ...(input.statements === undefined ? {} : { statements: input.statements }),
  ...(input.missingAt === undefined ? {} : { missingAt: input.missingAt }),
  ...(input.revisions === undefined ? {} : { revisions: input.revisions }),
})

/** By the maker's own matrix (ISO 14971), as the safety of a case is. */
export const decideAssess =
  ({ matrix, hash }: NamedMatrix) =>
  (state: DefectState, input: InputOf<typeof assessDefect>): Decided => {
    const refused = over(state)
    if (refused !== undefined) return refused
    const told = [input.hazardousSituation, input.harm, input.harmSeverity, input.p1, input.p2]
    if (!input.endangers)
      return told.some((one) => one !== '')
        ? refuse(
            'defect/safety-contradicts',
            'You describe a harm, and say that nobody can be harmed. Correct one of the two.',
          )
        : [{ type: 'defect.assessed', ...input, result: null }]
    if ([input.hazardousSituation, input.harm, input.harmSeverity, input.p2].includes(''))
      return refuse(
        'defect/harm-incomplete',
        'It may harm patients: describe the hazardous situation and the harm, its severity, and P2.',
      )
    const severity = levelOf('severity', matrix.severity, input.harmSeverity)
    if (isRefusal(severity)) return severity
    const chanceOfHarm = harmChance(matrix, input, 'defect')
    if (isRefusal(chanceOfHarm)) return chanceOfHarm
    const { level, ...chances } = chanceOfHarm
    return [
      {
        type: 'defect.assessed',
        ...input,
        result: {
          ...chances,
          probability: level.id,
          acceptability: acceptabilityOf(matrix, level.id, severity.id),
          matrix: { hash, source: matrix.source },
          severityName: severity.name,
          probabilityName: level.name,
        },
      },
    ]
  }
