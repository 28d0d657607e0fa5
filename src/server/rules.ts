import type { NamedMatrix } from '../cases/index.ts'
import type { IntakeClocks } from '../intake/index.ts'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import { intakeClocksFile } from './intake-clocks.ts'
import { readRiskMatrix, riskMatrixFile } from './risk-matrix.ts'
import { readRuleFile, writeRuleFile } from './rule-file.ts'

/** What the maker may set by files of rules in the data folder. */
export interface Rules {
  readonly intakeClocks: IntakeClocks
  readonly riskMatrix: NamedMatrix
}

/** Reads every file of rules; writes those that are not there, in comments. */
export const readRuleFiles = async (dataDir: string): Promise<Rules | Refusal> => {
  await writeRuleFile(dataDir, intakeClocksFile)
  await writeRuleFile(dataDir, riskMatrixFile)
  const intakeClocks = readRuleFile(dataDir, intakeClocksFile)
  if (isRefusal(intakeClocks)) return intakeClocks
  const riskMatrix = readRiskMatrix(dataDir)
  return isRefusal(riskMatrix) ? riskMatrix : { intakeClocks, riskMatrix }
}
