import { createHash } from 'node:crypto'
import { type AdvisoryState, contentToPublish } from '../../advisories/index.ts'
import { type AdvisoryContent, csafFileName, writeCsaf } from '../../formats/csaf-write.ts'
import { parseFileHash } from '../../kernel/ids.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import type { ProductState } from '../../products/index.ts'
import {
  folderTree,
  publishUpdate,
  type UpdateState,
  withdrawFromRepository,
} from '../../updates/index.ts'
import { publicFolder } from '../http/public-tree.ts'
import type { Parts } from '../parts.ts'
import { openUpdateRepository } from '../repository-keys.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'
import { oneChunk } from './write-documents.ts'

/** 6.3/available and 6.3/integrity: an ordered update is signed into the public repository. */
export const publishOrderedUpdate: Reaction = {
  name: 'publish-update',
  on: ['update.publication-ordered'],
  run: async (event, parts) => {
    const update = await one<UpdateState>(parts.ledger, 'update', event.stream)
    if (update?.state.status !== 'publishing') return
    const { state, humanId } = update
    const product = await one<ProductState>(parts.ledger, 'product', state.product)
    const { tree, keys } = await openUpdateRepository(parts)
    const published = await publishUpdate(
      tree,
      keys,
      {
        id: humanId,
        product: product?.state.name ?? state.product,
        revision: state.revision,
        releaseId: state.order?.releaseReference ?? state.release,
        compatibility: state.compatibility,
        files: state.files.map(({ name, hash }) => ({
          name,
          content: () => contentOf(parts, hash),
        })),
      },
      parts.clock(),
    )
    await issue(parts, event, {
      kind: 'update',
      id: event.stream,
      ...(isRefusal(published)
        ? { command: 'publication-failed', input: { reason: published.message } }
        : {
            command: 'record-publication',
            input: {
              targets: published.files.map(({ path, sha256, length }) => ({
                path,
                sha256,
                length,
              })),
              repositoryVersion: published.versions.targets,
            },
          }),
    })
  },
}

/** 6.3: what is withdrawn is not offered any more, and the signed metadata says why. */
export const withdrawPublishedUpdate: Reaction = {
  name: 'withdraw-update',
  on: ['update.withdrawn'],
  run: async (event, parts) => {
    const update = await one<UpdateState>(parts.ledger, 'update', event.stream)
    if (update === undefined) return
    const { publication, withdrawn } = update.state
    if (publication === null || withdrawn === null || withdrawn.repositoryVersion !== null) return
    const { tree, keys } = await openUpdateRepository(parts)
    const { reason, at, instead } = withdrawn
    const done = await withdrawFromRepository(
      tree,
      keys,
      { updateId: update.humanId, reason, at, ...(instead === null ? {} : { instead }) },
      parts.clock(),
    )
    // Tried again, and shown where a person sees it: users must not go on installing it.
    if (isRefusal(done)) throw new Error(`${done.code}: ${done.message}`)
    await issue(parts, event, {
      kind: 'update',
      command: 'record-withdrawal',
      id: event.stream,
      input: { repositoryVersion: done.targets },
    })
  },
}

async function* contentOf(parts: Parts, hash: string): AsyncGenerator<Uint8Array> {
  const file = orThrow(await parts.files.read(orThrow(parseFileHash(hash))))
  for await (const chunk of file.stream) yield chunk as Uint8Array
}

/** 4.1.7: an ordered advisory is written as CSAF 2.0 where the public and aggregators find it. */
export const publishOrderedAdvisory: Reaction = {
  name: 'publish-advisory',
  on: ['advisory.publication-ordered'],
  run: async (event, parts) => {
    const advisory = await one<AdvisoryState>(parts.ledger, 'advisory', event.stream)
    const content =
      advisory === undefined || advisory.state.order === null
        ? undefined
        : contentToPublish(advisory.state, event.at)
    if (advisory === undefined || content === undefined) return
    const { label } = content.distribution.tlp
    if (label !== 'WHITE') {
      await issue(parts, event, {
        kind: 'advisory',
        command: 'publication-failed',
        id: event.stream,
        input: {
          reason: `An advisory of TLP:${label} is not for everybody, and the public pages are. Revise it to TLP:CLEAR if the disclosure decision allows that, or hand it to its readers yourself.`,
        },
      })
      return
    }
    const csaf = writeCsaf(await withNames(parts, content))
    const bytes = Buffer.from(`${JSON.stringify(csaf, undefined, 2)}\n`)
    const name = csafFileName(advisory.humanId)
    const tree = folderTree(publicFolder(parts.settings.dataDir, 'advisories'))
    const digest = createHash('sha256').update(bytes).digest('hex')
    await tree.write(name, oneChunk(bytes))
    await tree.write(`${name}.sha256`, oneChunk(Buffer.from(`${digest}  ${name}\n`)))
    await issue(parts, event, {
      kind: 'advisory',
      command: 'record-publication',
      id: event.stream,
      input: {
        path: `/advisories/files/${name}`,
        sha256: digest,
        trackingVersion: content.tracking.revisions.length,
      },
    })
  },
}

/** Names as their owners wrote them; who was erased since is not named any more. */
const withNames = async (
  { sealing }: Parts,
  content: AdvisoryContent,
): Promise<AdvisoryContent> => {
  const { acknowledgments = [], ...rest } = content
  const opened = await sealing.openAll(
    acknowledgments.flatMap(({ names = [] }) => names.filter((name) => sealing.holdsSealed(name))),
  )
  // Two reports of one person are sealed apart and say the same.
  const said = new Set<string>()
  const named = acknowledgments.flatMap(({ names = [], ...more }) => {
    const kept = names.flatMap((name) => {
      const plain = opened.get(name) ?? name
      if (isRefusal(plain) || plain === '' || said.has(plain)) return []
      said.add(plain)
      return [plain]
    })
    return kept.length === 0 ? [] : [{ ...more, names: kept }]
  })
  return named.length === 0 ? rest : { ...rest, acknowledgments: named }
}
