import type { AskedStatement, LookState } from '../state.ts'

/** One statement of one document over all its revisions; by its words where it has no lineage. */
export const statementKey = ({
  document,
  lineage,
  quote,
}: Pick<AskedStatement, 'document' | 'lineage' | 'quote'>): string =>
  `${document} ${lineage ?? quote.slice(0, 200)}`

/** Dismissed for a reason that is about the statement: later cases are offered it. */
export const dismissedAlways = ({
  candidates,
}: Pick<LookState, 'candidates'>): readonly string[] => [
  ...new Set(
    candidates.flatMap((one) =>
      one.decision.is === 'dismissed' && one.decision.holds === 'always' ? [statementKey(one)] : [],
    ),
  ),
]
