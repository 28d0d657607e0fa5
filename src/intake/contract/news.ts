import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { day, fileReference, line, long, required } from '../../kernel/fields.ts'
import { receive } from './receiving.ts'
import { tlpMarks } from './words.ts'

/** Who brings news of a widespread vulnerability (clauses 6.2 and 9.2, source g). */
export const newsPublishers = {
  agency: 'Government agency',
  isac: 'ISAC or ISAO',
  press: 'Press',
  vendor: 'Vendor',
  other: 'Somebody else',
} as const
export const newsPublisherSchema = z.enum(['agency', 'isac', 'press', 'vendor', 'other'])

export const recordNews = declareCommand({
  name: 'record-news',
  creates: true,
  title: 'Record news',
  help: 'Takes in news of a widespread vulnerability: an agency alert, a bulletin, a press note. Its TLP mark and the identifiers in it are read out of the text.',
  permission: receive.permission,
  input: z.strictObject({
    publisherKind: newsPublisherSchema,
    publisher: required(line, 'Name who published it.'),
    title: required(line, 'Give the headline.'),
    text: required(long, 'Copy what it says.'),
    link: line.default(''),
    publishedOn: day.optional(),
    /** Left empty, the mark in title or text. */
    tlp: z.enum(tlpMarks).default(''),
    /** Their number for it, like an alert's. */
    reference: line.default(''),
    /** Beside those that stand in title and text. */
    identifiers: z.array(line).max(100).default([]),
    product: line.default(''),
    exploited: z.enum(['yes', 'no', 'unknown']).default('unknown'),
    original: fileReference.optional(),
    /** The feed that handed it over, and its key there; people leave it out. */
    origin: z.strictObject({ system: line, key: line, url: line.default('') }).optional(),
  }),
})
