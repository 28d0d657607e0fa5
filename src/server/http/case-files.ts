import type { FastifyInstance } from 'fastify'
import { caseContract, messageContract } from '../../cases/contract.ts'
import type { MessageState } from '../../cases/index.ts'
import type { FileReference } from '../../kernel/fields.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { Found } from '../../ledger/index.ts'
import type { Principal } from '../access/principal.ts'
import { createFileList } from '../audit-pack/facts.ts'
import type { Parts } from '../parts.ts'
import { askedRecord, recordParams } from './asked-record.ts'
import { actorOf } from './principals.ts'
import { sendRefusal } from './problems.ts'
import { presentable } from './record-routes.ts'

/** A file of a case: who brought it, with what, and for whom it is. */
interface CaseFile extends FileReference {
  readonly at: string
  readonly by: string
  /** The fact that brought it, or the number of the message. */
  readonly with: string
  readonly audience: MessageState['audience']
}

/** The files of a case that whoever asks may see: of its facts, and of the messages that are for them. */
export const registerCaseFiles = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/cases/:id/files',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: ['cases'],
        summary: 'Files of the case as you may see it, with for whom each is',
        params: recordParams,
      },
    },
    async (request, reply) => {
      const asked = await askedRecord<unknown>(parts, request, caseContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { found, principal } = asked
      const said = await filesSaid(parts, found, principal)
      if (isRefusal(said)) return sendRefusal(reply, said)
      // What the whole case has is no secret for standing in a message, too: facts have the last word.
      const each = [...said, ...(await filesOfFacts(parts, found))]
      const files = [...new Map(each.map((file) => [file.hash, file])).values()]
      files.sort((one, other) => (one.at < other.at ? 1 : -1))
      return { files: await presentable(parts, principal, files) }
    },
  )
}

const filesOfFacts = async ({ ledger }: Parts, { stream }: Found): Promise<readonly CaseFile[]> => {
  const facts = await ledger.history(stream as StreamId, 1, limits.caseExport.facts)
  const list = createFileList()
  for (const fact of facts) list.add(fact)
  const byId = new Map(facts.map((fact) => [fact.id as string, fact]))
  return list.all().flatMap(({ event, hash, name, size }): CaseFile[] => {
    const fact = byId.get(event)
    return fact === undefined
      ? []
      : [
          {
            ...{ hash, name, size },
            at: fact.at,
            by: fact.actor,
            with: fact.type,
            audience: 'team',
          },
        ]
  })
}

const filesSaid = async (
  { ledger }: Parts,
  { stream }: Found,
  principal: Principal,
): Promise<readonly CaseFile[] | Refusal> => {
  const files: CaseFile[] = []
  let cursor: string | undefined
  do {
    const page = await ledger.list({
      kind: messageContract.kind,
      person: actorOf(principal).id,
      facets: [{ name: 'case', value: stream }],
      sort: 'opened',
      limit: limits.page.max,
      cursor,
    })
    if (isRefusal(page)) return page
    for (const { humanId, state } of await ledger.loadAll(page.items.map(({ id }) => id))) {
      // Only messages are listed.
      const { files: attached, at, by, audience } = state as MessageState
      files.push(...attached.map((file) => ({ ...file, at, by, with: humanId, audience })))
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return files
}
