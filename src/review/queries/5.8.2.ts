import type { ConstraintId } from '../../catalogue/constraint-ids.ts'
import type { RecordAnswer } from '../contract.ts'
import type { Records, Viewed } from '../records/views.ts'
import { absent, count, everyOne, type Facts, met, partial, type Query, query } from './answer.ts'

type Product = Viewed<'product'>
type Release = Viewed<'release'>

const uses = ['product', 'release'] as const

/** The release whose documents count: the last one signed, failing that the last one written. */
const documentedRelease = (product: Product, { release }: Records): Release | undefined => {
  const written = release.filter(
    ({ state }) => state.product === product.id && state.documents.length > 0,
  )
  return written.findLast(({ status }) => status === 'released') ?? written.at(-1)
}

type Standing = 'no-documents' | 'gap' | 'unsigned' | 'said'

/** Every product's documents say it: written from records, without a gap for this constraint. */
const saidInReleaseDocuments = (id: ConstraintId): Query =>
  query(uses, (facts) =>
    overProducts(facts, facts.records.product, (release) =>
      release.state.documents.some(({ missing }) => missing.includes(id)),
    ),
  )

const overProducts = (
  { records }: Facts,
  products: readonly Product[],
  hasGap: (release: Release) => boolean,
): RecordAnswer => {
  if (products.length === 0)
    return absent('No product is registered, so no release documents exist.')
  const standings = products.map((product) => {
    const release = documentedRelease(product, records)
    return { product, release, is: standingOf(release, hasGap) }
  })
  const of = (is: Standing) => standings.filter((one) => one.is === is)
  const links = [...of('no-documents'), ...of('gap'), ...of('unsigned'), ...of('said')].map(
    ({ product, release }) => release ?? product,
  )
  const told = (is: Standing, words: string) =>
    of(is).length === 0
      ? []
      : [
          `${words}: ${of(is)
            .map(
              ({ product, release }) =>
                `${product.state.name}${release === undefined ? '' : ` ${release.state.revision} (${release.humanId})`}`,
            )
            .slice(0, 10)
            .join(', ')}`,
        ]
  const detail = `${[
    ...told('said', 'Written from records without a gap and signed'),
    ...told('unsigned', 'Written without a gap, but the release is not signed'),
    ...told('gap', 'The release documents show a gap here'),
    ...told('no-documents', 'No release documents'),
  ].join('. ')}.`
  if (of('said').length === products.length) return met(detail, links)
  return of('said').length + of('unsigned').length > 0
    ? partial(detail, links)
    : absent(detail, links)
}

const standingOf = (
  release: Release | undefined,
  hasGap: (release: Release) => boolean,
): Standing => {
  if (release === undefined) return 'no-documents'
  if (hasGap(release)) return 'gap'
  return release.status === 'released' ? 'said' : 'unsigned'
}

/** How the gate stands to a constraint: a waiver lets a release through, and proves nothing. */
const gateOf = ({ state }: Release, id: ConstraintId): string => {
  const check = state.gate?.checks.find(({ constraint }) => constraint === id)
  if (check === undefined) return 'not looked at'
  const waiver = state.waivers.find((one) => one.check === check.id)
  return check.state !== 'passed' && waiver !== undefined ? waiver.as : check.state
}

/** The gate asks for the requirements at release, and the documents answer them. */
const requirements = query(uses, ({ records }) => {
  const gated = records.release.filter(({ state }) => state.gate !== null)
  const passed = (one: Release) => gateOf(one, '5.8.2/requirements') === 'passed'
  const listed = (one: Release) =>
    one.state.documents.length > 0 &&
    !one.state.documents.some(({ missing }) => missing.includes('5.8.2/requirements'))
  const answer = everyOne(gated, (one) => passed(one) && listed(one), {
    none: 'No gate of a release was evaluated: nothing shows that requirements are established.',
    detail: (so, all) =>
      `${gated.filter(passed).length} of ${count(all, 'gate')} passed the check of the guidance for operators; ${so} with the requirements listed in the release documents.`,
  })
  return answer.verdict === 'absent' && gated.some(passed)
    ? { ...answer, verdict: 'partial' }
    : answer
})

/** Each signed release: documents revised, or a signed word that nothing changed. */
const updated = query(uses, ({ records }) =>
  everyOne(
    records.release.filter(({ status }) => status === 'released'),
    (one) => one.state.unchanged !== null || gateOf(one, '5.8.2/updated') === 'passed',
    {
      none: 'No release is signed yet: nothing shows that documents are updated with it.',
      detail: (so, all) => {
        const unchanged = records.release.filter(
          ({ status, state }) => status === 'released' && state.unchanged !== null,
        )
        return `${so} of ${count(all, 'signed release')} with revised documents or a signed statement (${unchanged.length}) that nothing changed.`
      },
    },
  ),
)

/** Clause 5.8.2: release documentation. */
export const releaseDocumentationQueries = {
  '5.8.2/requirements': requirements,
  '5.8.2/secure-operation': saidInReleaseDocuments('5.8.2/secure-operation'),
  '5.8.2/network': saidInReleaseDocuments('5.8.2/network'),
  '5.8.2/access': saidInReleaseDocuments('5.8.2/access'),
  '5.8.2/communications': saidInReleaseDocuments('5.8.2/communications'),
  '5.8.2/conformance': saidInReleaseDocuments('5.8.2/conformance'),
  '5.8.2/annex-e': saidInReleaseDocuments('5.8.2/annex-e'),
  '5.8.2/accounts': saidInReleaseDocuments('5.8.2/accounts'),
  '5.8.2/residual': saidInReleaseDocuments('5.8.2/residual'),
  '5.8.2/residual-data': saidInReleaseDocuments('5.8.2/residual-data'),
  '5.8.2/retention': saidInReleaseDocuments('5.8.2/retention'),
  '5.8.2/disposal': saidInReleaseDocuments('5.8.2/disposal'),
  '5.8.2/updated': updated,
  '5.8.2/release-notes': saidInReleaseDocuments('5.8.2/release-notes'),
} as const
