import { type SqlBool, sql } from 'kysely'
import { type LibraryRules, readerVersion } from '../../documents/index.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { type FacetMatch, hasUnseen, hiddenFrom, type Ledger } from '../../ledger/index.ts'
import { type ProductNeeds, productNeeds } from './product-needs.ts'

/** What is wrong with documents beside their status; a list can be narrowed to each. */
export const complaints = ['old', 'older-reader', 'no-product', 'gone', 'not-fetched'] as const
export type Complaint = (typeof complaints)[number]

export interface Health {
  readonly documents: number
  readonly statuses: Readonly<Record<string, number>>
  readonly complaints: Readonly<Record<Complaint, number>>
  /** A document in force since before this day is old. */
  readonly oldBefore: string
  readonly oldAfterMonths: number
  readonly products: readonly ProductNeeds[]
  /** Kinds that are missing for a product, over all products. */
  readonly missing: number
}

/** The days and versions that a look at the library compares with. */
const comparedWith = ({ oldAfterMonths }: LibraryRules, now: number) => {
  const day = new Date(now)
  day.setUTCMonth(day.getUTCMonth() - oldAfterMonths)
  return {
    oldBefore: day.toISOString().slice(0, 10),
    olderReaders: Array.from({ length: readerVersion }, (_, version) => String(version)),
  }
}

/** What a list of documents is narrowed to for a complaint: the same that is counted of it. */
export const documentsThat = (
  asked: string,
  rules: LibraryRules,
  now: number,
): { readonly anyOf: readonly FacetMatch[] } | Refusal => {
  const complaint = complaints.find((one) => one === asked)
  if (complaint === undefined)
    return refuse('list/bad-query', `Documents can be asked for by: ${complaints.join(', ')}.`)
  const { oldBefore, olderReaders } = comparedWith(rules, now)
  switch (complaint) {
    case 'old':
      return { anyOf: [{ name: 'dated', below: oldBefore }] }
    case 'older-reader':
      return { anyOf: [{ name: 'reader', values: olderReaders }] }
    case 'no-product':
      return { anyOf: [{ name: 'health', values: [complaint] }] }
    case 'gone':
    case 'not-fetched':
      return { anyOf: [{ name: 'in-source', values: [complaint] }] }
    default:
      return complaint satisfies never
  }
}

/**
 * How the library is: what was read, what is stale, and which kinds a product lacks. Read from the
 * facets alone, by their index: no state of a document is opened.
 */
export const healthOf = async (
  ledger: Ledger,
  rules: LibraryRules,
  { person, now }: { readonly person: string; readonly now: number },
): Promise<Health> => {
  const { reader } = ledger.database
  const { oldBefore, olderReaders } = comparedWith(rules, now)
  const unseen = (await hasUnseen(ledger.database, person))
    ? sql<SqlBool>`facet.stream not in ${hiddenFrom(reader, person)}`
    : sql<SqlBool>`1 = 1`
  const [statuses, rows, products] = await Promise.all([
    ledger.counts('document', person),
    reader
      .selectFrom('facet')
      .select(({ fn, eb }) => [
        'name',
        eb
          .case()
          .when('name', '=', 'dated')
          .then(eb.case().when('value', '<', oldBefore).then('old').else('young').end())
          .else(eb.ref('value'))
          .end()
          .as('found'),
        fn.countAll<number>().as('count'),
      ])
      .where('kind', '=', 'document')
      .where('name', 'in', ['dated', 'reader', 'health', 'in-source'])
      .where(unseen)
      .groupBy(['name', 'found'])
      .execute(),
    productNeeds(ledger, rules, unseen),
  ])
  const countOf = (name: string, values: readonly string[]) =>
    rows
      .filter((row) => row.name === name && values.includes(row.found))
      .reduce((sum, { count }) => sum + Number(count), 0)
  return {
    documents: Object.values(statuses).reduce((sum, count) => sum + count, 0),
    statuses,
    complaints: {
      old: countOf('dated', ['old']),
      'older-reader': countOf('reader', olderReaders),
      'no-product': countOf('health', ['no-product']),
      gone: countOf('in-source', ['gone']),
      'not-fetched': countOf('in-source', ['not-fetched']),
    },
    oldBefore,
    oldAfterMonths: rules.oldAfterMonths,
    products,
    missing: products.reduce((sum, product) => sum + product.missing.length, 0),
  }
}
