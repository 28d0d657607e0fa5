import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AdvisoryState } from '../../advisories/index.ts'
import { type CsafSummary, readCsaf } from '../../formats/csaf.ts'
import { orThrow } from '../../kernel/result.ts'
import { advisoriesPage, type PublishedAdvisory, type Site } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import { recordsOf } from './portal-published.ts'
import { publicFolder } from './public-tree.ts'

/** 4.1.7: every advisory that is out, in the words that are out, also while it is being revised. */
export const renderAdvisories = async (parts: Parts, site: Site): Promise<string> => {
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
    const csaf = await publishedFile(parts, last.path)
    published.push({
      reference: humanId,
      publishedAt: last.date,
      href: last.path,
      ...wordsOf(csaf),
    })
  }
  return advisoriesPage(site, published)
}

/** What is public is what the file says; what the record says may be the draft of a revision. */
const publishedFile = async ({ settings }: Parts, path: string): Promise<CsafSummary> => {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const text = await readFile(join(publicFolder(settings.dataDir, 'advisories'), name), 'utf8')
  return orThrow(readCsaf(JSON.parse(text)))
}

/** What an operator asks of an advisory: is it ours, how bad is it, what do we do. */
const wordsOf = (
  csaf: CsafSummary,
): Omit<PublishedAdvisory, 'href' | 'publishedAt' | 'reference'> => {
  const { title, notes, vulnerabilities, severity = '', publisher } = csaf
  const named = new Map(
    csaf.products.map(({ id, name, product, version }) => [
      id,
      product === undefined || version === undefined
        ? name.replace(`${publisher.name} `, '')
        : `${product} ${version}`,
    ]),
  )
  const productsIn = (statuses: readonly ('fixed' | 'known_affected')[]): readonly string[] =>
    unique(
      vulnerabilities.flatMap(({ status }) =>
        statuses.flatMap((is) => (status[is] ?? []).map((id) => named.get(id) ?? id)),
      ),
    )
  const scores = vulnerabilities.flatMap((one) => one.scores.map(({ baseScore }) => baseScore))
  return {
    title,
    summary: notes.find(({ category }) => category === 'summary')?.text ?? '',
    severity: severity.charAt(0).toUpperCase() + severity.slice(1),
    score: scores.length === 0 ? null : Math.max(...scores),
    identifiers: unique(vulnerabilities.flatMap(({ cve }) => cve ?? [])),
    affected: productsIn(['known_affected']),
    fixed: productsIn(['fixed']),
    remedies: unique(
      vulnerabilities.flatMap(({ remediations }) => remediations.map(({ details }) => details)),
    ),
  }
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]
