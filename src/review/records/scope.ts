import type { Records, Viewed } from './views.ts'

/** What a review is about: a product, and where one is named, one revision of it. */
export interface Scope {
  readonly product: string
  readonly revision?: string | undefined
}

/**
 * The records that concern one product, or one revision of it. What names no product, or no
 * revision, concerns every one: nobody has said otherwise, and a gap must not vanish because
 * somebody left a field empty. Reports, activities and findings name products, not revisions.
 */
export const scopeTo = (records: Records, { product, revision }: Scope): Records => {
  const isOurRevision = (named: string) =>
    revision === undefined || named === '' || named === revision
  const touches = ({ state }: Viewed<'case'>): boolean => {
    if (!concerns(state.products, product)) return false
    const rows = state.impact.filter((row) => row.product === product)
    return rows.length === 0 || rows.some((row) => isOurRevision(row.revision))
  }
  const isCovered = ({ state }: Viewed<'document'>): boolean => {
    if (!concerns(state.products, product)) return false
    const cover = state.covers.find((one) => one.product === product)
    return (
      revision === undefined ||
      cover === undefined ||
      cover.revisions.length === 0 ||
      cover.revisions.includes(revision)
    )
  }
  const cases = records.case.filter(touches)
  const caseIds = new Set(cases.map(({ id }) => id))
  const otherCases = new Set(records.case.filter(({ id }) => !caseIds.has(id)).map(({ id }) => id))
  const documents = records.document.filter(isCovered)
  const documentIds = new Set(documents.map(({ id }) => id))
  const releases = records.release.filter(
    ({ state }) => state.product === product && isOurRevision(state.revision),
  )
  const releaseIds = new Set(releases.map(({ id }) => id))
  const isOurs = (named: string | null) => named === null || named === product
  return {
    ...records,
    product: records.product.filter(({ id }) => id === product),
    report: records.report.filter((one) =>
      reportConcerns(one, product, caseIds, otherCases, records),
    ),
    case: cases,
    risk: records.risk.filter(
      ({ state }) => isOurs(state.product) || state.cases.some((id) => caseIds.has(id)),
    ),
    'open-review': records['open-review'].filter(({ state }) =>
      state.release === null ? isOurs(state.product) : releaseIds.has(state.release),
    ),
    document: documents,
    defect: records.defect.filter(({ state }) => documentIds.has(state.document)),
    look: records.look.filter(({ state }) => caseIds.has(state.case)),
    release: releases,
    update: records.update.filter(
      ({ state }) => state.product === product && isOurRevision(state.revision),
    ),
    patch: records.patch.filter(
      ({ state }) => state.product === product && isOurRevision(state.revision),
    ),
    advisory: records.advisory.filter(({ state }) => caseIds.has(state.case)),
    activity: records.activity.filter(({ state }) => isOurs(state.product)),
    'review-finding': records['review-finding'].filter(({ state }) => isOurs(state.product)),
  }
}

const concerns = (products: readonly string[], product: string): boolean =>
  products.length === 0 || products.includes(product)

/** By its cases where it has any; else by the name it gives, compared whole. */
const reportConcerns = (
  { state }: Viewed<'report'>,
  product: string,
  ours: ReadonlySet<string>,
  others: ReadonlySet<string>,
  records: Records,
): boolean => {
  if (state.cases.some((id) => ours.has(id))) return true
  if (state.cases.some((id) => others.has(id))) return false
  const named = sameName(state.product)
  const registered = records.product.filter((one) => sameName(one.state.name) === named)
  return registered.length === 0 || registered.some(({ id }) => id === product)
}

const sameName = (name: string): string => name.trim().toLowerCase()
