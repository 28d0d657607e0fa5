import { defaultClocksText, type IntakeClocks, intakeClocksSchema } from '../intake/index.ts'
import { type RuleFile, shippedRules } from './rule-file.ts'

/** The clocks of reports: the maker's own `intake-clocks.yaml`, or those that come with the program. */
export const intakeClocksFile: RuleFile<typeof intakeClocksSchema> = {
  name: 'intake-clocks.yaml',
  schema: intakeClocksSchema,
  shipped: defaultClocksText,
  about:
    'Dates of reports: until when somebody answers, who is reminded, who hears when it is late.',
  example: 'clocks.acknowledgement.within: 5 days',
}

/** The clocks that come with the program. */
export const shippedClocks = (): IntakeClocks => shippedRules(intakeClocksFile)
