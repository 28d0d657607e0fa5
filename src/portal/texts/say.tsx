import { Fragment, type ReactNode } from 'react'
import type { Told } from '../../intake/contract.ts'
import type { Refusal } from '../../kernel/result.ts'
import { english, type TextKey } from './en.ts'
import { fallback, isTextKey, type Language } from './languages.ts'

type Values = Readonly<Record<string, string | number>>

/** Speaks to one reader in one language. */
export interface Say {
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  /** The same page in each language there is; empty where leaving the page would lose something. */
  readonly elsewhere: readonly {
    readonly tag: string
    readonly name: string
    readonly href: string
  }[]
  /** For titles and attributes. */
  text(key: TextKey, values?: Values): string
  /** For what stands on the page; English words among others are marked as such (WCAG 3.1.2). */
  words(key: TextKey, values?: Readonly<Record<string, ReactNode>>): ReactNode
  /** For elements that take words alone: `lang` of the words, where it is not the page's. */
  mark(key: TextKey): { readonly lang?: string }
  /** A refusal in the reader's language, or in the words it came with. */
  refusal(refusal: Pick<Refusal, 'code' | 'message'>, values?: Values): ReactNode
  /** The name of a language in the reader's: `de` → German; a tag that is none stays as it is. */
  language(tag: string): string
  /** A day as people write it, `26 November 2026`; an instant shows its day in the time zone. */
  day(at: string): ReactNode
  /** An instant with its time and the name of the zone, `26 November 2026 at 14:05 CET`. */
  moment(at: string): ReactNode
  /** What the server tells by itself, paragraph by paragraph; null where a text of it is unknown. */
  told(told: Told): readonly ReactNode[] | null
  /** The same without marks, for a mail. */
  plainTold(told: Told): string | null
  /** An address of ours that keeps the language, where the reader has chosen one. */
  href(path: string): string
}

interface SayOptions {
  readonly language: Language
  /** Whether the reader chose it; what their browser asks for needs no mark in the address. */
  readonly chosen?: boolean
  /** Of the maker's calendar; a language can have one of its own (`language.time-zone`). */
  readonly timeZone?: string
  readonly elsewhere?: Say['elsewhere']
}

export const sayIn = ({
  language,
  chosen = false,
  timeZone = 'UTC',
  elsewhere = [],
}: SayOptions): Say => {
  const { tag, texts } = language
  const lacking = (key: TextKey) => texts[key] === undefined
  const template = (key: TextKey): string => texts[key] ?? english[key]
  const zone = [texts['language.time-zone'], timeZone].find(isTimeZone) ?? 'UTC'
  // A calendar day is the same everywhere.
  const dayText = (at: string) =>
    formatOf(tag, { ...longDate, timeZone: /T/.test(at) ? zone : 'UTC' }).format(new Date(at))
  const text: Say['text'] = (key, values = {}) =>
    template(key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  const words: Say['words'] = (key, values = {}) => {
    const content = filled(template(key), values)
    return lacking(key) && tag !== fallback.tag ? (
      <span lang={fallback.tag} dir="ltr">
        {content}
      </span>
    ) : (
      content
    )
  }
  return {
    tag,
    direction: texts['language.direction'] === 'rtl' ? 'rtl' : 'ltr',
    elsewhere,
    text,
    words,
    mark: (key) => (lacking(key) && tag !== fallback.tag ? { lang: fallback.tag } : {}),
    refusal: ({ code, message }, values) => {
      const key = `refusal.${code}`
      if (isTextKey(key)) return words(key, values)
      return tag === fallback.tag ? message : <span lang={fallback.tag}>{message}</span>
    },
    language: (other) => nameOf(other, tag),
    day: (at) => <time dateTime={at}>{dayText(at)}</time>,
    moment: (at) => (
      <time dateTime={at}>
        {formatOf(tag, { ...longDate, ...shortTime, timeZone: zone }).format(new Date(at))}
      </time>
    ),
    told: (told) =>
      everyOne(told, (one) => {
        if ('message' in one) return one.message
        return isTextKey(one.text) ? words(one.text, valuesOf(one, dayText)) : undefined
      }),
    plainTold: (told) =>
      everyOne(told, (one) => {
        if ('message' in one) return one.message
        return isTextKey(one.text) ? text(one.text, valuesOf(one, dayText)) : undefined
      })?.join('\n\n') ?? null,
    href: (path) => (chosen ? `${path}${path.includes('?') ? '&' : '?'}lang=${tag}` : path),
  }
}

const longDate = { year: 'numeric', month: 'long', day: 'numeric' } as const
const shortTime = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const

/** A language of a maker's own may be none that this machine writes days in. */
const formatOf = (tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : [tag, 'en-GB'], options)

/** A wrong name in a file of a language must not keep a page from being shown. */
const isTimeZone = (name: string | undefined): name is string => {
  if (name === undefined || name === '') return false
  try {
    return formatOf('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}

type ToldText = Exclude<Told[number], { readonly message: string }>

const valuesOf = ({ values, days }: ToldText, dayText: (at: string) => string) => ({
  ...values,
  ...Object.fromEntries(Object.entries(days).map(([name, at]) => [name, dayText(at)])),
})

/** All of them, or nothing: half of what was told would tell something else. */
const everyOne = <Item, Made>(
  items: readonly Item[],
  make: (item: Item) => Made | undefined,
): readonly Made[] | null => {
  const made = items.map(make).filter((one) => one !== undefined)
  return made.length === items.length ? made : null
}

const nameOf = (tag: string, reader: string): string => {
  try {
    return new Intl.DisplayNames([reader, 'en'], { type: 'language' }).of(tag) ?? tag
  } catch (cause) {
    if (cause instanceof RangeError) return tag
    throw cause
  }
}

const filled = (template: string, values: Readonly<Record<string, ReactNode>>): ReactNode =>
  template.split(/(\{\w+\})/).map((part, index) => (
    // The parts of one template keep their places.
    // biome-ignore lint/suspicious/noArrayIndexKey: nothing is moved or put in later.
    <Fragment key={index}>{/^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : part}</Fragment>
  ))
