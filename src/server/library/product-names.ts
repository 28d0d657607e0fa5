import type { Described } from '../../documents/index.ts'
import { RefusalError, refuse } from '../../kernel/result.ts'
import type { ProductState } from '../../products/index.ts'
import type { Parts } from '../parts.ts'
import { ofKind, type Typed } from '../wiring/records.ts'

/** Products as sources.yaml names them, each looked up once in a look at a source. */
export const createProductNames = ({ ledger }: Pick<Parts, 'ledger'>) => {
  const found = new Map<string, Promise<Typed<ProductState> | undefined>>()
  const named = (name: string) => {
    const known = found.get(name) ?? look(name)
    found.set(name, known)
    return known
  }
  const look = async (name: string): Promise<Typed<ProductState> | undefined> => {
    const rows = await ledger.database.reader
      .selectFrom('stream')
      .select('stream')
      .where('kind', '=', 'product')
      .where((where) => where.or([where('title', '=', name), where('human_id', '=', name)]))
      .orderBy('stream')
      .limit(1)
      .execute()
    const loaded = await ledger.loadAll(rows.map(({ stream }) => stream))
    return ofKind<ProductState>(loaded, 'product')[0]
  }
  return {
    /** Throws where the registry has no such product or revision: the file then waits for it. */
    idsOf: async (
      covers: Described['covers'],
    ): Promise<readonly { product: string; revisions: readonly string[] }[]> => {
      const ids = new Map<string, readonly string[]>()
      for (const { product: name, revisions } of covers) {
        const product = await named(name)
        if (product === undefined)
          throw missing(`sources.yaml names the product "${name}", which is not registered`)
        const known = product.state.revisions.map(({ revision }) => revision)
        const unknown = revisions.find((revision) => !known.includes(revision))
        if (unknown !== undefined)
          throw missing(`sources.yaml names revision ${unknown} of "${name}", which has none such`)
        ids.set(product.stream, revisions)
      }
      return [...ids].map(([product, revisions]) => ({ product, revisions }))
    },
  }
}

const missing = (what: string) =>
  new RefusalError(
    refuse('source/no-product', `${what}: register it, and the next look takes it in.`),
  )
