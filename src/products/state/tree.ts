import type { SoftwareItem } from '../contract.ts'
import type { ProductEvent } from '../events.ts'
import type { ProductState } from '../state.ts'

/** What stands beside the revisions in the tree of a product, and who answers for it. */
export interface TreePart {
  /** Actors, `person:<id>`. */
  readonly owners: readonly string[]
  readonly configurations: readonly {
    readonly configuration: string
    readonly description: string
    /** Empty: every revision. */
    readonly revisions: readonly string[]
  }[]
  /** Items whose class is not simply that of the product. */
  readonly items: readonly SoftwareItem[]
  readonly sharedCode: readonly {
    readonly product: string
    readonly what: string
    readonly items: readonly string[]
  }[]
}

export const initialTree: TreePart = { owners: [], configurations: [], items: [], sharedCode: [] }

/** Two lines speak of the same item where their package is the same, or else their name. */
export const sameItem = (
  one: { readonly name: string; readonly purl?: string },
  other: { readonly name: string; readonly purl?: string },
): boolean =>
  (one.purl ?? '') !== '' && (other.purl ?? '') !== ''
    ? one.purl === other.purl
    : one.name.toLowerCase() === other.name.toLowerCase()

type TreeEvent = Extract<
  ProductEvent,
  {
    type:
      | 'product.owners-named'
      | 'product.configuration-set'
      | 'product.configuration-dropped'
      | 'product.items-classified'
      | 'product.item-dropped'
      | 'product.code-shared'
      | 'product.code-unshared'
      | 'product.retired'
      | 'product.user-removed'
  }
>

export const evolveTree = (state: ProductState, event: TreeEvent): ProductState => {
  switch (event.type) {
    case 'product.owners-named':
      return { ...state, owners: event.owners }
    case 'product.configuration-set': {
      const { type: _, ...set } = event
      return {
        ...state,
        configurations: [...withoutConfiguration(state, event.configuration), set],
      }
    }
    case 'product.configuration-dropped':
      return { ...state, configurations: withoutConfiguration(state, event.configuration) }
    case 'product.items-classified':
      return {
        ...state,
        items: [
          ...state.items.filter((old) => !event.items.some((item) => sameItem(old, item))),
          ...event.items,
        ],
      }
    case 'product.item-dropped':
      return { ...state, items: state.items.filter(({ name }) => name !== event.name) }
    case 'product.code-shared': {
      const { type: _, ...shared } = event
      return { ...state, sharedCode: [...withoutShared(state, event.product), shared] }
    }
    case 'product.code-unshared':
      return { ...state, sharedCode: withoutShared(state, event.product) }
    case 'product.retired':
      return { ...state, status: 'retired' }
    case 'product.user-removed':
      return { ...state, users: state.users.filter(({ user }) => user !== event.user) }
    default:
      return event satisfies never
  }
}

const withoutConfiguration = ({ configurations }: ProductState, name: string) =>
  configurations.filter(({ configuration }) => configuration !== name)

const withoutShared = ({ sharedCode }: ProductState, other: string) =>
  sharedCode.filter(({ product }) => product !== other)
