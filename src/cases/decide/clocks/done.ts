import { type Instant, instantOf } from '../../../kernel/time.ts'
import type { ClockEnd } from '../../contract.ts'
import type { CaseState } from '../../state.ts'
import type { CaseClockRule } from './rules.ts'

/**
 * When what the rule asks for was recorded; null where it is not. The moment of the record counts
 * and not the one it claims: what nobody wrote down in time cannot be shown to have been in time.
 */
export const doneOf = (
  rule: CaseClockRule,
  state: CaseState,
  incident: string | null,
  start: Instant,
): Instant | null => {
  const clock = incident === null ? rule.id : `${rule.id}/${incident}`
  const [first] = rule.metBy
    .flatMap((end) => recorded(end, rule, state, { clock, incident }))
    .sort()
  if (first === undefined) return null
  const at = instantOf(Date.parse(first))
  // Done before the clock began: it was met from its first moment.
  return at < start ? start : at
}

const recorded = (
  end: ClockEnd,
  { authority, stage }: CaseClockRule,
  state: CaseState,
  about: { readonly clock: string; readonly incident: string | null },
): readonly string[] => {
  const { reached, disclosure } = state
  const out = (...facts: readonly string[]) =>
    state.outward.filter(({ fact }) => facts.includes(fact)).map(({ at }) => at)
  switch (end) {
    case 'assessed':
      return Object.entries(reached).flatMap(([step, at]) =>
        step === 'open' || step === 'exploited' ? [] : [at],
      )
    case 'fixed':
      return [...[reached['fix-verified']].flatMap((at) => at ?? []), ...out('update-published')]
    case 'update-published':
      return out('update-published')
    case 'disclosed':
      return out('advisory-published', 'update-published')
    case 'disclosure-withheld':
      return disclosure?.disclose === false && disclosure.approved !== null
        ? [disclosure.approved.at]
        : []
    case 'users-told':
      return out('advisory-published', 'users-notified')
    case 'submitted': {
      const since = state.incidents.find(({ id }) => id === about.incident)?.at ?? ''
      return state.submissions
        .filter(
          (sent) =>
            sent.authority === authority &&
            (stage === undefined || sent.stage === stage) &&
            (about.incident === null ||
              (sent.incident === undefined ? sent.at >= since : sent.incident === about.incident)),
        )
        .map(({ at }) => at)
    }
    case 'by-hand':
      return state.metByHand.filter(({ clock }) => clock === about.clock).map(({ at }) => at)
    default:
      return end satisfies never
  }
}
