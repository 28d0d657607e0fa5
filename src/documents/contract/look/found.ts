import { z } from 'zod'
import { line, paragraph, recordId } from '../../../kernel/fields.ts'
import { limits } from '../../../kernel/limits.ts'
import { impactFactsSchema } from '../impact-facts.ts'

const quote = z.string().max(limits.text.paragraph)

/** What was asked about the same thing before, and what became of it. */
const before = z.strictObject({
  said: quote,
  decision: z.enum(['undecided', 'dismissed', 'kept']),
  reason: paragraph,
})

/** What was said of the same statement for another case: an offer, never a decision. */
const earlier = z.strictObject({
  case: recordId,
  reference: line,
  look: recordId,
  reason: paragraph,
})

/** A statement that may be false now, cited, with why it is asked about. */
const foundStatement = z.strictObject({
  id: line,
  document: recordId,
  revision: line,
  quote,
  location: line,
  reason: paragraph,
  confidence: z.number().min(0).max(1),
  /** The same in every revision of the document. */
  lineage: line.optional(),
  before: before.optional(),
  earlier: z.array(earlier).max(3).optional(),
  /** The statement in another language that was marked false. */
  counterpartOf: z.strictObject({ document: recordId, quote, defect: recordId }).optional(),
})

/** Guidance that no document gives to operators; without an id it asks nobody. */
const foundOmission = z.strictObject({
  guidance: paragraph,
  /** The document that should hold it; words or nothing in looks of the past. */
  where: line,
  id: line.optional(),
  /** The section nearest to it. */
  location: line.optional(),
  /** Other documents that ought to hold it, too. */
  others: z.array(recordId).max(20).optional(),
  /** It stands in a document which operators are not expected to read. */
  elsewhere: z.boolean().optional(),
  before: before.optional(),
})

/** A drawing, or a page without text: no search can clear it. */
const foundDrawing = z.strictObject({
  id: line,
  document: recordId,
  revision: line,
  page: z.number().int().positive().optional(),
  line: z.number().int().positive().optional(),
  headings: z.array(line).max(20),
  reason: line,
  caption: line.optional(),
  /** Names what is to be seen: the same content is asked about once. */
  content: line,
  before: before.optional(),
})

/** A document that could not be searched as a whole: nobody may take it for clean. */
const whyUnread = z.strictObject({ document: recordId, revision: line, reason: line })

/** Bounds of one fact; what is more goes into further looks. */
export const mostInRound = {
  statements: 200,
  drawings: 200,
  omissions: 100,
  documents: 500,
} as const

/** What one search of the documents saw that was not asked before. */
export const roundShape = {
  searched: z.array(z.strictObject({ document: recordId, revision: line })).max(2_000),
  candidates: z.array(foundStatement).max(mostInRound.statements),
  omissions: z.array(foundOmission).max(200),
  /** Documents that could not be searched as a whole: nobody may take them for clean. */
  unread: z.array(recordId).max(2_000),
  whyUnread: z.array(whyUnread).max(2_000).default([]),
  drawings: z.array(foundDrawing).max(mostInRound.drawings).default([]),
  /** What was searched for, where it is other than in the round before. */
  facts: impactFactsSchema.optional(),
} as const
