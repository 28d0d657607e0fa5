import { z } from 'zod'
import { softwareItem } from '../contract.ts'

/** Who answers for a product, how it is set up, what it is made of, and its end. */
export const treeEvents = {
  'product.owners-named': z.object({ owners: z.array(z.string()) }),
  'product.configuration-set': z.object({
    configuration: z.string(),
    description: z.string(),
    revisions: z.array(z.string()),
  }),
  'product.configuration-dropped': z.object({ configuration: z.string(), reason: z.string() }),
  'product.items-classified': z.object({ items: z.array(softwareItem) }),
  'product.item-dropped': z.object({ name: z.string(), reason: z.string() }),
  'product.code-shared': z.object({
    product: z.string(),
    what: z.string(),
    items: z.array(z.string()),
  }),
  'product.code-unshared': z.object({ product: z.string(), reason: z.string() }),
  'product.retired': z.object({ reason: z.string() }),
  'product.user-removed': z.object({ user: z.string(), reason: z.string() }),
} as const
