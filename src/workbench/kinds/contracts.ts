import { advisoryContract } from '../../advisories/contract.ts'
import {
  caseContract,
  messageContract,
  openReviewContract,
  riskContract,
} from '../../cases/contract.ts'
import {
  defectContract,
  documentContract,
  lookContract,
  sourceContract,
} from '../../documents/contract.ts'
import {
  channelContract,
  deviceContract,
  indicatorContract,
  policyContract,
  reportContract,
} from '../../intake/contract.ts'
import type { CommandDeclaration, KindContract } from '../../kernel/command.ts'
import { activityContract } from '../../monitoring/contract.ts'
import { productContract } from '../../products/contract.ts'
import { releaseContract } from '../../releases/contract.ts'
import { clauseReviewContract, reviewFindingContract } from '../../review/contract.ts'
import { personContract } from '../../server/access/person/contract.ts'
import { distributionContract } from '../../server/deliveries/contract.ts'
import { erasureContract } from '../../server/erasure/contract.ts'
import { witnessContract } from '../../server/witnesses/contract.ts'
import { patchContract, updateContract } from '../../updates/contract.ts'

/** Every kind of record the server keeps; screens, forms and permissions all come from these. */
export const contracts: readonly KindContract[] = [
  reportContract,
  channelContract,
  policyContract,
  indicatorContract,
  deviceContract,
  caseContract,
  openReviewContract,
  messageContract,
  riskContract,
  documentContract,
  lookContract,
  defectContract,
  sourceContract,
  releaseContract,
  updateContract,
  advisoryContract,
  patchContract,
  activityContract,
  productContract,
  distributionContract,
  erasureContract,
  witnessContract,
  reviewFindingContract,
  clauseReviewContract,
  personContract,
]

const byCollection = new Map(contracts.map((contract) => [contract.collection, contract]))
const byKind = new Map(contracts.map((contract) => [contract.kind, contract]))

export const contractOf = (collection: string): KindContract | undefined =>
  byCollection.get(collection)

export const contractOfKind = (kind: string): KindContract | undefined => byKind.get(kind)

/** The one by this name; throws where the contracts have none, which the type checker cannot see. */
export const commandOf = (collection: string, name: string): CommandDeclaration => {
  const found = contractOf(collection)?.commands.find((command) => command.name === name)
  if (found === undefined) throw new Error(`No command ${name} is declared for ${collection}`)
  return found
}

/** What a command is called; its name where no contract has it, as in an address somebody wrote. */
export const titleOfCommand = (collection: string, name: string): string =>
  contractOf(collection)?.commands.find((command) => command.name === name)?.title ?? name
