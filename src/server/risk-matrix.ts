import { createHash } from 'node:crypto'
import { defaultMatrixText, type NamedMatrix, riskMatrixSchema } from '../cases/index.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import { type RuleFile, readRuleFile, shippedRules } from './rule-file.ts'

/** Severity, probability and exploitability, and what follows from them (9.3, ISO 14971, FDA). */
export const riskMatrixFile: RuleFile<typeof riskMatrixSchema> = {
  name: 'risk-matrix.yaml',
  schema: riskMatrixSchema,
  shipped: defaultMatrixText,
  about: 'The risk matrix: levels, which risk is acceptable, which is uncontrolled.',
  example: 'fda.low: [controlled, controlled, controlled, uncontrolled, uncontrolled]',
}

const named = (matrix: NamedMatrix['matrix']): NamedMatrix => ({
  matrix,
  hash: createHash('sha256').update(canonicalJson(matrix)).digest('hex'),
})

/** The matrix that comes with the program. */
export const shippedMatrix = (): NamedMatrix => named(shippedRules(riskMatrixFile))

export const readRiskMatrix = (dataDir: string): NamedMatrix | Refusal => {
  const matrix = readRuleFile(dataDir, riskMatrixFile)
  return isRefusal(matrix) ? matrix : named(matrix)
}
