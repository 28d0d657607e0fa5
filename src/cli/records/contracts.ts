import { advisoryContract } from '../../advisories/contract.ts'
import { caseContract, openReviewContract } from '../../cases/contract.ts'
import { defectContract, documentContract, lookContract } from '../../documents/contract.ts'
import { reportContract } from '../../intake/contract.ts'
import type { KindContract } from '../../kernel/command.ts'
import { activityContract } from '../../monitoring/contract.ts'
import { productContract } from '../../products/contract.ts'
import { releaseContract } from '../../releases/contract.ts'
import { reviewFindingContract } from '../../review/contract.ts'
import { distributionContract, personContract } from '../../server/index/contracts.ts'
import { patchContract, updateContract } from '../../updates/contract.ts'

/** Every kind of record, in the order of the chain; help and verbs are made from these. */
export const contracts: readonly KindContract[] = [
  productContract,
  reportContract,
  caseContract,
  openReviewContract,
  documentContract,
  lookContract,
  defectContract,
  releaseContract,
  updateContract,
  patchContract,
  advisoryContract,
  activityContract,
  reviewFindingContract,
  personContract,
  distributionContract,
]

/** By `report` or `reports`. */
export const contractOf = (word: string): KindContract | undefined =>
  contracts.find(({ kind, collection }) => kind === word || collection === word)

/** By `RPT-2026-0007`. */
export const contractOfHumanId = (id: string): KindContract | undefined =>
  contracts.find(({ prefix }) => id.startsWith(`${prefix}-`))
