import type { FileReference } from '../kernel/fields.ts'
import type { Facets } from '../ledger/index.ts'
import type { itemClasses, revisionStatuses, SecurityProfile } from './contract.ts'
import type { ProductEvent } from './events.ts'
import { evolveTree, initialTree, type TreePart } from './state/tree.ts'

export interface Component {
  readonly name: string
  readonly version: string
  readonly purl: string
  /** Whose it is, and how they are reached, as its SBOM says it. */
  readonly supplier?: string | undefined
  readonly contact?: string | undefined
}

export interface Revision {
  readonly revision: string
  readonly status: (typeof revisionStatuses)[number]
  readonly releasedOn: string | null
  readonly endOfSupport: string | null
  readonly sbom: {
    readonly file: FileReference
    readonly format: string
    readonly components: readonly Component[]
  } | null
}

export interface ProductState extends TreePart {
  readonly status: 'active' | 'retired'
  readonly name: string
  readonly maker: string
  readonly description: string
  readonly itemClass: (typeof itemClasses)[number]
  readonly healthInformation: boolean
  readonly revisions: readonly Revision[]
  readonly profile: SecurityProfile | null
  readonly users: readonly {
    readonly user: string
    readonly organisation: string
    readonly contactName: string
    readonly email: string
  }[]
}

export const initialProduct: ProductState = {
  status: 'active',
  name: '',
  maker: '',
  description: '',
  itemClass: 'maintained',
  healthInformation: true,
  revisions: [],
  profile: null,
  users: [],
  ...initialTree,
}

export const evolveProduct = (state: ProductState, event: ProductEvent): ProductState => {
  switch (event.type) {
    case 'product.registered': {
      const { type: _, ...facts } = event
      return { ...state, ...facts }
    }
    case 'product.revision-added':
      return {
        ...state,
        revisions: [
          ...state.revisions.filter(({ revision }) => revision !== event.revision),
          {
            revision: event.revision,
            status: event.status,
            releasedOn: event.releasedOn ?? null,
            endOfSupport: event.endOfSupport ?? null,
            sbom: null,
          },
        ],
      }
    case 'product.revision-changed':
      return {
        ...state,
        revisions: state.revisions.map((revision) =>
          revision.revision === event.revision
            ? {
                ...revision,
                status: event.status,
                releasedOn: event.releasedOn ?? revision.releasedOn,
                endOfSupport: event.endOfSupport ?? revision.endOfSupport,
              }
            : revision,
        ),
      }
    case 'product.sbom-recorded': {
      const { type: _, revision: named, ...sbom } = event
      return {
        ...state,
        revisions: state.revisions.map((revision) =>
          revision.revision === named ? { ...revision, sbom } : revision,
        ),
      }
    }
    case 'product.security-profile-set':
      return { ...state, profile: event.profile }
    case 'product.user-registered': {
      const { type: _, ...user } = event
      return { ...state, users: [...state.users, user] }
    }
    default:
      return evolveTree(state, event)
  }
}

const inField = ({ revisions }: ProductState) =>
  revisions.filter(({ status }) => status === 'in-field')

export const productFacets = (state: ProductState): Facets => ({
  title: state.name,
  status: state.status,
  files: state.revisions.flatMap(({ sbom }) => (sbom === null ? [] : [sbom.file.hash])),
  values: {
    maker: [state.maker],
    owner: state.owners,
    'item-class': [state.itemClass],
    'in-field': inField(state).map(({ revision }) => revision),
    released: inField(state)
      .flatMap(({ releasedOn, revision }) =>
        releasedOn === null ? [] : [`${releasedOn} ${revision}`],
      )
      .sort()
      .slice(-1),
    'shares-code': state.sharedCode.map(({ product }) => product),
    revision: state.revisions.map(({ revision }) => revision),
    component: [
      ...new Set(
        state.revisions.flatMap(({ sbom }) =>
          (sbom?.components ?? []).map(({ name }) => name.toLowerCase()),
        ),
      ),
    ],
  },
})

export const productText = (state: ProductState): string =>
  [
    state.maker,
    state.description,
    ...state.revisions.map(({ revision }) => revision),
    ...state.users.map(({ organisation }) => organisation),
    ...state.configurations.flatMap(({ configuration, description }) => [
      configuration,
      description,
    ]),
    ...state.items.map(({ name }) => name),
    ...state.sharedCode.map(({ what }) => what),
  ].join('\n')
