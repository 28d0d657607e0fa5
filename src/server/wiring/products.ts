import { refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import type { ProductPorts, ProductState } from '../../products/index.ts'
import { one, readOf } from './records.ts'

/** What a product asks of the others. */
export const productPorts = (ledger: () => Ledger): ProductPorts => ({
  otherProduct: async (id) => {
    const product = await one<ProductState>(ledger(), 'product', id)
    return product === undefined
      ? refuse('product/no-product', 'The other product cannot be found. Register it first.')
      : { facts: { id: product.stream, name: product.state.name }, read: readOf([product]) }
  },
})
