import { limits } from '../../kernel/limits.ts'
import type { Passage, PassageLocation } from '../../kernel/passage.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, type Context, exit } from '../command.ts'
import { readInput } from '../read-input.ts'
import { plain, wrapped } from '../terminal-text.ts'

/** Two revisions of a document, statement by statement, without a server. */
export const compare: Command = {
  name: 'compare',
  summary: 'Compare two revisions of a document, statement by statement',
  usage: 'OLD NEW',
  operands: [2, 2],
  options: [],
  details: [
    'Reads both files as the library does (PDF, DOCX, XLSX, HTML, Markdown, reStructuredText, text). Answers {counts, differences: [{change, moved, how, likeness, before, after, words}]} in reading order; words that went stand in [-…-], words that came in {+…+}. Answers 0 where both were read, whether or not they differ, and 2 where one was not.',
  ],
  run: async (context, words) => {
    const [old = '', young = ''] = words.operands
    const offline = await import('../../server/index/offline.ts')
    const reader = offline.createDocumentReader()
    try {
      const before = await passagesOf(context, reader, old)
      if (isRefusal(before)) return before
      const after = await passagesOf(context, reader, young)
      if (isRefusal(after)) return after
      const { differences, same } = offline.comparePassages(before, after)
      const counts = { added: 0, removed: 0, changed: 0, moved: 0, same }
      for (const { change } of differences) counts[change]++
      context.answer({ counts, differences }, [
        ...differences.flatMap(({ change, how, before: was, after: is, words: said }) => [
          `${change}${how === 'reworded' ? ' (reworded)' : ''}${placeOf((is[0] ?? was[0])?.location)}`,
          ...wrapped(plain(change === 'changed' ? marked(said) : textOf(said)), '      '),
        ]),
        `${counts.added} added, ${counts.removed} removed, ${counts.changed} changed, ${counts.moved} moved, ${same} the same`,
      ])
      return exit.done
    } finally {
      await reader.close()
    }
  },
}

type Reader = ReturnType<typeof import('../../server/index/offline.ts')['createDocumentReader']>

const passagesOf = async (
  context: Context,
  reader: Reader,
  file: string,
): Promise<readonly Passage[] | Refusal> => {
  const bytes = await readInput(context.io, file, limits.document.bytes)
  if (isRefusal(bytes)) return bytes
  const { outcome, reason = '', passages } = await reader.extract({ bytes, name: file })
  if (outcome === 'could-not-read')
    return refuse('compare/not-read', `${file} could not be read. ${reason}`)
  if (outcome === 'partly-read')
    context.say(
      `${plain(file)}: read in part, ${plain(reason)}. What was not read seems to be added or removed.`,
    )
  return passages
}

type Said = readonly { readonly is: 'same' | 'added' | 'removed'; readonly text: string }[]

const textOf = (words: Said): string => words.map(({ text }) => text).join('')

const marked = (words: Said): string =>
  words
    .map(({ is, text }) => (is === 'same' ? text : is === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('')

const placeOf = (location: PassageLocation | undefined): string => {
  if (location === undefined) return ''
  const { page, line, headings } = location
  const place = page !== undefined ? `page ${page}` : line !== undefined ? `line ${line}` : ''
  return [...(place === '' ? [] : [place]), ...headings.slice(-1).map(plain)]
    .map((part) => `, ${part}`)
    .join('')
}
