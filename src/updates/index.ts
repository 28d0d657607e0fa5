import { isRefusal, type Refusal } from '../kernel/result.ts'
import { type Gathered, handle, handleWith, type Kind } from '../ledger/index.ts'
import * as contract from './contract.ts'
import * as decide from './decide.ts'
import { parseUpdateEvent, type UpdateEvent } from './events.ts'
import { decidePosition, decideRecord } from './patch/decide.ts'
import { type PatchEvent, parsePatchEvent } from './patch/events.ts'
import {
  evolvePatch,
  initialPatch,
  type PatchState,
  patchFacets,
  patchText,
} from './patch/state.ts'
import type { RegisteredUser, UpdatePlaces, UpdatePorts } from './ports.ts'
import { checkFileNames } from './repository/names.ts'
import { evolveUpdate, initialUpdate, type UpdateState, updateFacets, updateText } from './state.ts'

export type {
  OfferedUpdate,
  RegisteredUser,
  ReleaseGate,
  UpdatePlaces,
  UpdatePorts,
} from './ports.ts'
export { updateOffer } from './views.ts'
export type { PatchState, UpdateState }

/** Clause 6.3: files of a release, offered with a compatibility statement and a way to verify. */
export const updateKind = (ports: UpdatePorts): Kind<UpdateState, UpdateEvent> => ({
  contract: contract.updateContract,
  initial: initialUpdate,
  parseEvent: parseUpdateEvent,
  evolve: evolveUpdate,
  facets: updateFacets,
  text: updateText,
  handlers: [
    handle(
      contract.prepareUpdate,
      // The repository would refuse these names, but only after two people have signed.
      (state: UpdateState, input, context) =>
        checkFileNames(input.files.map(({ name }) => name)) ??
        decide.decidePrepare(state, input, context),
    ),
    handle(contract.approveUpdate, decide.decideApprove),
    handleWith(
      contract.publishUpdate,
      (state: UpdateState) => ports.releaseGate(state.release),
      decide.decidePublish,
    ),
    handle(contract.recordPublication, decide.decideRecordPublication),
    handle(contract.publicationFailed, decide.decidePublicationFailed),
    handleWith(
      contract.notifyUsers,
      (state: UpdateState) => noticeFacts(ports, state),
      decide.decideNotify,
    ),
    handle(contract.recordAcknowledgement, decide.decideRecordAcknowledgement),
    handle(contract.recordWithdrawal, decide.decideRecordWithdrawal),
    handleWith(
      contract.withdrawUpdate,
      (state: UpdateState, { instead }) => withdrawalFacts(ports, state, instead),
      decide.decideWithdraw,
    ),
  ],
})

const withdrawalFacts = async (
  ports: UpdatePorts,
  { product }: UpdateState,
  instead: string | undefined,
): Promise<Gathered<decide.WithdrawalFacts> | Refusal> => {
  const users = await ports.registeredUsers(product)
  if (isRefusal(users)) return users
  if (instead === undefined)
    return { facts: { users: users.facts, instead: null }, read: users.read }
  const offered = await ports.offered(instead)
  return isRefusal(offered)
    ? offered
    : {
        facts: { users: users.facts, instead: offered.facts },
        read: [...users.read, ...offered.read],
      }
}

const noticeFacts = async (
  ports: UpdatePorts,
  { product, reference }: UpdateState,
): Promise<
  Gathered<{ readonly users: readonly RegisteredUser[]; readonly places: UpdatePlaces }> | Refusal
> => {
  const users = await ports.registeredUsers(product)
  if (isRefusal(users)) return users
  return { facts: { users: users.facts, places: ports.places(reference) }, read: users.read }
}

/** 6.3/unapproved: somebody else's update, and our signed position on it. */
export const patchKind = (): Kind<PatchState, PatchEvent> => ({
  contract: contract.patchContract,
  initial: initialPatch,
  parseEvent: parsePatchEvent,
  evolve: evolvePatch,
  facets: patchFacets,
  text: patchText,
  handlers: [
    handle(contract.recordPatch, decideRecord),
    handle(contract.decidePatchPosition, decidePosition),
  ],
})
export { createRepository } from './repository/create.ts'
export { folderTree } from './repository/folder-tree.ts'
export { generateRepositoryKeys, importRoleKey, type RepositoryKeys } from './repository/keys.ts'
export { generateMakerKey, importMakerKey, type MakerKey } from './repository/maker-key.ts'
export type { PublicTree } from './repository/public-tree.ts'
export { publishUpdate } from './repository/publish.ts'
export { refreshTimestamp } from './repository/refresh.ts'
export { verifyFile, verifyPath } from './repository/verify-folder.ts'
export { withdrawFromRepository } from './repository/withdraw.ts'
