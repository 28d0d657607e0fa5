import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { type Command, exit } from '../command.ts'
import type { Records } from '../reach/records.ts'
import { personOf, signInOptions } from '../reach/sign-in.ts'
import { withRecords } from '../reach/with-records.ts'
import { contractOfHumanId, contracts } from '../records/contracts.ts'

/** One record. */
export const show: Command = {
  name: 'show',
  summary: 'Show a record, or with --history the facts it is made of',
  usage: 'ID [--history]',
  operands: [1, 1],
  options: [{ name: 'history', help: 'Its facts, oldest first.' }, ...signInOptions],
  details: ['ID is a reference like RPT-2026-0007, or the long id of the record.'],
  run: (context, words) =>
    withRecords(
      context,
      async (records) => {
        const [id = ''] = words.operands
        const answer = await find(records, id, words.has('history') ? '/history' : '')
        if (isRefusal(answer)) return answer
        context.answer(answer)
        return exit.done
      },
      { person: personOf(words) },
    ),
}

const find = async (records: Records, id: string, part: string): Promise<unknown> => {
  const known = contractOfHumanId(id)
  let refusal: Refusal = refuse(
    'record/not-found',
    `There is no record "${id.slice(0, 60)}". References look like ${contracts
      .slice(0, 3)
      .map(({ prefix }) => `${prefix}-2026-0001`)
      .join(', ')}.`,
  )
  if (known === undefined && !/^[0-9a-f-]{36}$/i.test(id)) return refusal
  for (const { collection } of known === undefined ? contracts : [known]) {
    const answer = await records.get(`/api/${collection}/${encodeURIComponent(id)}${part}`)
    if (!isRefusal(answer)) return answer
    if (known !== undefined || answer.code !== 'record/not-found') refusal = answer
  }
  return refusal
}
