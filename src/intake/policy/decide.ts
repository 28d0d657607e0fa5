import type { InputOf } from '../../kernel/fields.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import type { DecisionContext } from '../../ledger/index.ts'
import {
  type PolicySettings,
  policySettings,
  type publishPolicy,
  type revisePolicy,
} from '../contract/policy.ts'
import type { PolicyEvent } from './events.ts'
import type { PolicyState } from './state.ts'

type Decided = readonly PolicyEvent[] | Refusal

/** What the rules of the clocks promise today, in days. */
type Promises = Readonly<Record<string, number>>

interface PolicyFacts {
  readonly promised: Promises
  /** The reference of a policy that there is already. */
  readonly already: string | undefined
}

export const decidePublish = (
  _state: PolicyState,
  settings: InputOf<typeof publishPolicy>,
  { humanId }: DecisionContext,
  { promised, already }: PolicyFacts,
): Decided =>
  already === undefined
    ? [published(humanId, 1, '', promised, settings)]
    : refuse(
        'policy/there-already',
        `There is a policy already: ${already}. Publish a new version of it.`,
      )

export const decideRevise = (
  state: PolicyState,
  { changes, ...settings }: InputOf<typeof revisePolicy>,
  _context: DecisionContext,
  { promised }: Pick<PolicyFacts, 'promised'>,
): Decided => {
  const last = state.versions.at(-1)
  if (last !== undefined && sameSettings(last, settings) && samePromises(last.promised, promised))
    return refuse('policy/unchanged', 'Nothing differs from the version that is published.')
  return [published(state.reference, state.number + 1, changes, promised, settings)]
}

const published = (
  reference: string,
  number: number,
  changes: string,
  promised: Promises,
  { disclosureDays, ...settings }: PolicySettings,
): PolicyEvent => ({
  type: 'policy.published',
  reference,
  number,
  changes,
  promised,
  ...settings,
  ...(disclosureDays === undefined ? {} : { disclosureDays }),
})

const settingNames = Object.keys(policySettings.shape) as readonly (keyof PolicySettings)[]

const sameSettings = (one: PolicySettings, other: PolicySettings): boolean =>
  settingNames.every((name) => JSON.stringify(one[name]) === JSON.stringify(other[name]))

const samePromises = (one: Promises, other: Promises): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (name) => one[name] === other[name],
  )
