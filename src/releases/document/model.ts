import { z } from 'zod'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import { limits } from '../../kernel/limits.ts'

/**
 * A document to be printed, as data: what is said and how it is ordered, never how it looks. The
 * same value gives the HTML, the DOCX and the PDF. Text is literal: nothing in it is markup.
 */

const line = z.string().min(1).max(limits.text.line)
const long = z.string().min(1).max(limits.text.long)

/** A calendar day, or a moment in UTC: the only two forms of time that a document prints. */
export const printableDate = z.union([z.iso.date(), z.iso.datetime()])

const safeSchemes = ['https:', 'http:', 'mailto:']

/** Whether a link may be made live: absolute, and of a scheme that cannot run a script. */
export const isSafeHref = (href: string): boolean => {
  const url = URL.parse(href)
  return url !== null && safeSchemes.includes(url.protocol)
}

const inlineSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('text'), text: long }),
    z.strictObject({ kind: z.literal('strong'), text: long }),
    /** A name, hash or command to be typed or compared letter by letter. */
    z.strictObject({ kind: z.literal('code'), text: long }),
    z.strictObject({
      kind: z.literal('link'),
      text: long,
      href: z.string().max(2_000).refine(isSafeHref, 'Link to an https, http or mailto address.'),
    }),
  ])
  .readonly()

const inlines = z.array(inlineSchema).min(1).max(limits.printable.inlines).readonly()

const paragraphSchema = z.strictObject({ kind: z.literal('paragraph'), content: inlines })

const listSchema = z.strictObject({
  kind: z.literal('list'),
  ordered: z.boolean(),
  items: z.array(inlines).min(1).max(limits.list.items).readonly(),
})

const tableSchema = z
  .strictObject({
    kind: z.literal('table'),
    caption: line,
    header: z.array(line).min(1).max(limits.printable.columns).readonly(),
    /** Widths in parts of the whole; the renderer shares the line in equal parts without it. */
    weights: z.array(z.number().positive().max(100)).max(limits.printable.columns).readonly(),
    rows: z.array(z.array(inlines).readonly()).min(1).max(limits.printable.rows).readonly(),
  })
  .refine(
    (table) =>
      table.weights.length === table.header.length &&
      table.rows.every((row) => row.length === table.header.length),
    'Every row and the weights have one entry for each column of the header.',
  )

const definitionsSchema = z.strictObject({
  kind: z.literal('definitions'),
  entries: z
    .array(z.strictObject({ term: line, definition: inlines }).readonly())
    .min(1)
    .max(limits.list.items)
    .readonly(),
})

const noteSchema = z.strictObject({
  kind: z.literal('note'),
  tone: z.enum(['note', 'warning']),
  content: inlines,
})

/** Stands where a record is empty: the reader must see the gap, and who can close it. */
const missingSchema = z.strictObject({
  kind: z.literal('missing'),
  what: z.string().min(1).max(limits.text.paragraph),
  suppliedBy: line,
})

/** 21 CFR 11.50: the printed name, the time and the meaning of a signature. */
const signatureSchema = z.strictObject({
  kind: z.literal('signature'),
  name: line,
  meaning: line,
  time: z.iso.datetime(),
})

const blockSchema = z
  .discriminatedUnion('kind', [
    paragraphSchema,
    listSchema,
    tableSchema,
    definitionsSchema,
    noteSchema,
    missingSchema,
    signatureSchema,
  ])
  .readonly()

const blocks = z.array(blockSchema).max(limits.printable.blocks).readonly()

const sectionFields = {
  /** Names the section inside its document: the anchor of links. */
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(60),
  title: line,
  /** What the section answers (clauses.md). */
  constraints: z.array(z.enum(constraintIds)).max(constraintIds.length).readonly(),
  blocks,
}

const subsectionSchema = z.strictObject(sectionFields).readonly()

const sectionSchema = z
  .strictObject({
    ...sectionFields,
    sections: z.array(subsectionSchema).max(limits.printable.sections).readonly(),
  })
  .readonly()

export const printableDocumentSchema = z
  .strictObject({
    title: line,
    subtitle: line.optional(),
    /** Who answers for the document: the maker. */
    publisher: line.optional(),
    /** The document's own number: DOC-2026-0004. */
    reference: line,
    version: line,
    date: printableDate,
    /** BCP 47 (RFC 5646), language with optional subtags: `en`, `de-AT`. */
    language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/),
    sections: z.array(sectionSchema).min(1).max(limits.printable.sections).readonly(),
  })
  .refine((document) => {
    const ids = document.sections.flatMap((one) => [one.id, ...one.sections.map((sub) => sub.id)])
    return new Set(ids).size === ids.length
  }, 'Two sections have the same id.')
  .readonly()

export type Inline = z.infer<typeof inlineSchema>
export type Block = z.infer<typeof blockSchema>
export type Subsection = z.infer<typeof subsectionSchema>
export type Section = z.infer<typeof sectionSchema>
export type PrintableDocument = z.infer<typeof printableDocumentSchema>

export interface MissingSection {
  readonly section: string
  readonly title: string
  readonly constraints: readonly string[]
  readonly what: string
  readonly suppliedBy: string
}

/** Every gap that the document shows, in reading order. A document with none can be released. */
export const missingSections = (document: PrintableDocument): readonly MissingSection[] =>
  document.sections
    .flatMap((section): readonly Subsection[] => [section, ...section.sections])
    .flatMap((section) =>
      section.blocks.flatMap((block) =>
        block.kind === 'missing'
          ? [
              {
                section: section.id,
                title: section.title,
                constraints: section.constraints,
                what: block.what,
                suppliedBy: block.suppliedBy,
              },
            ]
          : [],
      ),
    )
