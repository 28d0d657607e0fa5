import { Fragment, type ReactNode } from 'react'
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
  /** A day as people write it, `26 November 2026`; an instant shows its day in UTC. */
  day(at: string): ReactNode
  /** An address of ours that keeps the language, where the reader has chosen one. */
  href(path: string): string
}

interface SayOptions {
  readonly language: Language
  /** Whether the reader chose it; what their browser asks for needs no mark in the address. */
  readonly chosen?: boolean
  readonly elsewhere?: Say['elsewhere']
}

export const sayIn = ({ language, chosen = false, elsewhere = [] }: SayOptions): Say => {
  const { tag, texts } = language
  const lacking = (key: TextKey) => texts[key] === undefined
  const template = (key: TextKey): string => texts[key] ?? english[key]
  const days = formatOf(tag)
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
    text: (key, values = {}) =>
      template(key).replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')),
    words,
    mark: (key) => (lacking(key) && tag !== fallback.tag ? { lang: fallback.tag } : {}),
    refusal: ({ code, message }, values) => {
      const key = `refusal.${code}`
      if (isTextKey(key)) return words(key, values)
      return tag === fallback.tag ? message : <span lang={fallback.tag}>{message}</span>
    },
    language: (other) => nameOf(other, tag),
    day: (at) => <time dateTime={at}>{days.format(new Date(at))}</time>,
    href: (path) => (chosen ? `${path}${path.includes('?') ? '&' : '?'}lang=${tag}` : path),
  }
}

/** A language of a maker's own may be none that this machine writes days in. */
const formatOf = (tag: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(tag === 'en' ? 'en-GB' : [tag, 'en-GB'], {
    dateStyle: 'long',
    timeZone: 'UTC',
  })

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
