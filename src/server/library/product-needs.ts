import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { DocumentKind } from '../../documents/contract.ts'
import type { LibraryRules } from '../../documents/index.ts'
import { limits } from '../../kernel/limits.ts'
import type { Ledger } from '../../ledger/index.ts'

/** A kind of document that a product should have, or has. */
export interface KindOfProduct {
  readonly kind: string
  readonly documents: number
  /** Whether any of them has a revision: without one there is nothing to read. */
  readonly hasRevision: boolean
  /** Revisions in the field that none of them covers. */
  readonly uncovered: readonly string[]
  /** The product was released anew after the newest of them came into force. */
  readonly since: { readonly revision: string; readonly day: string } | null
}

export interface ProductNeeds {
  readonly id: string
  readonly title: string
  readonly itemClass: string
  readonly kinds: readonly KindOfProduct[]
  /** Kinds that the rules expect of its class, and of which there is no document. */
  readonly missing: readonly DocumentKind[]
}

/** Active products with the documents that each has, and those that it lacks; by name. */
export const productNeeds = async (
  ledger: Ledger,
  { expected }: LibraryRules,
  isSeen: RawBuilder<SqlBool>,
): Promise<readonly ProductNeeds[]> => {
  const { reader } = ledger.database
  const expectedOf = (itemClass: string): readonly DocumentKind[] =>
    Object.entries(expected).find(([name]) => name === itemClass)?.[1] ?? []
  const [counted, covered, facts] = await Promise.all([
    reader
      .selectFrom('facet')
      .innerJoin('facet as kind', (on) =>
        on.onRef('kind.stream', '=', 'facet.stream').on('kind.name', '=', sql.lit('document-kind')),
      )
      .select(({ fn }) => [
        'facet.value as product',
        'kind.value as kind',
        fn.countAll<number>().as('documents'),
      ])
      .where('facet.kind', '=', 'document')
      .where('facet.name', '=', 'product')
      .where(isSeen)
      .groupBy(['facet.value', 'kind.value'])
      .execute(),
    reader
      .selectFrom('facet')
      .innerJoin('facet as kind', (on) =>
        on.onRef('kind.stream', '=', 'facet.stream').on('kind.name', '=', sql.lit('document-kind')),
      )
      // A document without a revision covers nothing: it has no date.
      .innerJoin('facet as dated', (on) =>
        on.onRef('dated.stream', '=', 'facet.stream').on('dated.name', '=', sql.lit('dated')),
      )
      .select(({ fn }) => [
        'facet.value as covers',
        'kind.value as kind',
        fn.max('dated.value').as('newest'),
      ])
      .where('facet.kind', '=', 'document')
      .where('facet.name', '=', 'covers')
      .where(isSeen)
      .groupBy(['facet.value', 'kind.value'])
      .execute(),
    reader
      .selectFrom('stream')
      .innerJoin('facet', 'facet.stream', 'stream.stream')
      .select(['stream.stream as id', 'stream.title', 'facet.name', 'facet.value'])
      .where('stream.kind', '=', 'product')
      .where('stream.status', '=', 'active')
      .where('facet.name', 'in', ['item-class', 'in-field', 'released'])
      .where(isSeen)
      .orderBy('stream.title')
      .limit(limits.library.productFacts)
      .execute(),
  ])
  const countsOf = Map.groupBy(counted, ({ product }) => product)
  const rowsOf = Map.groupBy(covered, ({ covers }) => covers.slice(0, covers.indexOf('@')))
  return [...Map.groupBy(facts, ({ id }) => id)].map(([id, known]) => {
    const valuesOf = (name: string) =>
      known.filter((one) => one.name === name).map(({ value }) => value)
    const itemClass = valuesOf('item-class')[0] ?? 'maintained'
    const rows = rowsOf.get(id) ?? []
    const [day = '', ...words] = (valuesOf('released').toSorted().at(-1) ?? '').split(' ')
    const kinds = (countsOf.get(id) ?? []).map(({ kind, documents }): KindOfProduct => {
      const those = rows.filter((row) => row.kind === kind)
      const named = those.map(({ covers }) => covers.slice(id.length + 1))
      const newest =
        those
          .map((one) => one.newest)
          .toSorted()
          .at(-1) ?? ''
      return {
        kind,
        documents: Number(documents),
        hasRevision: those.length > 0,
        uncovered: named.includes('')
          ? []
          : valuesOf('in-field').filter((revision) => !named.includes(revision)),
        since:
          day !== '' && newest !== '' && newest < day ? { day, revision: words.join(' ') } : null,
      }
    })
    return {
      id,
      title: known[0]?.title ?? '',
      itemClass,
      kinds,
      missing: expectedOf(itemClass).filter((kind) => !kinds.some((one) => one.kind === kind)),
    }
  })
}
