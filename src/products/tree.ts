import { sameItem } from './state/tree.ts'
import type { ProductState } from './state.ts'

/**
 * The id of a product revision wherever others meet it: impact, SBOM, advisories, updates. Built
 * from the human id of the product, so that it is the same in every file we ever publish.
 */
export const revisionId = (product: string, revision: string): string => `${product}:${revision}`

/** The class of a software item (4.3): its own where one is recorded, or else that of the product. */
export const classOfItem = (
  { items, itemClass }: Pick<ProductState, 'items' | 'itemClass'>,
  item: { readonly name: string; readonly purl?: string },
): ProductState['itemClass'] =>
  items.find((known) => sameItem(known, withoutVersion(item)))?.itemClass ?? itemClass

/** A purl of an SBOM names a version, the one of a classified item none. */
export const withoutVersion = <Item extends { readonly name: string; readonly purl?: string }>(
  item: Item,
): Item & { readonly purl: string } => ({
  ...item,
  purl: (item.purl ?? '').replace(/[?#].*$/, '').replace(/@[^@/]*$/, ''),
})
