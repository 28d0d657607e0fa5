import type { Constraint } from '../../catalogue/schema.ts'
import type { Document } from './judge-library.ts'

/** What documents are called, by their ids: worked out once for all constraints of a review. */
export type Called = ReadonlyMap<string, string>

/** Their title, their kind and the names of their last files, as `wholeWords` gives them. */
export const calledOf = (documents: readonly Document[]): Called =>
  new Map(
    documents.map(({ id, title, state }) => {
      const files = state.revisions.slice(-filesLooked).map(({ file }) => file.name)
      return [id, wholeWords([title, kindWords[state.documentKind] ?? '', ...files].join(' '))]
    }),
  )

const filesLooked = 5

/** The documents that give themselves away as ones in which the constraint would stand. */
export const ofTheKind = (
  constraint: Pick<Constraint, 'signals'>,
  documents: readonly Document[],
  called: Called,
): readonly Document[] => {
  const isNamed = namesTheKind(constraint)
  return documents.filter(({ id }) => isNamed(called.get(id) ?? ''))
}

/** Whether one of the catalogue's names stands whole in what `wholeWords` gave. */
export const namesTheKind = ({
  signals,
}: Pick<Constraint, 'signals'>): ((words: string) => boolean) => {
  const names = signals.fileNames.map(wholeWords)
  return (words) => names.some((name) => words.includes(name))
}

/** The words of a text in lower case, each between spaces; all but letters and digits parts them. */
export const wholeWords = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `

/** What the kinds of the library are called. */
export const kindWords: Readonly<Record<string, string>> = {
  ifu: 'instructions for use manual',
  installation: 'installation guide',
  administration: 'administration guide',
  'security-guide': 'security guide',
  'release-notes': 'release notes',
  policy: 'policy or procedure',
}
