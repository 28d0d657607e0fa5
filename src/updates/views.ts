import type { UpdateOffer } from './contract.ts'
import type { UpdateState } from './state.ts'

/** What the public may see of an update; undefined until it is published. */
export const updateOffer = (state: UpdateState): UpdateOffer | undefined =>
  state.publication === null
    ? undefined
    : {
        reference: state.reference,
        status: state.withdrawn === null ? 'published' : 'withdrawn',
        title: state.title,
        product: state.product,
        revision: state.revision,
        compatibility: state.compatibility,
        instructions: state.instructions,
        publishedAt: state.publication.at,
        repositoryVersion: state.publication.repositoryVersion,
        files: state.publication.targets,
        withdrawn:
          state.withdrawn === null
            ? null
            : { reason: state.withdrawn.reason, at: state.withdrawn.at },
      }
