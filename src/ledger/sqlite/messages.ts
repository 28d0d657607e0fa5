/** What the thread that writes is asked. */
export interface Question {
  readonly id: number
  readonly text: string
  readonly parameters: readonly unknown[]
}

/** The text of a question whose parameters are statements for one transaction. */
export const allOfThese = '-- all of these'

export interface Rows {
  readonly rows: unknown[]
  readonly changes: number
}

export type Answer =
  | ({ readonly id: number } & Rows)
  | {
      readonly id: number
      /** An error does not keep its code on the way between threads. */
      readonly error: { readonly message: string; readonly code: string | undefined }
    }
