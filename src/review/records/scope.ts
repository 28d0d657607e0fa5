import { groupBy } from '../queries/answer.ts'
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
export const scopeTo = (records: Records, scope: Scope): Records => scopesOf(records)(scope)

/** `scopeTo` for many scopes of the same records: what belongs to which product is looked up once. */
export const scopesOf = (records: Records): ((scope: Scope) => Records) => {
  const casesOf = concerning(records.case)
  const documentsOf = concerning(records.document)
  const allCases = new Set(records.case.map(({ id }) => id))
  const productsCalled = groupBy(records.product, ({ state }) => [sameName(state.name)])
  const namedBy = records.report.map(({ state }) => productsCalled.get(sameName(state.product)))
  return ({ product, revision }) => {
    const isOurRevision = (named: string) =>
      revision === undefined || named === '' || named === revision
    const touches = ({ state }: Viewed<'case'>): boolean => {
      const rows = state.impact.filter((row) => row.product === product)
      return rows.length === 0 || rows.some((row) => isOurRevision(row.revision))
    }
    const isCovered = ({ state }: Viewed<'document'>): boolean => {
      if (revision === undefined) return true
      const cover = state.covers.find((one) => one.product === product)
      return (
        cover === undefined || cover.revisions.length === 0 || cover.revisions.includes(revision)
      )
    }
    /** By its cases where it has any; else by the name it gives, compared whole. */
    const isReported = ({ state }: Viewed<'report'>, at: number): boolean => {
      if (state.cases.some((id) => caseIds.has(id))) return true
      if (state.cases.some((id) => allCases.has(id))) return false
      const registered = namedBy[at]
      return registered === undefined || registered.some(({ id }) => id === product)
    }
    const cases = casesOf(product).filter(touches)
    const caseIds = new Set(cases.map(({ id }) => id))
    const documents = documentsOf(product).filter(isCovered)
    const documentIds = new Set(documents.map(({ id }) => id))
    const releases = records.release.filter(
      ({ state }) => state.product === product && isOurRevision(state.revision),
    )
    const releaseIds = new Set(releases.map(({ id }) => id))
    const isOurs = (named: string | null) => named === null || named === product
    return {
      ...records,
      product: records.product.filter(({ id }) => id === product),
      report: records.report.filter(isReported),
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
}

/** Those that name a product, and those that name none, in the order they stand in. */
const concerning = <One extends { readonly state: { readonly products: readonly string[] } }>(
  all: readonly One[],
): ((product: string) => readonly One[]) => {
  const general: number[] = []
  const named = new Map<string, number[]>()
  for (const [at, { state }] of all.entries()) {
    if (state.products.length === 0) general.push(at)
    for (const product of new Set(state.products)) {
      const places = named.get(product)
      if (places === undefined) named.set(product, [at])
      else places.push(at)
    }
  }
  return (product) =>
    [...general, ...(named.get(product) ?? [])]
      .sort((one, other) => one - other)
      .flatMap((at) => all[at] ?? [])
}

const sameName = (name: string): string => name.trim().toLowerCase()
