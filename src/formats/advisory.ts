/** What we keep of an advisory by others, whatever its format. */
import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import type { CsafSummary } from './csaf.ts'
import { type CvssScore, scoreCvss } from './cvss.ts'
import { Problems } from './problems.ts'
import { given } from './shape.ts'

export interface AdvisorySummary {
  readonly format: 'CSAF' | 'CVE' | 'GitHub advisory' | 'OSV'
  /** Of the format, where the file states it. */
  readonly specVersion?: string
  readonly id: string
  readonly title: string
  /** As its author wrote it: Markdown in OSV and GitHub advisories. Never HTML of ours. */
  readonly description: string
  /** All CVE ids that name this advisory or that it is about. */
  readonly cves: readonly string[]
  /** Other names of the same advisory. */
  readonly aliases: readonly string[]
  readonly cwes: readonly string[]
  readonly products: readonly AdvisedProduct[]
  readonly references: readonly { readonly url: string; readonly kind?: string }[]
  /** Vectors that could be read, each once. */
  readonly severities: readonly CvssScore[]
  /** RFC 3339, as in the file. */
  readonly published?: string
  readonly modified?: string
  /** When it was withdrawn or rejected, RFC 3339; `unknown` where the file does not say when. */
  readonly withdrawn?: string
  /** What the file gets wrong that we could read past; at most `limits.formats.problems`. */
  readonly problems: readonly string[]
}

export interface AdvisedProduct {
  readonly name: string
  readonly vendor?: string
  /** Of OSV and GitHub, as they name it: `npm`, `Debian:12`, `PIP`. */
  readonly ecosystem?: string
  /** Canonical. */
  readonly purl?: string
  readonly cpes: readonly string[]
  /** For people: `>= 1.0, < 1.4`. */
  readonly affected: readonly string[]
  /** Versions named one by one. */
  readonly versions: readonly string[]
  /** For machines, where the format is precise enough. */
  readonly ranges: readonly AffectedRange[]
}

export interface AffectedRange {
  /** OSV: `SEMVER`, `ECOSYSTEM`, `GIT`; CVE: the version type, or `custom`. */
  readonly scheme: string
  readonly repository?: string
  /** In the order of the file. */
  readonly events: readonly {
    readonly event: 'fixed' | 'introduced' | 'last_affected' | 'limit'
    readonly version: string
  }[]
}

export const cveId = /^CVE-\d{4}-\d{4,19}$/

/** The vectors that can be read; of the others a problem tells why not. */
export const readSeverities = (
  vectors: readonly string[],
  problems: Problems,
): readonly CvssScore[] =>
  [...new Set(vectors)].flatMap((vector) => {
    const score = scoreCvss(vector)
    if (!isRefusal(score)) return [score]
    problems.add(
      `CVSS vector ${JSON.stringify(vector.slice(0, limits.text.line))}: ${score.message}`,
    )
    return []
  })

/** `>= 1, < 2`, and so on: the sentence of a range for people. */
export const rangeText = ({ scheme, repository, events }: AffectedRange): string => {
  const signs = { introduced: '>=', fixed: '<', last_affected: '<=', limit: 'up to' } as const
  const parts: string[] = []
  for (const { event, version } of events) {
    if (event === 'introduced') {
      parts.push(version === '0' ? 'all versions' : `>= ${version}`)
      continue
    }
    const open = parts.pop()
    const closed = `${signs[event]} ${version}`
    parts.push(open === undefined || open === 'all versions' ? closed : `${open}, ${closed}`)
  }
  const text = parts.join(' or ')
  return scheme === 'GIT' ? `${text} (commits${repository ? ` of ${repository}` : ''})` : text
}

/** A CSAF document as a summary like any other advisory's. */
export const summariseCsaf = (csaf: CsafSummary): AdvisorySummary => {
  const problems = new Problems()
  for (const problem of csaf.problems) problems.add(problem)
  const byId = new Map(csaf.products.map((product) => [product.id, product]))
  const named = csaf.vulnerabilities.flatMap(({ status }) => [
    ...(status.known_affected ?? []),
    ...(status.first_affected ?? []),
    ...(status.last_affected ?? []),
  ])
  const description =
    csaf.notes.find(({ category }) => category === 'summary') ??
    csaf.notes.find(({ category }) => category === 'description')
  return {
    format: 'CSAF',
    specVersion: csaf.specVersion,
    id: csaf.id,
    title: csaf.title,
    description: description?.text ?? '',
    cves: unique(csaf.vulnerabilities.flatMap(({ cve }) => cve ?? [])),
    aliases: unique(csaf.vulnerabilities.flatMap(({ ids }) => ids.map(({ text }) => text))),
    cwes: unique(csaf.vulnerabilities.flatMap(({ cwes }) => cwes.map(({ id }) => id))),
    products: unique(named).flatMap((id) => {
      const product = byId.get(id)
      if (product === undefined) return []
      return {
        name: product.product ?? product.name,
        ...given('vendor', product.vendor),
        ...given('purl', product.purl),
        cpes: product.cpe === undefined ? [] : [product.cpe],
        affected: product.version === undefined ? [] : [product.version],
        versions: [],
        ranges: [],
      }
    }),
    references: csaf.references.map(({ url, category }) => ({ url, ...given('kind', category) })),
    severities: readSeverities(
      csaf.vulnerabilities.flatMap(({ scores }) => scores.map(({ vector }) => vector)),
      problems,
    ),
    published: csaf.initialReleaseDate,
    modified: csaf.currentReleaseDate,
    problems: problems.list(),
  }
}

export const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]
