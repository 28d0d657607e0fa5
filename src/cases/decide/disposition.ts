import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import type { approveDisposition, proposeDisposition, rejectDisposition } from '../contract.ts'
import { isStale } from '../state/stale.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, ownDecision, whileOpen } from './while-open.ts'

type Proposed = InputOf<typeof proposeDisposition>

export const decideProposeDisposition = whileOpen((state, input: Proposed) => {
  if (state.impact.length === 0)
    return refuse('case/no-impact', 'Record first which product revisions are affected.')
  return (
    lackingIn(input) ?? wrongRow(state, input) ?? [{ type: 'case.disposition-proposed', ...input }]
  )
})

/** Where operators must act themselves, nobody may leave them without a word on how. */
const lackingIn = (input: Proposed): Refusal | undefined => {
  for (const { path, guidance, control, where } of [
    { ...input, where: '' },
    ...input.rows.map((row) => ({
      path: row.path,
      // A product goes by what holds for all, where its own row says no more.
      guidance: [...input.guidance, ...row.guidance],
      control: row.control || input.control,
      where: ' for the product that goes its own way',
    })),
  ]) {
    if (path !== 'code-fix' && guidance.length === 0)
      return refuse(
        'case/guidance-missing',
        `${guidanceFor[path]} needs guidance for the operator${where}: say what they should do.`,
      )
    if (path === 'compensating-control' && control === '')
      return refuse(
        'case/control-missing',
        `Describe the compensating control${where}: what it is, and how it holds the flaw back.`,
      )
  }
  return undefined
}

const guidanceFor: Readonly<Record<Exclude<Proposed['path'], 'code-fix'>, string>> = {
  'configuration-change': 'A change of configuration',
  'compensating-control': 'A compensating control',
  'intended-environment': 'A changed intended environment',
  'residual-risk': 'An accepted risk',
}

const wrongRow = ({ impact }: CaseState, { rows }: Proposed): Refusal | undefined => {
  const products = rows.map(({ product }) => product)
  if (new Set(products).size < products.length)
    return refuse('case/path-twice', 'A product has two paths here. Leave one row for it.')
  return products.every((product) => impact.some((row) => row.product === product))
    ? undefined
    : refuse(
        'case/not-in-impact',
        'A row is for a product that the case is not about. Set its impact first, or leave the row out.',
      )
}

/** `proposal`: the hash of what is signed; empty where nothing is proposed. */
export const decideApproveDisposition = (
  state: CaseState,
  { comment }: InputOf<typeof approveDisposition>,
  context: DecisionContext,
  proposal: string,
): Decided =>
  undecided(state, context) ?? [{ type: 'case.disposition-approved', comment, proposal }]

export const decideRejectDisposition = (
  state: CaseState,
  { reason }: InputOf<typeof rejectDisposition>,
  context: DecisionContext,
  proposal: string,
): Decided => undecided(state, context) ?? [{ type: 'case.disposition-rejected', reason, proposal }]

/** Why nobody, or not this person, can answer the proposal. */
const undecided = (state: CaseState, { actor }: DecisionContext): Refusal | undefined => {
  const { disposition } = state
  if (state.closed !== null) return closed
  if (disposition === null)
    return refuse('case/no-disposition', 'There is no proposed disposition. Propose one first.')
  if (disposition.rejected !== null)
    return refuse(
      'case/disposition-rejected',
      'This disposition was sent back. Propose a new one that answers the reason.',
    )
  if (disposition.approved !== null && !isStale(state, 'disposition'))
    return refuse(
      'case/approved-already',
      'This disposition is approved. Propose a new one to change it.',
    )
  return disposition.by === actor.id ? ownDecision : undefined
}
