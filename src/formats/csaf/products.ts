/** The products of a CSAF product tree (OASIS CSAF 2.0 and 2.1, sections 3.1.2, 3.1.3 and 3.2). */
import { limits } from '../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { given, readShape } from '../shape.ts'
import {
  branch,
  type CsafVersion,
  type ReadFullProductName,
  type ReadProductTree,
} from './schema.ts'

export interface CsafProduct {
  readonly id: string
  readonly name: string
  /** From the branches above it, where the tree says so. */
  readonly vendor?: string
  readonly product?: string
  /** A version, or the text of a version range. */
  readonly version?: string
  readonly cpe?: string
  /** The first, where 2.1 names several. */
  readonly purl?: string
  readonly modelNumbers: readonly string[]
}

export interface CsafProducts {
  readonly products: readonly CsafProduct[]
  /** Product ids of each product group. */
  readonly groups: ReadonlyMap<string, readonly string[]>
}

/** Every product the tree names, each id once per naming. Refuses `csaf/product-tree-too-deep`. */
export const readProductTree = (
  version: CsafVersion,
  tree: ReadProductTree | undefined,
): CsafProducts | Refusal => {
  const products: CsafProduct[] = []
  const refusal = walk(version, tree?.branches ?? [], [], products)
  if (refusal !== undefined) return refusal
  for (const name of tree?.full_product_names ?? []) products.push(productOf(name, []))
  for (const { full_product_name } of [
    ...(tree?.relationships ?? []),
    ...(tree?.product_paths ?? []),
  ])
    products.push(productOf(full_product_name, []))
  const groups = new Map(
    (tree?.product_groups ?? []).map(({ group_id, product_ids }) => [group_id, product_ids]),
  )
  return { products, groups }
}

interface Step {
  readonly category: string
  readonly name: string
}

const walk = (
  version: CsafVersion,
  branches: readonly unknown[],
  above: readonly Step[],
  into: CsafProduct[],
): Refusal | undefined => {
  if (above.length >= limits.formats.branches && branches.length > 0)
    return refuse(
      'csaf/product-tree-too-deep',
      `The product tree nests deeper than ${limits.formats.branches} branches.`,
    )
  for (const each of branches) {
    const read = readShape(
      branch[version],
      each,
      'csaf',
      `a branch of a CSAF ${version} product tree`,
    )
    if (isRefusal(read)) return read
    const path = [...above, { category: read.category, name: read.name }]
    if (read.product !== undefined) into.push(productOf(read.product, path))
    const refusal = walk(version, read.branches ?? [], path, into)
    if (refusal !== undefined) return refusal
  }
  return undefined
}

const productOf = (full: ReadFullProductName, path: readonly Step[]): CsafProduct => {
  const named = (...categories: readonly string[]): string | undefined =>
    path.findLast((step) => categories.includes(step.category))?.name
  const helper = full.product_identification_helper
  return {
    id: full.product_id,
    name: full.name,
    ...given('vendor', named('vendor')),
    ...given('product', named('product_name')),
    ...given('version', named('product_version', 'product_version_range')),
    ...given('cpe', helper?.cpe),
    ...given('purl', helper?.purl ?? helper?.purls?.[0]),
    modelNumbers: helper?.model_numbers ?? [],
  }
}
