import { advisoryContract } from '../../src/advisories/contract.ts'
import { caseContract, openReviewContract } from '../../src/cases/contract.ts'
import { defectContract, documentContract, lookContract } from '../../src/documents/contract.ts'
import { reportContract } from '../../src/intake/contract.ts'
import type { KindContract } from '../../src/kernel/command.ts'
import { activityContract } from '../../src/monitoring/contract.ts'
import { productContract } from '../../src/products/contract.ts'
import { releaseContract } from '../../src/releases/contract.ts'
import { reviewFindingContract } from '../../src/review/contract.ts'
import { personContract } from '../../src/server/access/person/contract.ts'
import { distributionContract } from '../../src/server/deliveries/contract.ts'
import { patchContract, updateContract } from '../../src/updates/contract.ts'

/** Every kind of record, in the order of the chain. A test holds this list against the server's. */
export const contracts: readonly KindContract[] = [
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
  productContract,
  reviewFindingContract,
  distributionContract,
  personContract,
]
