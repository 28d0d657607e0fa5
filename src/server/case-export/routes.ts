import type { FastifyInstance } from 'fastify'
import { caseContract } from '../../cases/contract.ts'
import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, RefusalError } from '../../kernel/result.ts'
import { downloadHeaders } from '../files/index.ts'
import { askedRecord, recordParams } from '../http/asked-record.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { changesOfCase } from './changes.ts'
import { collectCase } from './collect.ts'
import { composeCase } from './compose.ts'

const params = recordParams
const config = { who: caseContract.readers }
const tags = [caseContract.collection]

/** A case as a PDF, and what each of its facts changed: for whoever may read cases, as they may see it. */
export const registerCaseExport = (app: FastifyInstance, parts: Parts): void => {
  app.get(
    '/api/cases/:id/export.pdf',
    { config, schema: { tags, summary: 'The case as you may see it, as a tagged PDF', params } },
    async (request, reply) => {
      const asked = await askedRecord(parts, request, caseContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const records = await collectCase(parts, asked.found, asked.principal)
      if (isRefusal(records)) return sendRefusal(reply, records)
      try {
        // Set in a process of its own, which is bounded in time.
        const pdf = await parts.workers.renderer.render(composeCase(records), 'pdf')
        return reply
          .headers({
            ...downloadHeaders(`${asked.found.humanId}.pdf`),
            'content-type': 'application/pdf',
            'content-length': String(pdf.byteLength),
          })
          .send(Buffer.from(pdf))
      } catch (cause) {
        if (cause instanceof RefusalError) return sendRefusal(reply, cause.refusal)
        throw cause
      }
    },
  )
  app.get(
    '/api/cases/:id/changes',
    { config, schema: { tags, summary: 'What each fact changed, before and after', params } },
    async (request, reply) => {
      const asked = await askedRecord(parts, request, caseContract)
      if (isRefusal(asked)) return sendRefusal(reply, asked)
      const { ledger } = parts
      const kind = ledger.kinds.get('case')
      if (kind === undefined) throw new Error('There is no kind of cases.')
      const events = await ledger.history(
        asked.found.stream as StreamId,
        1,
        limits.caseExport.facts,
      )
      return { changes: Object.fromEntries(changesOfCase(kind, events)) }
    },
  )
}
