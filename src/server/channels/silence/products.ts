import { limits } from '../../../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../../../kernel/result.ts'
import type { FacetMatch, Ledger } from '../../../ledger/index.ts'

export interface KnownProduct {
  readonly id: string
  readonly name: string
}

/** Active products that this person may see, by name. */
export const activeProducts = async (
  ledger: Ledger,
  person: string,
): Promise<readonly KnownProduct[] | Refusal> => {
  const page = await ledger.list({
    kind: 'product',
    status: ['active'],
    sort: 'title',
    descending: false,
    limit: limits.page.max,
    person,
  })
  return isRefusal(page) ? page : page.items.map(({ id, title }) => ({ id, name: title }))
}

/** Which product a report means by what it names; undefined where it is none of ours. */
export const meantBy = (
  products: readonly KnownProduct[],
): ((told: string) => string | undefined) => {
  const byName = new Map(products.map(({ id, name }) => [inWords(name), id]))
  return (told) => byName.get(inWords(told))
}

const inWords = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** Instead of the id of a product: reports that are about none of ours. */
const noProduct = 'none'

export interface About {
  readonly anyOf?: readonly FacetMatch[]
  readonly noneOf?: readonly FacetMatch[]
}

/** Narrows a list of reports to those that a line of the proof of silence counts. */
export const reportsAbout = async (
  ledger: Ledger,
  person: string,
  product: string,
): Promise<About | Refusal> => {
  const products = await activeProducts(ledger, person)
  if (isRefusal(products)) return products
  const meant = meantBy(products)
  const rows = await ledger.database.reader
    .selectFrom('facet')
    .select('value')
    .distinct()
    .where('kind', '=', 'report')
    .where('name', '=', 'product')
    .execute()
  const told = rows.map(({ value }) => ({ value, id: meant(value) }))
  if (product === noProduct)
    return {
      noneOf: [
        ...named(told.filter(({ id }) => id !== undefined).map(({ value }) => value)),
        { name: 'case', of: { kind: 'case', name: 'product' } },
      ],
    }
  if (!products.some(({ id }) => id === product))
    return refuse('list/bad-query', 'There is no active product with this id. Leave "about" out.')
  return {
    anyOf: [
      ...named(told.filter(({ id }) => id === product).map(({ value }) => value)),
      { name: 'case', of: { kind: 'case', name: 'product', value: product } },
    ],
  }
}

/** Few are in one statement: engines bound the number of its parameters. */
const atOnce = 1_000

const named = (values: readonly string[]): readonly FacetMatch[] =>
  Array.from({ length: Math.ceil(values.length / atOnce) }, (_, index) => ({
    name: 'product',
    values: values.slice(index * atOnce, (index + 1) * atOnce),
  }))
