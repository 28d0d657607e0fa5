import { table } from '../../releases/index.ts'
import type { CaseRecords } from './compose.ts'
import { said, when, whoIs } from './words.ts'

type Blocks = ReturnType<typeof table>

/** Owners of other products with what they answered, and third parties with what they were told. */
export const otherBlocks = ({ state, names }: CaseRecords): Blocks => [
  ...table(
    'Owners of other products',
    [
      ['Product', 3],
      ['Asked', 3],
      ['Answer', 3],
      ['What they found', 5],
    ],
    state.asks.map(({ name, asked, dueAt, answer, escalatedAt }) => [
      said(name),
      `by ${whoIs(names, asked.by)}, ${when(asked.at)}, until ${when(dueAt)}`,
      answer === null
        ? escalatedAt === null
          ? 'none so far'
          : `none so far, escalated ${when(escalatedAt)}`
        : said(
            `${answer.answer} ${answer.revisions.join(', ')}`
              .trim()
              .concat(`, by ${whoIs(names, answer.by)}, ${when(answer.at)}`),
          ),
      said(
        answer === null
          ? ''
          : [answer.justification ?? '', answer.statement, answer.onBehalf]
              .filter((part) => part !== '')
              .join('\n'),
      ),
    ]),
  ),
  ...table(
    'Third parties and coordinators',
    [
      ['Who', 3],
      ['Told', 3],
      ['Asked again', 3],
      ['Answer', 5],
    ],
    state.parties.map(({ owner, component, partyKind, notice, followedUp, answer }) => [
      said(`${owner}${component === '' ? '' : `, ${component}`} (${partyKind})`),
      notice === null
        ? 'not told'
        : said(
            `${notice.sentOn}${notice.how === '' ? ', by mail' : `: ${notice.how}`}${notice.encrypted ? ', encrypted' : ''}`,
          ),
      said(followedUp.map(({ on, how }) => `${on}: ${how}`).join('\n')),
      answer === null
        ? 'none so far'
        : said(
            [`${answer.answer} ${answer.version}`.trim(), answer.on, answer.text]
              .filter((part) => part !== '')
              .join('\n'),
          ),
    ]),
  ),
]
