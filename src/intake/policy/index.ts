import { handleWith, type Kind } from '../../ledger/index.ts'
import { policyContract, publishPolicy, revisePolicy } from '../contract/policy.ts'
import type { PolicyPorts } from '../ports.ts'
import { decidePublish, decideRevise } from './decide.ts'
import { type PolicyEvent, parsePolicyEvent } from './events.ts'
import { evolvePolicy, initialPolicy, type PolicyState, policyFacets, policyText } from './state.ts'

export type { PolicyState }

/** Clause 9.2/channel: what we promise and ask, in versions that stay. */
export const policyKind = ({ facts }: PolicyPorts): Kind<PolicyState, PolicyEvent> => ({
  contract: policyContract,
  initial: initialPolicy,
  parseEvent: parsePolicyEvent,
  evolve: evolvePolicy,
  facets: policyFacets,
  text: policyText,
  handlers: [
    handleWith(publishPolicy, (_state: PolicyState, _input, { now }) => facts(now), decidePublish),
    handleWith(revisePolicy, (_state: PolicyState, _input, { now }) => facts(now), decideRevise),
  ],
})
