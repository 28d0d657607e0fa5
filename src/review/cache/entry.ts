import { z } from 'zod'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'
import type { Sha256 } from '../../kernel/ports.ts'
import { isRefusal } from '../../kernel/result.ts'
import { parseStrictJson } from '../../kernel/strict-json.ts'
import type { JudgedFile } from '../folder-review.ts'

const { text, document, review } = limits
const words = z.string().max(text.paragraph)
const count = z.number().int().min(0)
const measure = z.number()

const location = z.strictObject({
  page: count.max(document.pages).optional(),
  line: count.optional(),
  box: z.strictObject({ x: measure, y: measure, width: measure, height: measure }).optional(),
  number: words.optional(),
  recognised: z.literal(true).optional(),
  headings: z.array(z.string().max(text.long)).max(100),
})

const evidence = z.strictObject({
  quote: words.min(1),
  focus: words.optional(),
  location,
  passage: count.max(document.statements),
  pattern: z.string().max(text.line),
})

const confidence = z.number().min(0).max(1)
const verdict = z.union([
  z.strictObject({
    verdict: z.enum(['met', 'partial']),
    confidence,
    evidence: z.array(evidence).min(1).max(review.evidence),
  }),
  z.strictObject({
    verdict: z.enum(['absent', 'could-not-run']),
    confidence,
    evidence: z.array(evidence).max(0),
  }),
])

const entry = z.strictObject({
  key: z.string(),
  path: z.string(),
  outcome: z.enum(['read', 'partly-read', 'could-not-read']),
  reason: words.optional(),
  constraints: z.strictObject(Object.fromEntries(constraintIds.map((id) => [id, verdict]))),
})

const bounds = { bytes: review.cache.entryBytes, depth: 10, nodes: 20_000 }

/** Two lines: the SHA-256 of the second in hex, and the entry as JSON. */
export const writeEntry = (
  sha256: Sha256,
  key: string,
  path: string,
  { outcome, reason, constraints }: JudgedFile,
): string => {
  const reasoned = reason === undefined ? {} : { reason: reason.slice(0, text.paragraph) }
  const body = JSON.stringify({ key, path, outcome, ...reasoned, constraints })
  return `${hex(sha256, body)}\n${body}\n`
}

/** What was written for this key and path; undefined for anything else, however it came there. */
export const readEntry = (
  sha256: Sha256,
  key: string,
  path: string,
  content: string,
): JudgedFile | undefined => {
  const [sum = '', body = '', ...rest] = content.split('\n', 4)
  if (rest.join('') !== '' || hex(sha256, body) !== sum) return undefined
  const json = parseStrictJson(body, bounds)
  if (isRefusal(json)) return undefined
  const { data } = entry.safeParse(json)
  if (data === undefined || data.key !== key || data.path !== path) return undefined
  const { outcome, reason } = data
  // As it was written: the schema puts members in another order, and a review compares by byte.
  const { constraints } = json as unknown as { readonly constraints: JudgedFile['constraints'] }
  // A file that nobody could read says nothing, and one read in part shows no absence.
  const lied = Object.values(constraints).some(({ verdict: said }) =>
    outcome === 'could-not-read'
      ? said !== 'could-not-run'
      : outcome !== 'read' && said === 'absent',
  )
  if (lied) return undefined
  return {
    outcome,
    ...(reason === undefined ? {} : { reason }),
    constraints,
  }
}

const hex = (sha256: Sha256, body: string): string =>
  Array.from(sha256(new TextEncoder().encode(body)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
