import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'

const line = z.string().trim().min(1).max(limits.text.line)
const lines = z.array(line).max(limits.list.items)
const versions = z.union([line, lines])

/** A product or component: its name, the versions affected and the one that is fixed. */
const item = { affected: versions.optional(), fixed: versions.optional() }

/**
 * The facts of a fix that documents may contradict: everything optional. Versions are written
 * as people write them ("< 2.4", "2.3 or earlier", ">=1.0 <1.4", a list) or as vers ranges.
 */
export const impactFactsSchema = z.object({
  summary: z.string().max(limits.text.long).optional(),
  product: z.object({ name: line.optional(), ...item }).optional(),
  components: z
    .array(z.object({ name: line.optional(), purl: line.optional(), ...item }))
    .max(limits.list.items)
    .optional(),
  ports: z
    .array(
      z.object({
        port: z.coerce.number().int().min(0).max(65_535),
        protocol: line.optional(),
        service: line.optional(),
      }),
    )
    .max(limits.list.items)
    .optional(),
  accounts: z
    .array(z.object({ name: line.optional(), defaultCredential: line.optional() }))
    .max(limits.list.items)
    .optional(),
  algorithms: lines.optional(),
  settings: lines.optional(),
  paths: lines.optional(),
  hosts: lines.optional(),
  features: lines.optional(),
  terms: lines.optional(),
  /** What operators must be told: looked for as omissions. */
  guidance: z
    .array(z.string().trim().min(1).max(limits.text.paragraph))
    .max(limits.list.items)
    .optional(),
})

export type ImpactFacts = z.infer<typeof impactFactsSchema>
export type ComponentFact = NonNullable<ImpactFacts['components']>[number]
export type ProductFact = NonNullable<ImpactFacts['product']>
export type PortFact = NonNullable<ImpactFacts['ports']>[number]
export type AccountFact = NonNullable<ImpactFacts['accounts']>[number]
