import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { limits } from '../../kernel/limits.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import type { ProofOfWork } from './portal-proof.ts'

/** Our scripts of the public pages, and the library's files that the worker loads. */
const scripts: Readonly<Record<string, URL>> = {
  '/portal/proof.js': new URL('../../portal/client/proof.ts', import.meta.url),
  '/portal/proof-worker.js': new URL('../../portal/client/proof-worker.ts', import.meta.url),
  ...Object.fromEntries(
    ['pow.js', 'helpers.js', 'types.js', 'algorithms/web/pbkdf2.js'].map((name) => [
      `/portal/altcha/${name}`,
      new URL(name, import.meta.resolve('altcha-lib')),
    ]),
  ),
}

const hidden = { schema: { hide: true }, config: { withoutSession: true } } as const

/** Challenges, and the scripts that answer them: from our own address, as the policy for content asks. */
export const registerProofRoutes = async (
  portal: FastifyInstance,
  proof: ProofOfWork,
): Promise<void> => {
  portal.get('/report/challenge', hidden, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await proof.challenge()),
  )
  for (const [address, file] of Object.entries(scripts)) {
    const source = await readFile(file, 'utf8')
    // Where the server runs from its sources, the browser still gets plain script.
    const script = file.pathname.endsWith('.ts') ? stripTypeScriptTypes(source) : source
    portal.get(address, hidden, (_request, reply) =>
      reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'max-age=3600')
        .send(script),
    )
  }
}

/**
 * Reports by the form. Who shows work has a higher limit of their own, so that a flood without work
 * from the same address does not shut them out. The proof stands in the address and not in the
 * form: what is too much is refused before a byte of it is read.
 */
export const reporting = (proof: ProofOfWork) => {
  const proven = new WeakSet<FastifyRequest>()
  return {
    schema: { hide: true },
    onRequest: async (request: FastifyRequest) => {
      const { proof: shown } = request.query as { readonly proof?: unknown }
      if (shown !== undefined && (await proof.redeem(shown))) proven.add(request)
    },
    config: {
      withoutSession: true,
      rateLimit: {
        max: (request: FastifyRequest) =>
          proven.has(request)
            ? limits.rate.portalProvenPerMinute
            : limits.rate.portalReportsPerMinute,
        keyGenerator: (request: FastifyRequest) =>
          proven.has(request) ? `proven:${request.ip}` : request.ip,
        timeWindow: 60_000,
        errorResponseBuilder: () =>
          new RefusalError(
            refuse('report/too-many', 'Too many reports at once. Wait a minute and send it again.'),
          ),
      },
    },
  }
}
