import { scoreCvss } from '../../formats/cvss.ts'
import { readCvssVector } from '../../kernel/cvss.ts'
import { cvssGuides, followCvssGuide } from '../../kernel/cvss-guide.ts'
import type { InputOf } from '../../kernel/fields.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { decideSsvc } from '../../kernel/ssvc.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type {
  chooseScore,
  decideSsvcOfCase,
  noteExploitation,
  scoreCase,
  withdrawScore,
} from '../contract.ts'
import type { CaseEvent } from '../events.ts'
import type { ConcernedProduct } from '../ports.ts'
import { endsWithoutFix } from '../state/disposition.ts'
import type { EventNamed } from '../state/evolver.ts'
import { isNamed, type Score } from '../state/scoring.ts'
import { staleIn } from '../state/stale.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, whileOpen } from './while-open.ts'

/** `products`: the one that the score is for, where it exists. */
export const decideScore = (
  state: CaseState,
  { vector, source, kind: said, reasoning = [], ...rest }: InputOf<typeof scoreCase>,
  { actor }: DecisionContext,
  products: readonly ConcernedProduct[],
): Decided => {
  if (state.closed !== null) return closed
  const score = scoreCvss(vector)
  if (isRefusal(score)) return score
  const kind = said ?? (source === '' ? 'ours' : 'other')
  if (kind !== 'ours' && source === '')
    return refuse(
      'case/source-missing',
      'Name the source: whose score is it, when it is not our own?',
    )
  const { product } = rest
  if (product !== undefined && !products.some(({ id }) => id === product))
    return refuse('case/no-such-product', 'There is no such product. Name one of ours.')
  const told = toldReasoning(vector, reasoning)
  if (isRefusal(told)) return told
  const { version, overall, severity, base, threat, environmental } = score
  return [
    {
      type: 'case.scored',
      ...rest,
      vector: score.vector,
      version,
      score: overall,
      severity,
      base,
      threat,
      environmental,
      kind,
      source: source === '' ? actor.id : source,
      ...(told.length === 0 ? {} : { reasoning: told }),
    },
  ]
}

type Told = NonNullable<EventNamed<'case.scored'>['reasoning']>

/** The questions as they were asked and answered; refuses answers that lead to another value. */
const toldReasoning = (
  vector: string,
  reasoning: NonNullable<InputOf<typeof scoreCase>['reasoning']>,
): Told | Refusal => {
  const told: Told = []
  if (reasoning.length === 0) return told
  const read = readCvssVector(vector)
  if (isRefusal(read)) return read
  const { version, metrics } = read
  if (version === '2.0')
    return refuse(
      'case/no-questions',
      'There are no questions for CVSS 2.0. Leave the answers out, or score by 3.1 or 4.0.',
    )
  const guides = cvssGuides(version)
  for (const { metric, answers } of reasoning) {
    const guide = guides.find((one) => one.metric === metric)
    if (guide === undefined || told.some((one) => one.metric === metric))
      return refuse(
        'case/reasoning-misplaced',
        `CVSS ${version} is asked about ${metric.slice(0, 4)} ${guide === undefined ? 'never' : 'once'}. Leave these answers out.`,
      )
    const followed = followCvssGuide(guide, answers)
    if (isRefusal(followed)) return followed
    const value = metrics.get(metric) ?? 'X'
    const { next } = followed
    if (!('value' in next) || next.value !== value)
      return refuse(
        'case/reasoning-contradicts',
        `The answers about ${guide.label} (${metric}) ${'value' in next ? `lead to ${next.value}` : 'lead to no value yet'}, and the vector says ${value}. Correct one of them, or leave the answers out.`,
        { metric },
      )
    told.push({ metric, value, told: [...followed.told] })
  }
  return told
}

/** The severity of a case is our own judgement: what others say is shown beside it. */
export const decideChooseScore = whileOpen((state, input: InputOf<typeof chooseScore>) => {
  const score = named(state, input)
  if (score === undefined) return noSuchScore
  return score.kind === 'ours'
    ? [{ type: 'case.score-chosen', ...input }]
    : refuse(
        'case/not-our-score',
        'Only a score of ours decides. If we agree with this one, record its vector as ours first.',
      )
})

export const decideWithdrawScore = whileOpen((state, input: InputOf<typeof withdrawScore>) =>
  named(state, input) === undefined ? noSuchScore : [{ type: 'case.score-withdrawn', ...input }],
)

const named = (
  { scores }: CaseState,
  { reason: _, ...which }: InputOf<typeof chooseScore>,
): Score | undefined => scores.find((score) => isNamed(score, which))

const noSuchScore = refuse(
  'case/no-such-score',
  'The case has no score of this version, source and product. Look at the scores that it has.',
)

/** Also of a closed case, which opens again where what it was closed on is no longer so. */
export const decideNoteExploitation = (
  state: CaseState,
  { on, ...input }: InputOf<typeof noteExploitation>,
  { now }: DecisionContext,
): Decided => {
  const today = now.slice(0, 10)
  if ([on, input.kev?.added, input.epss?.on].some((day) => day !== undefined && day > today))
    return refuse(
      'case/date-in-future',
      'A day here lies in the future. Choose today or an earlier day.',
    )
  if (input.kev !== undefined && input.status !== 'active')
    return refuse(
      'case/exploitation-contradicts',
      'The KEV catalogue lists only what is being exploited. Choose that, or leave the entry out.',
    )
  const noted = { type: 'case.exploitation-noted' as const, ...input, on: on ?? today }
  return [noted, ...reopenedBy(state, noted)]
}

const reopenedBy = (
  state: CaseState,
  { status, source }: EventNamed<'case.exploitation-noted'>,
): readonly CaseEvent[] => {
  if (state.closed === null || endsWithoutFix(state)) return []
  const stale = staleIn({ ...state, exploitation: { ...state.exploitation, status } })
  return stale.some(({ part }) => part === 'impact')
    ? [
        {
          type: 'case.reopened',
          reason: `What is known of its exploitation changed (${source}), and the impact was decided on something else.`,
        },
      ]
    : []
}

const exploitationPoint = { none: 'N', poc: 'P', active: 'A' } as const

/** SSVC, with the answers, the outcome and the path as they were on that day. */
export const decideDecideSsvc = whileOpen(
  ({ exploitation }, { tree, answers, reason }: InputOf<typeof decideSsvcOfCase>) => {
    const decision = decideSsvc(answers, tree)
    if (isRefusal(decision)) return decision
    const { E } = decision.points
    if (exploitation !== null && E !== undefined && E !== exploitationPoint[exploitation.status])
      return refuse(
        'case/exploitation-contradicts',
        `The case notes exploitation as "${exploitation.status}" (${exploitation.source}), and the answer says otherwise. Answer ${exploitationPoint[exploitation.status]}, or note what is known now first.`,
      )
    const { table, outcome, points, path } = decision
    return [
      {
        type: 'case.ssvc-decided',
        tree,
        table,
        outcome: { ...outcome },
        points: { ...points },
        path: path.map((step) => ({ ...step })),
        reason,
      },
    ]
  },
)
