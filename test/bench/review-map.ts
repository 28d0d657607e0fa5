import { monitorEventLoopDelay } from 'node:perf_hooks'
import { initialDocument } from '../../src/documents/library/state.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { parseInstant } from '../../src/kernel/time.ts'
import { initialProduct } from '../../src/products/state.ts'
import { answerMap, createJudge, keepVerdicts, readCatalogue } from '../../src/review/index.ts'
import type { ReviewPorts } from '../../src/review/ports.ts'
import { loadRecords } from '../../src/review/records/load.ts'
import { percentile } from './rate.ts'

export interface MapMeasured {
  readonly products: number
  readonly documents: number
  /** Milliseconds: reading the same records alone, the first map, one with every verdict kept. */
  readonly reading: number
  readonly first: number
  readonly again: number
  /** The longest that others had to wait meanwhile, in milliseconds. */
  readonly blocked: number
}

const at = '2026-01-01T00:00:00.000Z'
const now = orThrow(parseInstant('2026-05-06T00:00:00.000Z'))

/** The clause map over records at hand, with documents that have no text: its own work alone. */
export const measureMap = async (
  products: number,
  perProduct: number,
  rounds: number,
): Promise<MapMeasured> => {
  const ports = portsOf(products, perProduct)
  const catalogue = orThrow(readCatalogue())
  const judge = createJudge()
  const library = { judge: judge.judge, kept: keepVerdicts() }
  const map = () => took(() => answerMap(catalogue, ports, library, { now }))
  try {
    const first = await map()
    const delay = monitorEventLoopDelay({ resolution: 5 })
    const times = { reading: [] as number[], again: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      times.reading.push(await took(() => loadRecords(ports)))
      delay.enable()
      times.again.push(await map())
      delay.disable()
    }
    return {
      ...{ products, documents: products * perProduct, first, blocked: delay.max / 1e6 },
      reading: percentile(times.reading, 0.5),
      again: percentile(times.again, 0.5),
    }
  } finally {
    await judge.close()
  }
}

const took = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const portsOf = (products: number, perProduct: number): ReviewPorts => {
  const record = (kind: string, number: number, title: string, state: object) => ({
    ...{ id: `${kind}-${number}`, humanId: `${kind}-${number}`, kind, title },
    ...{ status: 'read', openedAt: at, updatedAt: at, state },
  })
  const all = {
    product: Array.from({ length: products }, (_, number) =>
      record('product', number, 'Product', { ...initialProduct, name: `Product ${number}` }),
    ),
    document: Array.from({ length: products * perProduct }, (_, number) =>
      record('document', number, `Procedure ${number}`, {
        ...initialDocument,
        documentKind: 'policy',
        products: [`product-${number % products}`],
        revisions: [
          {
            ...{ version: '1', addedAt: at, inForceFrom: null, approved: null },
            file: { hash: String(number).padStart(64, '0'), name: 'procedure.md' },
            reading: { outcome: 'read', reason: '', format: 'markdown' },
          },
        ],
      }),
    ),
  }
  return {
    records: async function* (kind) {
      const records = kind === 'product' || kind === 'document' ? all[kind] : []
      for (let from = 0; from < records.length; from += 500) {
        yield records.slice(from, from + 500)
        await new Promise<void>((resume) => void setImmediate(resume))
      }
    },
    passages: async () => [],
    channel: { form: '', policy: '', securityTxt: '', mail: '', reachable: true },
  }
}
