import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyReply } from 'fastify'
import { ZipFile } from 'yazl'
import type { UpdateOffer } from '../../updates/contract.ts'
import { type UpdateState, updateOffer } from '../../updates/index.ts'
import { downloadHeaders } from '../files/index.ts'
import type { Parts } from '../parts.ts'
import type { Typed } from '../wiring/records.ts'
import { publicFolder } from './public-tree.ts'

/** Where an update is offered whole. */
export const kitAddress = (reference: string): string =>
  `/updates/kits/${encodeURIComponent(reference)}.zip`

/**
 * 6.3/available and 6.3/integrity: an update in one download, with the signed metadata that
 * `vulnerary verify` needs beside it: `metadata/` and `UPD-2026-0001/`. The root of trust is not in
 * it: it has to come by another way. Undefined where no such update is offered.
 */
export const sendUpdateKit = async (
  parts: Parts,
  name: string,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> => {
  const reference = /^(UPD-\d{4}-\d{4,9})\.zip$/.exec(name)?.[1]
  const found = reference === undefined ? undefined : await parts.ledger.load(reference)
  if (reference === undefined || found === undefined) return undefined
  // The prefix of a human id names the kind.
  const offer = updateOffer((found as Typed<UpdateState>).state)
  if (offer === undefined || offer.withdrawn !== null) return undefined
  return sendKit(parts, offer, reply)
}

const sendKit = async (
  { settings }: Parts,
  { reference, files, publishedAt }: UpdateOffer,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const tree = publicFolder(settings.dataDir, 'updates')
  const zip = new ZipFile()
  const options = { mtime: new Date(publishedAt), mode: 0o100644, compress: false }
  // Read at once: metadata signed anew while the files stream would not fit the older ones.
  const metadata = (await readdir(join(tree, 'metadata'))).filter((one) => one.endsWith('.json'))
  for (const one of metadata.sort())
    zip.addBuffer(await readFile(join(tree, 'metadata', one)), `metadata/${one}`, options)
  for (const { path } of files)
    zip.addFile(join(tree, 'targets', ...path.split('/')), path, options)
  zip.end()
  return reply
    .headers({ ...downloadHeaders(`${reference}.zip`), 'content-type': 'application/zip' })
    .send(zip.outputStream)
}
