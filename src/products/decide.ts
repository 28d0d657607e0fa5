import type { InputOf } from '../kernel/fields.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import type { DecisionContext } from '../ledger/index.ts'
import type {
  addRevision,
  changeRevision,
  recordSbom,
  registerProduct,
  registerUser,
  setSecurityProfile,
} from './contract.ts'
import type { ProductEvent } from './events.ts'
import type { ProductState } from './state.ts'

type Decided = readonly ProductEvent[] | Refusal

export const decideRegister = (
  _state: ProductState,
  input: InputOf<typeof registerProduct>,
): Decided => [{ type: 'product.registered', ...input }]

export const decideAddRevision = (
  state: ProductState,
  input: InputOf<typeof addRevision>,
): Decided =>
  state.revisions.some(({ revision }) => revision === input.revision)
    ? refuse('product/revision-exists', `${state.name} has a revision ${input.revision} already.`)
    : [{ type: 'product.revision-added', ...input }]

export const decideChangeRevision = (
  state: ProductState,
  input: InputOf<typeof changeRevision>,
): Decided =>
  state.revisions.some(({ revision }) => revision === input.revision)
    ? [{ type: 'product.revision-changed', ...input }]
    : noSuchRevision(state, input.revision)

export const decideRecordSbom = (
  state: ProductState,
  input: InputOf<typeof recordSbom>,
): Decided =>
  state.revisions.some(({ revision }) => revision === input.revision)
    ? [{ type: 'product.sbom-recorded', ...input }]
    : noSuchRevision(state, input.revision)

const noSuchRevision = ({ name }: ProductState, revision: string): Refusal =>
  refuse('product/no-such-revision', `${name} has no revision ${revision}. Add the revision first.`)

export const decideSetSecurityProfile = (
  _state: ProductState,
  { profile }: InputOf<typeof setSecurityProfile>,
): Decided => [{ type: 'product.security-profile-set', profile }]

export const decideRegisterUser = (
  _state: ProductState,
  input: InputOf<typeof registerUser>,
  context: DecisionContext,
): Decided => [{ type: 'product.user-registered', user: context.newId(), ...input }]
