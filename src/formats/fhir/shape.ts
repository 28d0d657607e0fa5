/** The members of an AuditEvent that we read, of STU3, R4 and R5 together; all may be missing. */
import { z } from 'zod'
import { listOf } from '../shape.ts'

const text = z.string().optional()

const coding = z
  .object({ system: text, code: text, display: text })
  .transform(({ system = '', code = '', display = '' }) => ({ system, code, display }))

export const concept = z
  .object({ coding: listOf(coding).default([]), text: text })
  .transform((one) => ({ coding: one.coding, text: one.text ?? one.coding[0]?.display ?? '' }))
export type Concept = z.output<typeof concept>

/** A Reference; an Identifier has its `value` in it, which STU3 puts in the same places. */
const reference = z.object({
  reference: text,
  display: text,
  value: text,
  identifier: z.object({ value: text }).optional(),
})

const agent = z.object({
  who: reference.optional(),
  userId: reference.optional(),
  reference: reference.optional(),
  altId: text,
  name: text,
  requestor: z.boolean().optional(),
  network: z.object({ address: text }).optional(),
  networkString: text,
  networkUri: text,
  purposeOfUse: listOf(concept).optional(),
  authorization: listOf(concept).optional(),
})
export type Agent = z.output<typeof agent>

/** STU3 has `value`, in base 64; R5 a concept for the type. */
const detail = z.object({
  type: z.union([z.string(), concept.transform((one) => one.text)]).optional(),
  value: text,
  valueString: text,
  valueBase64Binary: text,
})

const entity = z.object({
  what: reference.optional(),
  name: text,
  description: text,
  detail: listOf(detail).default([]),
})
export type Entity = z.output<typeof entity>

export const told = z.object({
  type: coding.optional(),
  subtype: listOf(coding).default([]),
  category: listOf(concept).optional(),
  code: concept.optional(),
  action: text,
  severity: text,
  recorded: text,
  occurredDateTime: text,
  occurredPeriod: z.object({ start: text }).optional(),
  outcome: z
    .union([z.string(), z.object({ code: coding.optional(), detail: listOf(concept).default([]) })])
    .optional(),
  outcomeDesc: text,
  purposeOfEvent: listOf(concept).optional(),
  authorization: listOf(concept).optional(),
  agent: listOf(agent).default([]),
  source: z
    .object({
      site: z.union([z.string(), reference]).optional(),
      observer: reference.optional(),
      identifier: reference.optional(),
    })
    .optional(),
  entity: listOf(entity).default([]),
})
export type Told = z.output<typeof told>
