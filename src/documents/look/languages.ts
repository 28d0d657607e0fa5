/**
 * Whether the search knows the words of a language, and not only numbers, names and code. What it
 * cannot read well is never clean by a search alone. Tags as in BCP 47; the region does not matter.
 */
export const searchReads = (language: string): boolean =>
  known.has(language.trim().toLowerCase().split(/[-_]/)[0] ?? '')

const known: ReadonlySet<string> = new Set(['en'])
