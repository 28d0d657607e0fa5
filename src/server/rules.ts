import type { CaseClocks, InquiryRules, NamedMatrix } from '../cases/index.ts'
import type { LibraryRules } from '../documents/index.ts'
import type { IntakeClocks } from '../intake/index.ts'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import { caseClocksFile, readCaseClocks, shippedCaseClocks } from './case-clocks.ts'
import { caseInquiriesFile, shippedInquiries } from './case-inquiries.ts'
import { intakeClocksFile, shippedClocks } from './intake-clocks.ts'
import { libraryRulesFile, shippedLibraryRules } from './library/rules.ts'
import { type SourceSettings, sourcesFile } from './library/source-settings.ts'
import { readRiskMatrix, riskMatrixFile, shippedMatrix } from './risk-matrix.ts'
import { readRuleFile, shippedRules, writeRuleFile } from './rule-file.ts'

/** What the maker may set by files of rules in the data folder. */
export interface Rules {
  readonly intakeClocks: IntakeClocks
  readonly caseClocks: CaseClocks
  readonly riskMatrix: NamedMatrix
  readonly caseInquiries: InquiryRules
  /** Where documents of the library lie. */
  readonly sourceSettings: readonly SourceSettings[]
  readonly libraryRules: LibraryRules
}

/** Reads every file of rules; writes those that are not there, in comments. */
export const readRuleFiles = async (dataDir: string): Promise<Rules | Refusal> => {
  await writeRuleFile(dataDir, intakeClocksFile)
  await writeRuleFile(dataDir, caseClocksFile)
  await writeRuleFile(dataDir, riskMatrixFile)
  await writeRuleFile(dataDir, caseInquiriesFile)
  await writeRuleFile(dataDir, sourcesFile)
  await writeRuleFile(dataDir, libraryRulesFile)
  const intakeClocks = readRuleFile(dataDir, intakeClocksFile)
  if (isRefusal(intakeClocks)) return intakeClocks
  const caseClocks = readCaseClocks(dataDir)
  if (isRefusal(caseClocks)) return caseClocks
  const riskMatrix = readRiskMatrix(dataDir)
  if (isRefusal(riskMatrix)) return riskMatrix
  const caseInquiries = readRuleFile(dataDir, caseInquiriesFile)
  if (isRefusal(caseInquiries)) return caseInquiries
  const sources = readRuleFile(dataDir, sourcesFile)
  if (isRefusal(sources)) return sources
  const { sources: sourceSettings } = sources
  const libraryRules = readRuleFile(dataDir, libraryRulesFile)
  if (isRefusal(libraryRules)) return libraryRules
  return {
    intakeClocks,
    caseClocks,
    riskMatrix,
    caseInquiries,
    sourceSettings,
    libraryRules,
  }
}

/** The rules that come with the program, without a data folder. */
export const allShipped = (): Rules => ({
  intakeClocks: shippedClocks(),
  caseClocks: shippedCaseClocks(),
  riskMatrix: shippedMatrix(),
  caseInquiries: shippedInquiries(),
  sourceSettings: shippedRules(sourcesFile).sources,
  libraryRules: shippedLibraryRules(),
})
