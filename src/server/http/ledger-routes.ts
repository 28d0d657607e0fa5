import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { base64 } from '../../kernel/base64.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import {
  checkLedger,
  formatVerifierKey,
  latestCheckpoint,
  type NoteSigner,
  proofOfEvent,
} from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import { sha256, verifyEd25519 } from '../signing.ts'
import { requirePrincipal } from './principals.ts'
import { sendRefusal } from './problems.ts'

const tags = ['ledger']

/** The ledger for people and strangers: its key, its checkpoint, proofs, and the full check. */
export const registerLedgerRoutes = (
  app: FastifyInstance,
  parts: Parts,
  signer: NoteSigner,
): void => {
  const { database, kinds } = parts.ledger
  app.get(
    '/ledger/checkpoint',
    { schema: { tags, summary: 'The latest signed checkpoint' } },
    async (_request, reply) => {
      const checkpoint = await latestCheckpoint(database)
      return checkpoint === undefined
        ? sendRefusal(reply, refuse('record/not-found', 'The ledger is empty.'))
        : reply.type('text/plain; charset=utf-8').send(checkpoint.note)
    },
  )
  app.get(
    '/api/ledger',
    { schema: { tags, summary: 'Origin, key and checkpoint' } },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const checkpoint = await latestCheckpoint(database)
      return {
        origin: signer.key.name,
        verifierKey: formatVerifierKey(signer.key),
        checkpoint: checkpoint?.note ?? null,
        size: checkpoint?.size ?? 0,
      }
    },
  )
  app.post(
    '/api/ledger/check',
    { schema: { tags, summary: 'Recompute everything' } },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      await parts.sequencer.run()
      const { open } = parts.ledger
      return checkLedger({ database, kinds, open, sha256, verifyEd25519, key: signer.key })
    },
  )
  app.get(
    '/api/ledger/proof/:event',
    {
      schema: {
        tags,
        summary: 'That an event is in the tree',
        params: z.object({ event: z.uuid() }),
      },
    },
    async (request, reply) => {
      const principal = requirePrincipal(request)
      if (isRefusal(principal)) return sendRefusal(reply, principal)
      const checkpoint = await latestCheckpoint(database)
      const { event } = request.params as { readonly event: string }
      const proof = await proofOfEvent(database, sha256, event, checkpoint?.size ?? 0)
      if (isRefusal(proof)) return sendRefusal(reply, proof)
      return {
        leafIndex: proof.leafIndex,
        treeSize: proof.treeSize,
        path: proof.path.map(base64),
        checkpoint: checkpoint?.note,
      }
    },
  )
}
