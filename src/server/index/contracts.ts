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
import type { KindContract } from '../../kernel/command.ts'
import { activityContract } from '../../monitoring/contract.ts'
import { productContract } from '../../products/contract.ts'
import { releaseContract } from '../../releases/contract.ts'
import { clauseReviewContract, reviewFindingContract } from '../../review/contract.ts'
import { patchContract, updateContract } from '../../updates/contract.ts'
import { personContract } from '../access/person/contract.ts'
import { distributionContract } from '../deliveries/contract.ts'
import { erasureContract } from '../erasure/contract.ts'
import { witnessContract } from '../witnesses/contract.ts'

/**
 * Every kind of record, in the order of the chain: help, verbs and permissions are made from these. Data
 * only, so that help needs no database; `kinds.ts` has the same with what runs them.
 */
export const contracts: readonly KindContract[] = [
  productContract,
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
  sourceContract,
  defectContract,
  releaseContract,
  updateContract,
  patchContract,
  advisoryContract,
  activityContract,
  reviewFindingContract,
  clauseReviewContract,
  personContract,
  distributionContract,
  erasureContract,
  witnessContract,
]
