import type { CasePorts, ProposedRow } from '../../../cases/index.ts'
import { isRefusal } from '../../../kernel/result.ts'
import { inRanges, parseVersionRanges } from '../../../kernel/version-ranges.ts'
import type { Ledger } from '../../../ledger/index.ts'
import { type ProductState, withoutVersion } from '../../../products/index.ts'
import { having, ofKind, readOf, type Typed } from '../records.ts'

type Component = NonNullable<ProductState['revisions'][number]['sbom']>['components'][number]
type Flawed = { readonly name: string; readonly purl?: string | undefined } & {
  readonly affected?: string | undefined
  readonly fixed?: string | undefined
}

/** What products and their SBOMs say about who is affected (9.4, 9.5/other-products). */
export const impactPorts = (
  ledger: () => Ledger,
): Pick<CasePorts, 'concerned' | 'proposedRows'> => ({
  concerned: async (ids, { components = [] }) => {
    const products = ofKind<ProductState>(await ledger().loadAll(ids), 'product')
    return {
      facts: products.map(({ stream, state }) => ({
        id: stream,
        name: state.name,
        configurations: state.configurations.map(({ configuration }) => configuration),
        revisions: state.revisions.map(({ revision, sbom }) => ({
          revision,
          components: (sbom?.components ?? [])
            .filter((one) => components.some((flawed) => isComponent(flawed, one)))
            .map(({ name, version }) => `${name} ${version}`.trim())
            .sort(),
        })),
      })),
      read: readOf(products),
    }
  },
  proposedRows: async ({ facts, impact, ranges }) => {
    const components = facts.components ?? []
    const byComponent = await havingAny(
      ledger(),
      'component',
      components.map(({ name }) => name.toLowerCase()),
    )
    const affected = [
      ...new Set(impact.flatMap((row) => (row.status === 'affected' ? [row.product] : []))),
    ]
    const decided = ofKind<ProductState>(
      await ledger().loadAll([...new Set([...affected, ...ranges.map(({ product }) => product)])]),
      'product',
    )
    const sharing = await sharingWith(
      ledger(),
      decided.filter(({ stream }) => affected.includes(stream)),
    )
    const rows = [
      ...byComponent.flatMap((product) => rowsByComponent(product, components)),
      ...sharing.flatMap(({ product, what }) =>
        product.state.revisions.map(({ revision }) => ({
          product: product.stream,
          revision,
          because: { reason: 'shared-code' as const, what },
        })),
      ),
      ...decided.flatMap((product) => rowsByRange(product, ranges)),
    ]
    return {
      facts: merged(rows),
      read: readOf([...byComponent, ...decided, ...sharing.map(({ product }) => product)]),
    }
  },
})

interface Row {
  readonly product: string
  readonly revision: string
  readonly because: ProposedRow['because'][number]
}

const proposedAtOnce = 500

/** One row for a revision, with every reason for it. */
const merged = (rows: readonly Row[]): readonly ProposedRow[] => {
  const found = new Map<string, ProposedRow>()
  for (const { product, revision, because } of rows) {
    const key = `${product} ${revision}`
    const known = found.get(key)
    if (known === undefined) found.set(key, { product, revision, because: [because] })
    else if (!known.because.some((one) => one.what === because.what)) known.because.push(because)
  }
  return [...found.values()].slice(0, proposedAtOnce)
}

const rowsByComponent = (
  { stream, state }: Typed<ProductState>,
  flaws: readonly Flawed[],
): readonly Row[] =>
  state.revisions.flatMap(({ revision, sbom }) =>
    (sbom?.components ?? [])
      .filter((component) => flaws.some((flawed) => mayHaveFlaw(flawed, component)))
      .map(({ name, version }) => ({
        product: stream,
        revision,
        because: { reason: 'component' as const, what: `${name} ${version}`.trim() },
      })),
  )

const rowsByRange = (
  { stream, state }: Typed<ProductState>,
  ranges: Parameters<CasePorts['proposedRows']>[0]['ranges'],
): readonly Row[] =>
  ranges
    .filter(({ product }) => product === stream)
    .flatMap(({ range }) => {
      const read = parseVersionRanges(range)
      return isRefusal(read)
        ? []
        : state.revisions
            .filter(({ revision }) => inRanges(revision, read) === true)
            .map(({ revision }) => ({
              product: stream,
              revision,
              because: { reason: 'range' as const, what: range },
            }))
    })

const isComponent = (flawed: Flawed, component: Component): boolean => {
  const purl = withoutVersion({ name: '', purl: flawed.purl ?? '' }).purl
  return purl !== '' && component.purl !== ''
    ? purl === withoutVersion(component).purl
    : flawed.name.toLowerCase() === component.name.toLowerCase()
}

/** A version that cannot be placed may be affected: a person decides. */
const mayHaveFlaw = (flawed: Flawed, component: Component): boolean => {
  if (!isComponent(flawed, component)) return false
  const text = flawed.affected ?? (flawed.fixed === undefined ? '*' : `<${flawed.fixed}`)
  const ranges = parseVersionRanges(text)
  return isRefusal(ranges) || inRanges(component.version, ranges) !== false
}

/** Products that declare code shared with one of these, and those that these declare. */
const sharingWith = async (ledger: Ledger, affected: readonly Typed<ProductState>[]) => {
  const declaring = await havingAny(
    ledger,
    'shares-code',
    affected.map(({ stream }) => stream),
  )
  const declared = ofKind<ProductState>(
    await ledger.loadAll([
      ...new Set(affected.flatMap(({ state }) => state.sharedCode.map(({ product }) => product))),
    ]),
    'product',
  )
  return [
    ...declaring.flatMap((product) =>
      product.state.sharedCode
        .filter((shared) => affected.some(({ stream }) => stream === shared.product))
        .map(({ what }) => ({ product, what })),
    ),
    ...affected.flatMap(({ state }) =>
      state.sharedCode.flatMap(({ product: id, what }) =>
        declared.filter(({ stream }) => stream === id).map((product) => ({ product, what })),
      ),
    ),
  ]
}

const havingAny = async (
  ledger: Ledger,
  facet: string,
  values: readonly string[],
): Promise<readonly Typed<ProductState>[]> => {
  const found = new Map<string, Typed<ProductState>>()
  for (const value of new Set(values))
    for (const product of await having<ProductState>(ledger, 'product', facet, value))
      found.set(product.stream, product)
  return [...found.values()]
}
