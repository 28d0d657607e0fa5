/** What we use of @secvisogram/csaf-validator-lib 2.0, which ships JavaScript without types. */
declare module '@secvisogram/csaf-validator-lib/lib/shared/first/cvss40.js' {
  export class CVSS40 {
    constructor(vector: string)
    readonly score: number
  }
}

declare module '@secvisogram/csaf-validator-lib/lib/shared/first/cvsscalc30.js' {
  import type { FirstScores } from '@secvisogram/csaf-validator-lib/lib/shared/first/cvsscalc31.js'

  const calculator: { calculateCVSSFromVector(vector: string): FirstScores }
  export default calculator
}

declare module '@secvisogram/csaf-validator-lib/lib/shared/first/cvsscalc31.js' {
  export interface FirstScores {
    readonly baseMetricScore: string
    readonly temporalMetricScore: string
    readonly environmentalMetricScore: string
  }
  const calculator: { calculateCVSSFromVector(vector: string): FirstScores }
  export default calculator
}

declare module '@secvisogram/csaf-validator-lib/schemaTests.js' {
  export const csaf_2_0: (document: unknown) => {
    readonly isValid: boolean
    readonly errors: readonly { readonly message: string; readonly instancePath: string }[]
  }
}
