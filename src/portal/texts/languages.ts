import { german } from './de.ts'
import { english, type TextKey } from './en.ts'

/** The words of one language; English stands in for what it lacks. */
export interface Language {
  /** BCP 47: `de`, `pt-BR`. */
  readonly tag: string
  readonly texts: Readonly<Partial<Record<TextKey, string>>>
}

export const fallback: Language = { tag: 'en', texts: english }

/** The languages that we bring. */
export const ownLanguages: readonly Language[] = [fallback, { tag: 'de', texts: german }]

export const isTextKey = (name: string): name is TextKey => Object.hasOwn(english, name)

/** What somebody asks for at most: a header of a stranger is read, not obeyed. */
const askedFor = { characters: 1_000, languages: 30 } as const

/**
 * The language for a reader: the one they chose, else the first of their browser's that there is
 * (RFC 9110 section 12.5.4; `de-AT` takes `de`), else English.
 */
export const chooseLanguage = (
  all: readonly Language[],
  chosen: string | undefined,
  acceptLanguage: string | undefined,
): Language =>
  (chosen === undefined ? undefined : matching(all, chosen)) ??
  accepted(acceptLanguage ?? '')
    .map((tag) => matching(all, tag))
    .find((language) => language !== undefined) ??
  fallback

const matching = (all: readonly Language[], asked: string): Language | undefined => {
  const same = (tag: string) => all.find((known) => known.tag.toLowerCase() === tag)
  const tag = asked.toLowerCase()
  return same(tag) ?? same(tag.split('-', 1)[0] ?? '')
}

const accepted = (header: string): readonly string[] =>
  header
    .slice(0, askedFor.characters)
    .split(',')
    .slice(0, askedFor.languages)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((one) => one.trim())
      const weight = parameters.find((one) => /^q=/i.test(one))?.slice(2)
      return { tag, weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) && weight > 0)
    .toSorted((one, other) => other.weight - one.weight)
    .map(({ tag }) => tag)
