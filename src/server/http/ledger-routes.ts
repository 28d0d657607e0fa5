import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import { base64 } from '../../kernel/base64.ts'
import { isRefusal, refuse } from '../../kernel/result.ts'
import {
  addCosignatures,
  checkLedger,
  type Database,
  formatVerifierKey,
  hashesAtLevel,
  latestCheckpoint,
  latestCosigned,
  type NoteSigner,
  proofOfEvent,
  readTilePath,
  sliceTile,
  type TileAddress,
  tileReader,
  tileWidth,
  withCosignatures,
  witnessWords,
} from '../../ledger/index.ts'
import type { Parts } from '../parts.ts'
import { sha256, verifyEd25519 } from '../signing.ts'
import { awayWitnesses } from '../witnesses/away.ts'
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
  const { witnesses } = parts.settings
  registerTiles(app, parts)
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
        witnesses: witnesses.map(({ name, id }) => ({ name, keyId: id })),
        cosigned: await witnessWords(database, witnesses),
        away: await awayWitnesses(parts),
        calls: parts.witnessCalls.outcomes(),
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

/** Bytes that one note with cosignatures may have: many more than twenty witnesses need. */
const noteBytes = 16_384

/**
 * The tree for witnesses and other strangers (C2SP tlog-tiles, tlog-cosignature): hashes only. The
 * facts themselves are the maker's, so there are no entry bundles.
 */
const registerTiles = (app: FastifyInstance, { ledger, settings, clock }: Parts): void => {
  const { database } = ledger
  const { witnesses } = settings
  const sendNote = async (
    reply: FastifyReply,
    checkpoint: { readonly size: number; readonly note: string } | undefined,
    missing: string,
  ) =>
    checkpoint === undefined
      ? sendRefusal(reply, refuse('record/not-found', missing))
      : reply
          .header('cache-control', 'no-cache')
          .type('text/plain; charset=utf-8')
          .send(await withCosignatures(database, checkpoint, witnesses))
  app.get(
    '/ledger/checkpoint',
    { schema: { tags, summary: 'The latest signed checkpoint' } },
    async (_request, reply) =>
      sendNote(reply, await latestCheckpoint(database), 'The ledger is empty.'),
  )
  app.get(
    '/ledger/checkpoint/cosigned',
    { schema: { tags, summary: 'The latest checkpoint that a witness cosigned' } },
    async (_request, reply) =>
      sendNote(
        reply,
        await latestCosigned(database, witnesses),
        'No witness has cosigned a checkpoint yet.',
      ),
  )
  app.get(
    '/ledger/tile/*',
    {
      schema: {
        tags,
        summary: 'A tile of the tree',
        params: z.object({ '*': z.string().max(60) }),
      },
    },
    async (request, reply) => {
      const { '*': path } = request.params as { readonly '*': string }
      const address = readTilePath(path)
      const checkpoint = await latestCheckpoint(database)
      const tile =
        address === undefined || checkpoint === undefined
          ? undefined
          : await tileOf(database, address, checkpoint.size)
      return tile === undefined
        ? sendRefusal(reply, refuse('record/not-found', 'The tree has no such tile.'))
        : reply
            .header('cache-control', 'public, max-age=31536000, immutable')
            .type('application/octet-stream')
            .send(Buffer.from(tile))
    },
  )
  app.post(
    '/ledger/cosignatures',
    {
      bodyLimit: noteBytes,
      schema: {
        tags,
        summary: 'Take in what a witness says of a checkpoint',
        body: z.strictObject({ note: z.string().max(noteBytes) }),
      },
    },
    async (request, reply) => {
      const { note } = request.body as { readonly note: string }
      const added = await addCosignatures(database, verifyEd25519, witnesses, note, clock())
      return isRefusal(added) ? sendRefusal(reply, added) : { cosigned: added }
    },
  )
}

/** Its hashes, where the tree of this size has all that are asked for. */
const tileOf = async (
  { reader }: Database,
  { level, index, width }: TileAddress,
  size: number,
): Promise<Uint8Array | undefined> =>
  index * tileWidth + width > hashesAtLevel(size, level)
    ? undefined
    : sliceTile(await tileReader(reader)(level, index), level, index, 0, width)
