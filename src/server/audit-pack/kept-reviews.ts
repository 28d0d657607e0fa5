import { orThrow } from '../../kernel/result.ts'
import type { Actor } from '../../kernel/roles.ts'
import type { Ledger } from '../../ledger/index.ts'
import { scopeKey } from '../../review/contract.ts'
import type { ClauseReviewState, NamedRecord } from '../../review/index.ts'
import type { PackKeptReview } from '../../review/verify/lines-schema.ts'
import { visible } from '../commands/dispatch.ts'
import { one } from '../wiring/records.ts'

interface KeptScope {
  readonly clauses: readonly string[]
  readonly product: string | undefined
  readonly revision: string | undefined
  readonly since: string | null
}

export interface KeptReview {
  readonly record: NamedRecord
  readonly line: PackKeptReview
}

/**
 * The reviews that were kept of this scope, oldest first: of a product without a revision, those of
 * its revisions too. Those of the period, and the last one whatever its day: changes are told since
 * then.
 */
export const keptReviews = async (
  ledger: Ledger,
  { clauses, product, revision, since }: KeptScope,
  actor: Actor,
): Promise<readonly KeptReview[]> => {
  const facet =
    product !== undefined && revision === undefined
      ? { name: 'product', value: product }
      : { name: 'scope', value: scopeKey(product, revision) }
  const newest: KeptReview[] = []
  for (let cursor: string | undefined; ; ) {
    const page = orThrow(
      await ledger.list({
        kind: 'clause-review',
        facets: [facet],
        person: actor.id,
        sort: 'opened',
        descending: true,
        limit: 100,
        cursor,
      }),
    )
    for (const { id } of page.items) {
      const found = await one<ClauseReviewState>(ledger, 'clause-review', id)
      if (found === undefined || !(await visible(ledger, found, actor))) continue
      const { stream, kind, humanId, state } = found
      if (since !== null && newest.length > 0 && state.at.slice(0, 10) < since)
        return newest.toReversed()
      newest.push({ record: { stream, kind, humanId }, line: lineOf(found, clauses) })
    }
    if (page.next === null) return newest.toReversed()
    cursor = page.next
  }
}

const lineOf = (
  { stream, kind, humanId, state }: NamedRecord & { readonly state: ClauseReviewState },
  clauses: readonly string[],
): PackKeptReview => {
  const { title, product, revision, release, reason, catalogue, by, at, answers } = state
  return {
    ...{ stream, kind, humanId, title, product, revision, release, reason, catalogue, by, at },
    verdicts: answers
      .filter(({ id }) => clauses.some((clause) => id.startsWith(`${clause}/`)))
      .map(({ id, verdict, basis, hash }) => ({ constraint: id, verdict, basis, hash })),
  }
}
