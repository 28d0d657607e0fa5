import type { Constraint } from '../../catalogue/schema.ts'
import type { Document } from './judge-library.ts'

/**
 * Whether a document gives itself away as one in which the constraint would stand: the catalogue's
 * words stand whole in its title, its kind or the name of a file.
 */
export const isOfTheKind = (
  { signals }: Pick<Constraint, 'signals'>,
  document: Document,
): boolean => {
  const words = ` ${wordsOf(
    `${document.title} ${kindWords[document.state.documentKind] ?? ''} ${document.state.revisions
      .slice(-filesLooked)
      .map(({ file }) => file.name)
      .join(' ')}`,
  )} `
  return signals.fileNames.some((phrase) => words.includes(` ${wordsOf(phrase)} `))
}

const filesLooked = 5

/** Lower case, and everything that is no letter or digit parts words. */
const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What the kinds of the library are called. */
export const kindWords: Readonly<Record<string, string>> = {
  ifu: 'instructions for use manual',
  installation: 'installation guide',
  administration: 'administration guide',
  'security-guide': 'security guide',
  'release-notes': 'release notes',
  policy: 'policy or procedure',
}
