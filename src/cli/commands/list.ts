import { z } from 'zod'
import { isRefusal, refuse } from '../../kernel/result.ts'
import { type Command, exit, type Words } from '../command.ts'
import { personOf, signInOptions } from '../reach/sign-in.ts'
import { withRecords } from '../reach/with-records.ts'
import { contractOf, contracts } from '../records/contracts.ts'
import { columns, plain } from '../terminal-text.ts'

const page = z.object({
  items: z.array(
    z.looseObject({
      humanId: z.string(),
      status: z.string().nullish(),
      severity: z.string().nullish(),
      title: z.string().nullish(),
    }),
  ),
  next: z.string().nullish(),
})

const passed = [
  'status',
  'severity',
  'assigned',
  'about',
  'search',
  'sort',
  'order',
  'limit',
  'cursor',
] as const

/** A page of records. */
export const list: Command = {
  name: 'list',
  summary: 'List records of a kind',
  usage: 'COLLECTION [--status STATUS] [--search WORDS] [--facet NAME:VALUE] [--limit N]',
  operands: [1, 1],
  options: [
    { name: 'status', value: 'STATUS', help: 'Only these; several with commas between.' },
    { name: 'severity', value: 'SEVERITY', help: 'Only these; several with commas between.' },
    {
      name: 'assigned',
      value: 'TO',
      choices: ['me', 'nobody'],
      help: 'Only what I look after, or nobody does.',
    },
    {
      name: 'about',
      value: 'PRODUCT',
      help: 'Only reports about this product; "none": about none of ours.',
    },
    { name: 'search', value: 'WORDS', help: 'Only those that hold these words.' },
    { name: 'facet', value: 'NAME:VALUE', many: true, help: 'Only those with this facet.' },
    { name: 'sort', value: 'COLUMN', help: 'What to order by.' },
    { name: 'order', value: 'ORDER', choices: ['asc', 'desc'], help: 'Which comes first.' },
    { name: 'limit', value: 'N', help: 'How many at most.' },
    { name: 'cursor', value: 'CURSOR', help: 'Where the page before ended.' },
    ...signInOptions,
  ],
  details: [`COLLECTION is one of ${contracts.map(({ collection }) => collection).join(', ')}.`],
  run: async (context, words) => {
    const [word = ''] = words.operands
    const contract = contractOf(word)
    if (contract === undefined)
      return refuse(
        'usage/unknown-collection',
        `There are no "${word}". There are ${contracts.map(({ collection }) => collection).join(', ')}.`,
      )
    return withRecords(
      context,
      async (records) => {
        const answer = await records.get(`/api/${contract.collection}`, queryOf(words))
        if (isRefusal(answer)) return answer
        const { items, next } = page.parse(answer)
        const rows = items.map(({ humanId, status, severity, title }) => [
          humanId,
          status ?? '',
          severity ?? '',
          plain(title ?? ''),
        ])
        context.answer(answer, columns(rows))
        if (items.length === 0) context.say(`No ${contract.collection} like this.`)
        if (next !== null && next !== undefined) context.say(`More follow: --cursor '${next}'`)
        return exit.done
      },
      { person: personOf(words) },
    )
  },
}

const queryOf = (words: Words): Readonly<Record<string, string | undefined>> => {
  const facets = words.values('facet')
  return {
    ...Object.fromEntries(passed.map((name) => [name, words.value(name)])),
    facet: facets.length === 0 ? undefined : facets.join(','),
  }
}
