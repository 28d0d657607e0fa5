import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { RecordsOfProduct, RecordsSay } from '../../server/index/folder-review.ts'
import type { Context, Words } from '../command.ts'
import { personOf } from '../reach/sign-in.ts'
import { withRecords } from '../reach/with-records.ts'

const verdict = z.enum(['met', 'partial', 'absent', 'not-applicable', 'could-not-run'])

/** Of what `GET /api/clauses` answers, the half that records give. */
const answers = z.object({
  clauses: z.array(
    z.object({
      constraints: z.array(
        z.object({
          id: z.string(),
          verdict,
          records: z.object({ verdict, detail: z.string() }),
        }),
      ),
    }),
  ),
})

/** What the records of `--product` say; undefined without it. Refuses a product that is not there. */
export const recordsOf = async (
  context: Context,
  words: Words,
): Promise<RecordsOfProduct | undefined | Refusal> => {
  const product = words.value('product')
  const revision = words.value('revision')
  if (product === undefined)
    return revision === undefined
      ? undefined
      : refuse('usage/option', `--revision ${revision} of which product? Give --product too.`)
  return withRecords(
    context,
    async (records): Promise<RecordsOfProduct | Refusal> => {
      const content = await records.get('/api/clauses', { product, revision })
      if (isRefusal(content)) return content
      const { data } = answers.safeParse(content)
      if (data === undefined)
        return refuse(
          'review/other-version',
          `${records.where} answers in a form that this program does not know. Use the same version of both.`,
        )
      const said = data.clauses.flatMap(({ constraints }) =>
        constraints.map(({ id, verdict: whole, records: found }): [string, RecordsSay] => [
          id,
          // What does not apply asks nothing of the folder, whichever half of the workspace says so.
          whole === 'not-applicable' ? { ...found, verdict: whole } : found,
        ]),
      )
      const name = revision === undefined ? product : `${product} ${revision}`
      return { product: name, answers: new Map(said) }
    },
    { person: personOf(words) },
  )
}
