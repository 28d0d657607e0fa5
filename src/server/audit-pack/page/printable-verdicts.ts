import { code, definitions, paragraph, table } from '../../../releases/index.ts'
import { said } from '../../case-export/words.ts'
import {
  legsTold,
  legWords,
  moment,
  type PageKeptReview,
  type PageVerdict,
  verdictWords,
  wordsAgain,
} from './content.ts'

export type Blocks = ReturnType<typeof table>

/** Rows of one table on paper; the page shows more, and the pack holds them all. */
export const rows = 400
const quotesEach = 5

export const keptBlocks = (kept: readonly PageKeptReview[]): Blocks =>
  cut(
    table(
      'Reviews kept earlier',
      [
        ['Review', 3],
        ['Kept (UTC)', 2],
        ['Then', 3],
        ['Otherwise now', 4],
      ],
      kept
        .slice(0, rows)
        .map(({ humanId, title, at, counts, changed }) => [
          said(`${humanId} ${title}`),
          moment(at),
          counts,
          changed.length === 0 ? 'Nothing' : said(some(changed, 20)),
        ]),
    ),
    kept.length,
    'kept-reviews.jsonl',
  )

export const verdictBlocks = (one: PageVerdict): Blocks => [
  ...definitions([
    ['Verdict', verdictWords[one.verdict]],
    ['Duty', said(one.duty)],
    ['A person’s word', one.word === null ? undefined : said(one.word)],
    ...wordsAgain(one).map((word) => ['A word of before', said(word)] as const),
    ...(one.applies
      ? legsTold(one).map(
          ({ leg, verdict, detail, names }) =>
            [
              legWords[leg],
              said(
                `${verdictWords[verdict]}. ${detail} ${some(
                  names.map(({ humanId }) => humanId),
                  20,
                )}`,
              ),
            ] as const,
        )
      : ([['Not asked', said(one.reason)]] as const)),
  ]),
  ...table(
    'Passages that show it',
    [
      ['Quote', 6],
      ['Document and place', 4],
    ],
    one.quotes
      .slice(0, quotesEach)
      .map(({ quote, document, place, revision }) => [
        said(quote),
        [
          { kind: 'text', text: said(`${document}${place === '' ? '' : `, ${place}`}. SHA-256 `) },
          code(revision),
        ],
      ]),
  ),
]

export const cut = (blocks: Blocks, all: number, file: string): Blocks =>
  all <= rows ? blocks : [...blocks, paragraph(`${all - rows} more are in ${file}.`)]

export const some = (words: readonly string[], most: number): string =>
  words.length > most
    ? `${words.slice(0, most).join(', ')} and ${words.length - most} more`
    : words.join(', ')
