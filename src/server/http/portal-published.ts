import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdvisoryState } from '../../advisories/index.ts'
import { orThrow } from '../../kernel/result.ts'
import {
  advisoriesPage,
  type Maker,
  type OfferedUpdate,
  type PublishedAdvisory,
  updatesPage,
} from '../../portal/index.ts'
import { type UpdateState, updateOffer } from '../../updates/index.ts'
import type { Parts } from '../parts.ts'
import type { Typed } from '../wiring/records.ts'
import { publicFolder } from './public-tree.ts'
import { kitAddress } from './update-kit.ts'

const atOnce = 200

const recordsOf = async <State>(
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
export const renderUpdates = async (parts: Parts, maker: Maker): Promise<string> => {
  const updates = await recordsOf<UpdateState>(parts, 'update', ['published', 'withdrawn'])
  const root = join(publicFolder(parts.settings.dataDir, 'updates'), 'metadata', '1.root.json')
  return updatesPage({
    maker,
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

/** 4.1.7: every advisory that is out, in the words that are out, also while it is being revised. */
export const renderAdvisories = async (parts: Parts, maker: Maker): Promise<string> => {
  const all = await recordsOf<AdvisoryState>(parts, 'advisory', [
    'published',
    'draft',
    'approved',
    'publishing',
  ])
  const published: PublishedAdvisory[] = []
  for (const { humanId, state } of all) {
    const last = state.publications.at(-1)
    if (last === undefined) continue
    const words = state.status === 'published' ? state : await publishedWords(parts, last.path)
    published.push({
      reference: humanId,
      title: words.title,
      summary: words.summary,
      publishedAt: last.date,
      href: last.path,
    })
  }
  return advisoriesPage(maker, published)
}

/** While a revision is written, its title is not public yet: the published file has the one that is. */
const publishedWords = async ({ settings }: Parts, path: string) => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const file: unknown = JSON.parse(
    await readFile(join(publicFolder(settings.dataDir, 'advisories'), name), 'utf8'),
  )
  const title =
    typeof file === 'object' && file !== null && 'document' in file ? file.document : undefined
  return {
    title:
      typeof title === 'object' && title !== null && 'title' in title ? String(title.title) : name,
    summary: '',
  }
}
