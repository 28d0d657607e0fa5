import type { InquiryRules, NamedMatrix } from '../cases/index.ts'
import type { IntakeClocks } from '../intake/index.ts'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import { caseInquiriesFile, shippedInquiries } from './case-inquiries.ts'
import { intakeClocksFile, shippedClocks } from './intake-clocks.ts'
import { readRiskMatrix, riskMatrixFile, shippedMatrix } from './risk-matrix.ts'
import { readRuleFile, writeRuleFile } from './rule-file.ts'

/** What the maker may set by files of rules in the data folder. */
export interface Rules {
  readonly intakeClocks: IntakeClocks
  readonly riskMatrix: NamedMatrix
  readonly caseInquiries: InquiryRules
}

/** Reads every file of rules; writes those that are not there, in comments. */
export const readRuleFiles = async (dataDir: string): Promise<Rules | Refusal> => {
  await writeRuleFile(dataDir, intakeClocksFile)
  await writeRuleFile(dataDir, riskMatrixFile)
  await writeRuleFile(dataDir, caseInquiriesFile)
  const intakeClocks = readRuleFile(dataDir, intakeClocksFile)
  if (isRefusal(intakeClocks)) return intakeClocks
  const riskMatrix = readRiskMatrix(dataDir)
  if (isRefusal(riskMatrix)) return riskMatrix
  const caseInquiries = readRuleFile(dataDir, caseInquiriesFile)
  return isRefusal(caseInquiries) ? caseInquiries : { intakeClocks, riskMatrix, caseInquiries }
}

/** The rules that come with the program, without a data folder. */
export const allShipped = (): Rules => ({
  intakeClocks: shippedClocks(),
  riskMatrix: shippedMatrix(),
  caseInquiries: shippedInquiries(),
})
