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

declare module '@secvisogram/csaf-validator-lib/cwe.js' {
  export const weaknesses: readonly { readonly id: string; readonly name: string }[]
}

declare module '@secvisogram/csaf-validator-lib/schemaTests.js' {
  export const csaf_2_0: DocumentTest
  export interface Place {
    readonly message: string
    readonly instancePath: string
  }
  export type DocumentTest = (document: unknown) => {
    readonly isValid: boolean
    readonly errors: readonly Place[]
  }
}

// These modules export one function for each test; one stands here for all.
declare module '@secvisogram/csaf-validator-lib/mandatoryTests.js' {
  import type { DocumentTest } from '@secvisogram/csaf-validator-lib/schemaTests.js'
  export const mandatoryTest_6_1_1: DocumentTest
}

declare module '@secvisogram/csaf-validator-lib/optionalTests.js' {
  import type { Place } from '@secvisogram/csaf-validator-lib/schemaTests.js'
  export const optionalTest_6_2_1: (document: unknown) => { readonly warnings: readonly Place[] }
}
