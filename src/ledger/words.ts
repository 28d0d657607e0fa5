/**
 * Opens what people told in their own words, which events and states hold sealed (decision 28). Many
 * values at once, each answered in its place; a value without such words comes back as it is.
 */
export type OpenWords = (values: readonly unknown[]) => Promise<readonly unknown[]>

/** For kinds and tools that know no keys: nothing is opened. */
export const opensNothing: OpenWords = async (values) => values

/** Whether stored JSON can hold sealed words at all: most does not, and is not looked through. */
export const mayHoldWords = (json: string): boolean => json.includes('"sealed:w1:')
