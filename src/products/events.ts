import { z } from 'zod'
import { fileReference } from '../kernel/fields.ts'
import { type EventOf, eventParser } from '../ledger/index.ts'
import { itemClasses, revisionStatuses, securityProfile } from './contract.ts'
import { treeEvents } from './events/tree.ts'

/** Facts about a product. A shipped schema is never edited: a change adds a type or a version. */
export const productEvents = {
  'product.registered': z.object({
    name: z.string(),
    maker: z.string(),
    description: z.string(),
    itemClass: z.enum(itemClasses),
    healthInformation: z.boolean(),
  }),
  'product.revision-added': z.object({
    revision: z.string(),
    status: z.enum(revisionStatuses),
    releasedOn: z.string().optional(),
    endOfSupport: z.string().optional(),
  }),
  'product.revision-changed': z.object({
    revision: z.string(),
    status: z.enum(revisionStatuses),
    releasedOn: z.string().optional(),
    endOfSupport: z.string().optional(),
  }),
  'product.sbom-recorded': z.object({
    revision: z.string(),
    file: fileReference,
    format: z.string(),
    components: z.array(
      z.object({
        name: z.string(),
        version: z.string(),
        purl: z.string(),
        supplier: z.string().optional(),
        contact: z.string().optional(),
      }),
    ),
  }),
  'product.security-profile-set': z.object({ profile: securityProfile }),
  'product.user-registered': z.object({
    user: z.string(),
    organisation: z.string(),
    /** Sealed, like the address. */
    contactName: z.string(),
    email: z.string(),
  }),
  ...treeEvents,
} as const

export type ProductEvent = EventOf<typeof productEvents>
export const parseProductEvent = eventParser(productEvents)
