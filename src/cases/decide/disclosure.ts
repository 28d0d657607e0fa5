import type { InputOf } from '../../kernel/fields.ts'
import { refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import { type approveDisclosure, type decideDisclosure, namedAudiences } from '../contract.ts'
import { isStale } from '../state/stale.ts'
import type { CaseState } from '../state.ts'
import { closed, type Decided, ownDecision, whileOpen } from './while-open.ts'

export const decideDisclosureDecision = whileOpen(
  (state, input: InputOf<typeof decideDisclosure>) => {
    if (state.scores.length === 0)
      return refuse(
        'case/not-scored',
        'Score the case first: disclosure is decided from its impact.',
      )
    const told = [...new Set([...input.audiences, ...input.plan.map(({ audience }) => audience)])]
    const days = input.plan.flatMap(({ on }) => on ?? []).sort()
    const dated = input.plan.map(({ audience, on }) => (on === undefined ? '' : audience))
    if (!input.disclose)
      return told.length === 0
        ? [{ type: 'case.disclosure-decided', ...input }]
        : refuse(
            'case/disclosure-contradicts',
            'Who is told nothing needs no audience. Leave the audiences out, or decide to disclose.',
          )
    if (
      told.length === 0 ||
      (input.on === undefined && told.some((audience) => !dated.includes(audience)))
    )
      return refuse(
        'case/disclosure-incomplete',
        'Say to whom it is disclosed, and from which day: for all, or for each of them.',
      )
    const unnamed = namedAudiences.filter(
      (audience) =>
        told.includes(audience) &&
        !input.plan.some((one) => one.audience === audience && one.who !== ''),
    )
    if (unnamed.length > 0)
      return refuse(
        'case/audience-unnamed',
        `Say who exactly is told, in a row of its own: ${unnamed.join(', ')}.`,
      )
    const on = input.on ?? days[0]
    return [
      {
        type: 'case.disclosure-decided',
        ...input,
        audiences: told,
        ...(on === undefined ? {} : { on }),
      },
    ]
  },
)

/** `decision`: the hash of what is signed; empty where nothing is decided. */
export const decideApproveDisclosure = (
  state: CaseState,
  { comment }: InputOf<typeof approveDisclosure>,
  context: DecisionContext,
  decision: string,
): Decided => {
  if (state.closed !== null) return closed
  if (state.disclosure === null)
    return refuse('case/no-disclosure', 'There is no disclosure decision. Decide first.')
  if (state.disclosure.approved !== null && !isStale(state, 'disclosure'))
    return refuse('case/approved-already', 'This decision is approved. Decide anew to change it.')
  if (state.disclosure.by === context.actor.id) return ownDecision
  return [{ type: 'case.disclosure-approved', comment, decision }]
}
