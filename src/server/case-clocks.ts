import { createHash } from 'node:crypto'
import { type CaseClocks, caseClocksSchema, defaultCaseClocksText } from '../cases/index.ts'
import { isRefusal, type Refusal } from '../kernel/result.ts'
import { type RuleFile, readRuleFile, shippedRules } from './rule-file.ts'

/** The clocks of cases, and the authorities that a case is decided for (9.5, 4.1.7). */
export const caseClocksFile: RuleFile<typeof caseClocksSchema> = {
  name: 'case-clocks.yaml',
  schema: caseClocksSchema,
  shipped: defaultCaseClocksText,
  about:
    'Dates of cases: which law or agreement sets them, from when they run, who is reminded, who hears when one was missed.',
  example: '`within: 30 days` in a rule',
}

/** Cases are looked at anew where the edition differs: how often all are reviewed is none of it. */
const withEdition = ({ openReviews, ...dates }: Omit<CaseClocks, 'edition'>): CaseClocks => ({
  ...dates,
  openReviews,
  edition: createHash('sha256').update(JSON.stringify(dates)).digest('hex').slice(0, 16),
})

/** The clocks that come with the program. */
export const shippedCaseClocks = (): CaseClocks => {
  shipped ??= withEdition(shippedRules(caseClocksFile))
  return shipped
}

/** Read once: who only folds facts asks for it again and again. */
let shipped: CaseClocks | undefined

export const readCaseClocks = (dataDir: string): CaseClocks | Refusal => {
  const rules = readRuleFile(dataDir, caseClocksFile)
  return isRefusal(rules) ? rules : withEdition(rules)
}
