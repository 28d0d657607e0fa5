import type { Parts } from '../../parts.ts'

/** How often we heard about a product, from a source, by one way. */
export interface Heard {
  /** Null where the reports name no product of ours. */
  readonly product: string | null
  readonly source: string
  readonly way: string
  readonly reports: number
  readonly lastReportAt: string
}

interface Known {
  readonly id: string
  readonly name: string
}

/**
 * All reports, counted. A report is about a product if it names it in so many words, or if a case
 * that it belongs to touches it; one that is about several counts for each.
 */
export const lastHeard = async (
  { ledger }: Parts,
  products: readonly Known[],
): Promise<readonly Heard[]> => {
  const byName = new Map(products.map(({ id, name }) => [inWords(name), id]))
  const known = new Set(products.map(({ id }) => id))
  const counts = new Map<string, { -readonly [key in keyof Heard]: Heard[key] }>()
  const add = (row: Row, product: string | null): void => {
    const { source, way, reports, last } = row
    const key = JSON.stringify([product, source, way])
    const count = counts.get(key)
    if (count === undefined)
      counts.set(key, { product, source, way, reports: Number(reports), lastReportAt: last })
    else {
      count.reports += Number(reports)
      if (last > count.lastReportAt) count.lastReportAt = last
    }
  }
  for (const row of await byTold(ledger.database.reader))
    add(row, byName.get(inWords(row.product ?? '')) ?? null)
  for (const row of await byCase(ledger.database.reader))
    if (
      row.product !== null &&
      known.has(row.product) &&
      byName.get(inWords(row.told ?? '')) !== row.product
    )
      add(row, row.product)
  return [...counts.values()]
}

const inWords = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim()

interface Row {
  readonly source: string
  readonly way: string
  readonly product: string | null
  readonly reports: number | string | bigint
  readonly last: string
}

type Reader = Parts['ledger']['database']['reader']

const reports = (reader: Reader) =>
  reader
    .selectFrom('stream')
    .innerJoin('facet as source', (join) =>
      join.onRef('source.stream', '=', 'stream.stream').on('source.name', '=', 'source'),
    )
    .innerJoin('facet as way', (join) =>
      join.onRef('way.stream', '=', 'stream.stream').on('way.name', '=', 'way'),
    )
    .leftJoin('facet as told', (join) =>
      join.onRef('told.stream', '=', 'stream.stream').on('told.name', '=', 'product'),
    )
    .where('stream.kind', '=', 'report')

const byTold = (reader: Reader): Promise<readonly Row[]> =>
  reports(reader)
    .select(({ fn }) => [
      'source.value as source',
      'way.value as way',
      'told.value as product',
      fn.countAll().as('reports'),
      fn.max('stream.opened_at').as('last'),
    ])
    .groupBy(['source.value', 'way.value', 'told.value'])
    .execute()

const byCase = (reader: Reader): Promise<readonly (Row & { readonly told: string | null })[]> =>
  reports(reader)
    .innerJoin('facet as linked', (join) =>
      join.onRef('linked.stream', '=', 'stream.stream').on('linked.name', '=', 'case'),
    )
    .innerJoin('facet as touched', (join) =>
      join
        .onRef('touched.stream', '=', 'linked.value')
        .on('touched.kind', '=', 'case')
        .on('touched.name', '=', 'product'),
    )
    .select(({ fn }) => [
      'source.value as source',
      'way.value as way',
      'told.value as told',
      'touched.value as product',
      fn.countAll().as('reports'),
      fn.max('stream.opened_at').as('last'),
    ])
    .groupBy(['source.value', 'way.value', 'told.value', 'touched.value'])
    .execute()
