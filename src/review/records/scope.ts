import type { Records, Viewed } from './views.ts'

/**
 * The records that concern one product. What names no product concerns every product: nobody has
 * said otherwise, and a gap must not vanish because somebody left a field empty.
 */
export const scopeTo = (records: Records, product: string): Records => {
  const cases = records.case.filter(({ state }) => concerns(state.products, product))
  const caseIds = new Set(cases.map(({ id }) => id))
  const otherCases = new Set(records.case.filter(({ id }) => !caseIds.has(id)).map(({ id }) => id))
  const documents = records.document.filter(({ state }) => concerns(state.products, product))
  const documentIds = new Set(documents.map(({ id }) => id))
  const releases = records.release.filter(({ state }) => state.product === product)
  const releaseIds = new Set(releases.map(({ id }) => id))
  const isOurs = (named: string | null) => named === null || named === product
  return {
    ...records,
    product: records.product.filter(({ id }) => id === product),
    report: records.report.filter((one) =>
      reportConcerns(one, product, caseIds, otherCases, records),
    ),
    case: cases,
    'open-review': records['open-review'].filter(({ state }) =>
      state.release === null ? isOurs(state.product) : releaseIds.has(state.release),
    ),
    document: documents,
    defect: records.defect.filter(({ state }) => documentIds.has(state.document)),
    look: records.look.filter(({ state }) => caseIds.has(state.case)),
    release: releases,
    update: records.update.filter(({ state }) => state.product === product),
    patch: records.patch.filter(({ state }) => state.product === product),
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
