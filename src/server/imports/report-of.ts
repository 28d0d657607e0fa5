import type { AdvisedDocument } from '../../formats/advised-document.ts'
import type { StatedProduct, StatedStatus, StatedVulnerability } from '../../formats/stated.ts'
import { cut } from '../../kernel/cut.ts'
import { limits } from '../../kernel/limits.ts'
import { severities } from '../../kernel/severity.ts'

/** What of one vulnerability becomes a report; every text fits its field. */
export interface ReportContent {
  /** Names the vulnerability within its document, in every version of it. */
  readonly key: string
  readonly title: string
  readonly description: string
  /** Where nobody said which product of ours it is about: the first that is affected. */
  readonly product: string
  readonly productVersion: string
  readonly identifiers: readonly string[]
}

/**
 * One for each vulnerability, in the order of the document; what is beyond
 * `limits.intake.perDocument` shares the last one, so that a flood is one thing to look at.
 */
export const reportsOf = (document: AdvisedDocument): readonly ReportContent[] => {
  const { vulnerabilities } = document
  if (vulnerabilities.length === 0) return [aboutTheDocument(document)]
  const most = limits.intake.perDocument
  const rest = vulnerabilities.length > most ? vulnerabilities.slice(most - 1) : []
  const single = rest.length === 0 ? vulnerabilities : vulnerabilities.slice(0, most - 1)
  const seen = new Map<string, number>()
  const keyOf = (id: string): string => {
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    return times === 1 ? id : `${id}~${times}`
  }
  return [
    ...single.map((each) => about(document, each, keyOf(each.id))),
    ...(rest.length === 0 ? [] : [aboutTheRest(document, rest, single.length)]),
  ]
}

const about = (
  document: AdvisedDocument,
  vulnerability: StatedVulnerability,
  key: string,
): ReportContent => {
  const { id, aliases, products, withdrawn } = vulnerability
  const touched = products.find(({ status }) => status === 'affected') ?? products[0]
  const title = oneLine(vulnerability.title === '' ? document.title : vulnerability.title)
  const standing = withdrawn === undefined ? mildestOf(products) : 'Withdrawn'
  return {
    key,
    title: cut(
      [standing, title.includes(id) ? '' : id, title].filter((part) => part !== '').join(': '),
      limits.text.line,
    ),
    description: description(document, vulnerability),
    product: cut(oneLine(touched?.name ?? ''), limits.text.line),
    productVersion: cut(oneLine(touched?.versions.join(', ') ?? ''), limits.text.line),
    identifiers: named([id, ...aliases]),
  }
}

/** In the title only where nothing is affected: whoever triages sees at once what needs no haste. */
const mildestOf = (products: readonly StatedProduct[]): string => {
  const found = new Set(products.map(({ status }) => status))
  if (found.size === 0 || found.has('affected') || found.has('unknown')) return ''
  if (found.has('under_investigation')) return 'Under investigation'
  return found.has('fixed') ? 'Fixed' : 'Not affected'
}

const aboutTheDocument = (document: AdvisedDocument): ReportContent => ({
  key: '',
  title: cut(oneLine(document.title === '' ? document.id : document.title), limits.text.line),
  description: cut(
    [document.note, referenceBlock(document.references), provenance(document)]
      .filter((block) => block !== '')
      .join('\n\n'),
    limits.text.long,
  ),
  product: '',
  productVersion: '',
  identifiers: named([document.id]),
})

const aboutTheRest = (
  document: AdvisedDocument,
  rest: readonly StatedVulnerability[],
  single: number,
): ReportContent => ({
  key: 'rest',
  title: cut(oneLine(`${rest.length} more vulnerabilities of ${document.title}`), limits.text.line),
  description: cut(
    [
      `This document states more vulnerabilities than become reports of their own: ${single} have one each, these ${rest.length} share this one. Open the original for what it says of each.`,
      rest.map(({ id, title }) => oneLine(`${id} ${title}`).slice(0, 200)).join('\n'),
      provenance(document),
    ].join('\n\n'),
    limits.text.long,
  ),
  product: '',
  productVersion: '',
  identifiers: named(rest.map(({ id }) => id)),
})

const headings: Readonly<Record<StatedStatus, string>> = {
  affected: 'Affected',
  unknown: 'Named, without a status',
  under_investigation: 'Under investigation',
  fixed: 'Fixed',
  not_affected: 'Not affected',
}
const statuses = Object.keys(headings) as readonly StatedStatus[]

const description = (document: AdvisedDocument, read: StatedVulnerability): string => {
  const blocks = [
    read.description === '' ? document.note : read.description,
    ...statuses.map((status) =>
      productBlock(
        headings[status],
        read.products.filter((product) => product.status === status),
      ),
    ),
    severityBlock(read),
    read.cwes.length === 0 ? '' : `Weakness: ${read.cwes.join(', ')}`,
    listBlock('What its author advises:', read.advice),
    referenceBlock([...read.references, ...document.references]),
    read.withdrawn === undefined
      ? ''
      : `Its author has withdrawn it${read.withdrawn === 'unknown' ? '' : ` (${read.withdrawn})`}.`,
    provenance(document),
  ].filter((block) => block !== '')
  return cut(blocks.join('\n\n'), limits.text.long)
}

/** So many lines of one block are read; the rest stands in the original. */
const linesPerBlock = 50

const listBlock = (heading: string, lines: readonly string[]): string => {
  if (lines.length === 0) return ''
  const shown = lines.slice(0, linesPerBlock).map((line) => `- ${cut(line, 2_000)}`)
  const more = lines.length - shown.length
  return [heading, ...shown, ...(more > 0 ? [`- and ${more} more, in the original`] : [])].join(
    '\n',
  )
}

const productBlock = (heading: string, products: readonly StatedProduct[]): string =>
  listBlock(
    `${heading}:`,
    products.map(({ name, versions, why }) => {
      const which = versions.length === 0 ? '' : ` ${versions.slice(0, linesPerBlock).join(', ')}`
      return oneLine(`${name}${which}${why === '' ? '' : `: ${why}`}`)
    }),
  )

const severityBlock = ({ severities: scores }: StatedVulnerability): string =>
  listBlock(
    'Severity as its author scores it:',
    scores
      .toSorted(
        (one, other) => severities.indexOf(other.severity) - severities.indexOf(one.severity),
      )
      .map(
        ({ version, overall, severity, vector }) =>
          `CVSS ${version}: ${overall.toFixed(1)} ${severity} (${vector})`,
      ),
  )

const referenceBlock = (references: readonly string[]): string =>
  listBlock('References:', [...new Set(references)])

const provenance = ({ format, id, version, publisher, title }: AdvisedDocument): string =>
  [
    `Read from ${format}${id === '' ? '' : ` document ${id}`}`,
    version === '' ? '' : `, version ${version}`,
    publisher === '' ? '' : `, by ${publisher}`,
    title === '' || title === id ? '' : `: "${title}"`,
    '. The original is kept with this report.',
  ].join('')

const named = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids.map((id) => cut(oneLine(id), limits.text.line)))]
    .filter((id) => id !== '')
    .slice(0, limits.intake.identifiers)

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
