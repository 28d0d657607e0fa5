import { queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { request } from './request.ts'

const toldProducts = z.object({
  items: z.array(z.object({ product: z.string(), count: z.number() })),
})

/** Products as reports name them. */
export const toldProductsQuery = queryOptions({
  queryKey: ['records', 'reports', 'products'],
  queryFn: async ({ signal }) =>
    (await request(toldProducts, '/api/intake/products', { signal })).items,
  staleTime: 60_000,
})
