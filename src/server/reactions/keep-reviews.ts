import type { ProductState } from '../../products/index.ts'
import type { ReleaseState } from '../../releases/index.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/**
 * What the clause review answered when a release was signed: of its product, and of the revision
 * where the product has it by then.
 */
export const keepReviewAtRelease: Reaction = {
  name: 'keep-review-at-release',
  on: ['release.signed'],
  run: async (event, parts) => {
    const release = await one<ReleaseState>(parts.ledger, 'release', event.stream)
    if (release === undefined) return
    const { product: id, revision, status, signatures } = release.state
    // Two people sign: the review of the day is kept with the last of them.
    const last = signatures.at(-1)
    if (status !== 'released' || last?.at !== event.at || last.by !== event.actor) return
    const product = await one<ProductState>(parts.ledger, 'product', id)
    if (product === undefined) return
    const input = {
      product: id,
      release: event.stream,
      reason: `${release.humanId} was signed: ${release.state.title}`,
    }
    await issue(parts, event, {
      kind: 'clause-review',
      command: 'keep-at-release',
      of: 'product',
      input,
    })
    if (product.state.revisions.some((known) => known.revision === revision))
      await issue(parts, event, {
        kind: 'clause-review',
        command: 'keep-at-release',
        of: 'revision',
        input: { ...input, revision },
      })
  },
}
