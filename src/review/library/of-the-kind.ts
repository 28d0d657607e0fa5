import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { Constraint } from '../../catalogue/schema.ts'
import { groupBy } from '../queries/answer.ts'
import type { Document } from './judge-library.ts'

/** A document's title, its kind and the names of its last files, as `wholeWords` gives them. */
export const calledAs = ({ title, state }: Document): string => {
  const files = state.revisions.slice(-filesLooked).map(({ file }) => file.name)
  return wholeWords([title, kindWords[state.documentKind] ?? '', ...files].join(' '))
}

const filesLooked = 5

/**
 * The constraints that would stand in a document called so (as `wholeWords` gives it): one look at
 * each of its words, however many constraints there are. For each it says what `namesTheKind` says.
 */
export const namedAfter = (
  constraints: Iterable<Pick<Constraint, 'id' | 'signals'>>,
): ((words: string) => readonly ConstraintId[]) => {
  const byName = groupBy([...constraints], ({ signals }) => signals.fileNames.map(wholeWords))
  const byFirstWord = groupBy([...byName], ([name]) => [name.trim().split(' ', 1).join()])
  return (words) => {
    const found = new Set<ConstraintId>()
    for (const word of words.trim().split(' '))
      for (const [name, named] of byFirstWord.get(word) ?? [])
        if (words.includes(name)) for (const { id } of named) found.add(id)
    return [...found]
  }
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
