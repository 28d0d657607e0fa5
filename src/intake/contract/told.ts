import { z } from 'zod'
import { type ToldKey, toldWords } from './told-words.ts'

/**
 * One paragraph of what a reporter is told: a text that each language has, with what is put into it,
 * or the words of a person as they wrote them. Days are `2026-03-07`, for each reader to be written
 * as they do. A text of a later version may be unknown: then the English beside it is shown.
 */
const paragraph = z.union([
  z.object({
    text: z.string().max(100),
    values: z.record(z.string(), z.string()).default({}),
    days: z.record(z.string(), z.string()).default({}),
  }),
  // Sealed in a fact, and longer there than it was written.
  z.object({ message: z.string() }),
])
export const toldSchema = z.array(paragraph).max(10)
/** What is told, paragraph by paragraph. */
export type Told = z.output<typeof toldSchema>

/** What a mail tells, as it lies in its delivery until it leaves. */
export const toldMailSchema = z.object({
  reference: z.string(),
  subject: z.string().max(100),
  body: toldSchema,
})
export type ToldMail = z.output<typeof toldMailSchema>

/** A paragraph of the server's own. */
export const tell = (
  text: ToldKey,
  values: Readonly<Record<string, string>> = {},
  days: Readonly<Record<string, string>> = {},
): Told[number] => ({ text, values: { ...values }, days: { ...days } })

/** A paragraph in a person's words; none where there are none. */
export const written = (message: string): Told => (message === '' ? [] : [{ message }])

/** In English, days as they are: for the record, and for whoever knows no other words. */
export const inEnglish = (told: Told): string =>
  told.map((one) => ('message' in one ? one.message : english(one))).join('\n\n')

const english = ({ text, values, days }: Exclude<Told[number], { message: string }>): string =>
  isToldKey(text) ? filled(toldWords[text], { ...values, ...days }) : ''

const isToldKey = (text: string): text is ToldKey => Object.hasOwn(toldWords, text)

/** The words in braces put in; one that is not known stays empty. */
const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
