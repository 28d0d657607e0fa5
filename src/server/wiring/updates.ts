import { refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductState } from '../../products/index.ts'
import { effectiveChecks, letsThrough, type ReleaseState } from '../../releases/index.ts'
import type { UpdatePorts, UpdateState } from '../../updates/index.ts'
import type { Settings } from '../settings.ts'
import { one, readOf } from './records.ts'

/** What an update asks of the release it belongs to and of the product’s users. */
export const updatePorts = (ledger: () => Ledger, { publicUrl }: Settings): UpdatePorts => ({
  releaseGate: async (id) => {
    const release = await one<ReleaseState>(ledger(), 'release', id)
    if (release === undefined)
      return refuse('update/no-release', 'The release of this update cannot be found.')
    const { state } = release
    const missing = [
      ...effectiveChecks(state)
        .filter((check) => !letsThrough(check.state))
        .map(({ title, state: is }) => `${title}: ${is}.`),
      ...(state.status === 'released' ? [] : ['The release is not signed by two people yet.']),
    ]
    return {
      facts: {
        passed: state.status === 'released',
        missing: state.status === 'released' ? [] : missing,
        reference: release.humanId,
        product: state.product,
        revision: state.revision,
      },
      read: readOf([release]),
    }
  },
  registeredUsers: async (id) => {
    const product = await one<ProductState>(ledger(), 'product', id)
    return product === undefined
      ? refuse('update/no-product', 'The product of this update cannot be found.')
      : {
          facts: product.state.users.map(({ user, organisation, email }) => ({
            user,
            organisation,
            email,
          })),
          read: readOf([product]),
        }
  },
  offered: async (id) => {
    const update = await one<UpdateState>(ledger(), 'update', id)
    return update === undefined
      ? refuse('update/no-instead', 'The update to install instead cannot be found.')
      : {
          facts: {
            reference: update.humanId,
            product: update.state.product,
            revision: update.state.revision,
            published: update.state.status === 'published',
          },
          read: readOf([update]),
        }
  },
  places: (reference) => ({
    update: `${publicUrl}/updates/#${reference}`,
    root: `${publicUrl}/updates/files/metadata/1.root.json`,
  }),
})
