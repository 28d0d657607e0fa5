import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { orThrow } from '../../kernel/result.ts'
import { type OfferedUpdate, type Site, updatesPage } from '../../portal/index.ts'
import { type UpdateState, updateOffer } from '../../updates/index.ts'
import type { Parts } from '../parts.ts'
import type { Typed } from '../wiring/records.ts'
import { publicFolder } from './public-tree.ts'
import { kitAddress } from './update-kit.ts'

const atOnce = 200

/** The records of a kind in these states, the last changed first, as many as a page holds. */
export const recordsOf = async <State>(
  { ledger }: Parts,
  kind: string,
  status: readonly string[],
): Promise<readonly Typed<State>[]> => {
  const page = orThrow(await ledger.list({ kind, status, limit: atOnce, person: undefined }))
  const found = await ledger.loadAll(page.items.map(({ id }) => id))
  // The list is of this kind only.
  const byId = new Map(found.map((record) => [record.stream, record as Typed<State>]))
  return page.items.flatMap(({ id }) => byId.get(id) ?? [])
}

/** 6.3/available: what is offered, and what was and is withdrawn: it may be installed somewhere. */
export const renderUpdates = async (parts: Parts, site: Site): Promise<string> => {
  const updates = await recordsOf<UpdateState>(parts, 'update', ['published', 'withdrawn'])
  const root = join(publicFolder(parts.settings.dataDir, 'updates'), 'metadata', '1.root.json')
  return updatesPage(site, {
    rootHref: '/updates/files/metadata/1.root.json',
    rootSha256: existsSync(root)
      ? createHash('sha256')
          .update(await readFile(root))
          .digest('hex')
      : '',
    updates: updates.flatMap(({ state }) => offered(state)),
  })
}

const offered = (state: UpdateState): readonly OfferedUpdate[] => {
  const offer = updateOffer(state)
  return offer === undefined
    ? []
    : [
        {
          ...offer,
          kitHref: kitAddress(offer.reference),
          files: offer.files.map(({ path, sha256 }) => ({
            name: path.slice(path.indexOf('/') + 1),
            sha256,
            href: `/updates/files/targets/${path.split('/').map(encodeURIComponent).join('/')}`,
          })),
        },
      ]
}
