import { resolve } from 'node:path'
import { isRefusal } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import { plain, wrapped } from '../terminal-text.ts'

/** The clauses as data: what they ask, and what stands beside them in other standards. */
export const catalogue: Command = {
  name: 'catalogue',
  summary: 'Show a clause, and what it maps to in other standards, both ways',
  usage: '[CLAUSE | CONSTRAINT | STANDARD [NUMBER] | PROCEDURE] [--format text|json|oscal]',
  operands: [0, 20],
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json', 'oscal'],
      help: 'json is the same as --json; oscal is the whole catalogue in NIST’s catalog model.',
    },
  ],
  details: [
    'Without words it lists the clauses and says how far each is covered. 9.2 or 9.2/channel gives the clause or constraint with what it maps to; "IEC 62304 9.8", "FDA 524B" or the number of a procedure of yours gives what of ours it maps back to.',
    'Needs no server. Your own duties and procedures are read from DATA_DIR/catalogue (duties.yaml, procedures.yaml). Answers 1 where nothing maps to what was asked.',
  ],
  run: async (context, words) => {
    const offline = await import('../../server/index/catalogue.ts')
    const shipped = offline.readCatalogue()
    if (isRefusal(shipped)) return shipped
    const own = await offline.readOwnCatalogue(resolve(context.io.env['DATA_DIR'] ?? 'data'))
    if (isRefusal(own)) return own
    if (words.value('format') === 'oscal') {
      // One JSON value, with --json and without.
      context.answer(offline.catalogueAsOscal(shipped, own))
      return exit.done
    }
    const show = (value: unknown, lines: readonly Line[]) =>
      words.value('format') === 'json'
        ? context.answer(value)
        : context.answer(value, textOf(lines, context.io.columns))
    const asked = words.operands.join(' ')
    if (asked === '') {
      const { background, clauses, neighbours, crosswalk } = shipped
      show({ background, clauses, neighbours, crosswalk, own }, offline.contentsOf(shipped, own))
      return exit.done
    }
    const found = offline.lookUp(shipped, own, asked)
    if (isRefusal(found)) return found
    const page = found.from === 'ours' ? (offline.pageOfId(shipped, own, found.asked) ?? []) : []
    const links = offline.crosswalkPage(found)
    show(
      found,
      links.length > 0
        ? [...page, { label: '', text: '' }, ...links]
        : [...page, { label: '', text: `Nothing is mapped to ${found.asked}.` }],
    )
    return page.length + links.length > 0 ? exit.done : exit.answeredNo
  },
}

interface Line {
  readonly label: string
  readonly text: string
}

const labelColumn = 28

/** A short label stands before its text, a long one above it. */
const textOf = (lines: readonly Line[], columns = 100): readonly string[] =>
  lines.flatMap(({ label, text }) => {
    if (label === '' && text === '') return ['']
    const indent = ' '.repeat(labelColumn)
    const rows = wrapped(plain(text), indent, Math.max(60, columns))
    const head = plain(label)
    return head.length < labelColumn
      ? [head.padEnd(labelColumn) + (rows[0] ?? '').trimStart(), ...rows.slice(1)]
      : [head, ...rows]
  })
