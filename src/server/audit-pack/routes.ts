import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { caseContract } from '../../cases/contract.ts'
import { isRefusal } from '../../kernel/result.ts'
import { downloadHeaders } from '../files/index.ts'
import { actorOf, requireReader } from '../http/principals.ts'
import { sendRefusal } from '../http/problems.ts'
import type { Parts } from '../parts.ts'
import { writeAuditPack } from './write-audit-pack.ts'

/** The audit pack of a case as a download, for whoever may read cases. */
export const registerAuditPackRoutes = (app: FastifyInstance, parts: Parts): void => {
  const query = z.object({ files: z.enum(['yes', 'no']).optional() })
  app.get(
    '/api/cases/:id/audit-pack',
    {
      config: { who: caseContract.readers },
      schema: {
        tags: [caseContract.collection],
        summary: 'The case with the proof of every fact, as one zip',
        params: z.object({ id: z.string().max(100) }),
        querystring: query,
      },
    },
    async (request, reply) => {
      const principal = requireReader(request, caseContract)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const { id } = request.params as { readonly id: string }
      const withFiles = query.parse(request.query).files === 'yes'
      // In the data folder: it has room for what the server keeps, and nobody else reads it.
      const folder = await mkdtemp(join(parts.settings.dataDir, 'pack-'))
      try {
        const path = join(folder, 'pack.zip')
        const asked = { case: id, actor: actorOf(principal), withFiles }
        const written = await writeAuditPack(parts, asked, path)
        if (isRefusal(written)) return sendRefusal(reply, written)
        const file = await open(path, 'r')
        return reply
          .headers({
            ...downloadHeaders(`${written.case}.audit-pack.zip`),
            'content-length': String(written.bytes),
          })
          .send(file.createReadStream())
      } finally {
        // What was opened stays readable without its name, and nothing is left if the reader goes.
        await rm(folder, { recursive: true, force: true })
      }
    },
  )
}
