import type { Constraint } from '../../catalogue/schema.ts'
import type { Document } from './judge-library.ts'

/**
 * Whether a document gives itself away as one in which the constraint would stand: the catalogue's
 * words stand whole in its title, its kind or the name of a file.
 */
export const isOfTheKind = (constraint: Pick<Constraint, 'signals'>, document: Document): boolean =>
  namesTheKind(constraint)(
    wholeWords(
      `${document.title} ${kindWords[document.state.documentKind] ?? ''} ${document.state.revisions
        .slice(-filesLooked)
        .map(({ file }) => file.name)
        .join(' ')}`,
    ),
  )

/** Whether one of the catalogue's names stands whole in what `wholeWords` gave. */
export const namesTheKind = ({
  signals,
}: Pick<Constraint, 'signals'>): ((words: string) => boolean) => {
  const names = signals.fileNames.map(wholeWords)
  return (words) => names.some((name) => words.includes(name))
}

/** The words of a text, each between spaces. */
export const wholeWords = (text: string): string => ` ${wordsOf(text)} `

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
