import { type Told, toldMailSchema } from '../../intake/contract.ts'
import { chooseLanguage, fallback, isTextKey, type Say, sayIn } from '../../portal/index.ts'
import type { Parts } from '../parts.ts'
import type { Parcel } from './carrier.ts'

interface Words {
  /** Speaks the language that the words are in. */
  readonly say: Say
  /** BCP 47; undefined where the words are no texts of ours and nobody knows what they are in. */
  readonly language: string | undefined
  readonly subject: string
  readonly body: string
}

/**
 * The words of a delivery, found when it leaves: in the language of whom it is for, else in the
 * maker's. A delivery without texts of ours, or with one that this server does not know, has the
 * words that it was made with.
 */
export const wordsOf = (
  { languages, settings, intakeClocks }: Pick<Parts, 'languages' | 'settings' | 'intakeClocks'>,
  { content }: Pick<Parcel, 'content'>,
): Words => {
  const { subject = '', body = '', language = '', told } = content
  const asItIs = { say: sayIn({ language: fallback }), language: undefined, subject, body }
  const mail = told === undefined ? undefined : toldMailSchema.safeParse(JSON.parse(told)).data
  if (mail === undefined || !isTextKey(mail.subject)) return asItIs
  const say = sayIn({
    language: chooseLanguage(languages, language || undefined, settings.makerLanguage),
    timeZone: intakeClocks.calendar.timeZone,
  })
  const text = say.plainTold(mail.body)
  return text === null
    ? asItIs
    : {
        say,
        language: say.tag,
        subject: `[${mail.reference}] ${say.text(mail.subject)}`,
        body: text,
      }
}

/** A paragraph of a mail in these words. */
export const inWords = (say: Say, told: Told): string => say.plainTold(told) ?? ''
