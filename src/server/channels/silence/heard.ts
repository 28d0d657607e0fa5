import { hasUnseen, hiddenFrom, matching } from '../../../ledger/index.ts'
import type { Parts } from '../../parts.ts'
import { type KnownProduct, meantBy } from './products.ts'

/** How often we heard about a product, from a source, by one way. */
export interface Heard {
  /** Null where the reports are about no product of ours. */
  readonly product: string | null
  readonly source: string
  readonly way: string
  readonly reports: number
  /** Of these, the ones that whoever asks may not see. */
  readonly hidden: number
  readonly lastReportAt: string
}

/**
 * All reports, counted. A report is about a product if it names it in so many words, or if a case
 * that it belongs to touches it; one that is about several counts for each, and one that is about
 * none only where no case of it touches a product.
 */
export const lastHeard = async (
  { ledger }: Parts,
  products: readonly KnownProduct[],
  person: string,
): Promise<readonly Heard[]> => {
  const meant = meantBy(products)
  const known = new Set(products.map(({ id }) => id))
  const counts = new Map<string, { -readonly [key in keyof Heard]: Heard[key] }>()
  const add = (row: Row, product: string | null, hidden: boolean): void => {
    const { source, way, reports, last } = row
    const key = JSON.stringify([product, source, way])
    const count = counts.get(key)
    if (count === undefined)
      counts.set(key, {
        ...{ product, source, way, lastReportAt: last },
        reports: Number(reports),
        hidden: hidden ? Number(reports) : 0,
      })
    else {
      count.reports += Number(reports)
      count.hidden += hidden ? Number(reports) : 0
      if (last > count.lastReportAt) count.lastReportAt = last
    }
  }
  const { reader } = ledger.database
  const sees = (await hasUnseen(ledger.database, person)) ? [false, true] : [false]
  for (const hidden of sees) {
    const counted = () =>
      sees.length === 1
        ? reports(reader)
        : reports(reader).where(
            'stream.stream',
            hidden ? 'in' : 'not in',
            hiddenFrom(reader, person),
          )
    for (const row of await byTold(counted())) {
      const product = meant(row.product ?? '')
      if (product !== undefined) add(row, product, hidden)
    }
    for (const row of await byTold(counted().where('stream.stream', 'not in', inCases(reader))))
      if (meant(row.product ?? '') === undefined) add(row, null, hidden)
    for (const row of await byCase(counted()))
      if (row.product !== null && known.has(row.product) && meant(row.told ?? '') !== row.product)
        add(row, row.product, hidden)
  }
  return [...counts.values()]
}

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

/** Reports whose case touches a product. */
const inCases = (reader: Reader) =>
  matching(reader, 'report', { name: 'case', of: { kind: 'case', name: 'product' } })

const byTold = (counted: ReturnType<typeof reports>): Promise<readonly Row[]> =>
  counted
    .select(({ fn }) => [
      'source.value as source',
      'way.value as way',
      'told.value as product',
      fn.countAll().as('reports'),
      fn.max('stream.opened_at').as('last'),
    ])
    .groupBy(['source.value', 'way.value', 'told.value'])
    .execute()

const byCase = (
  counted: ReturnType<typeof reports>,
): Promise<readonly (Row & { readonly told: string | null })[]> =>
  counted
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
