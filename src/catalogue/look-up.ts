import { type Refusal, refuse } from '../kernel/result.ts'
import type { Catalogue } from './catalogue.ts'
import { type Mapping, wordsOf } from './crosswalk.ts'
import type { OwnCatalogue } from './own.ts'
import { notInSource } from './schema.ts'

/**
 * How a mapping fits what was asked: about just that, about a part of it, or about what it is a
 * part of.
 */
export type Fit = 'same' | 'part' | 'whole'

export interface Link {
  readonly ours: string
  /** The title of the clause or constraint. */
  readonly title: string
  /** The name of a standard, or `own` for a procedure of the maker. */
  readonly standard: string
  /** Its number there, `whole`, `not in source`, or the number of the procedure. */
  readonly clause: string
  readonly theirTitle: string
  /** What it rests on; `own`: the maker says so. */
  readonly bears: Mapping['bears'] | 'own'
  readonly reason: string
  readonly fit: Fit
}

export interface CrosswalkAnswer {
  /** What was asked, as it was understood. */
  readonly asked: string
  /** `ours`: from this standard to the others. `theirs`: from another to this one. */
  readonly from: 'ours' | 'theirs'
  readonly links: readonly Link[]
}

/**
 * What stands on the other side: asked by a clause or constraint (`9.2`, `9.2/channel`), by another
 * standard with or without a number (`IEC 62304 9.8`, `FDA 524B`), or by the number of one of the
 * maker's procedures. Refuses what names none of them, and says which names there are.
 */
export const lookUp = (
  catalogue: Catalogue,
  own: OwnCatalogue,
  asked: string,
): CrosswalkAnswer | Refusal => {
  const links = allLinks(catalogue, own)
  const procedure = own.procedures.find(
    ({ number }) => number.toLowerCase() === asked.trim().toLowerCase(),
  )
  if (procedure !== undefined)
    return {
      asked: `${procedure.number} ${procedure.title}`,
      from: 'theirs',
      links: fitting(links, ({ standard, clause }) =>
        standard === 'own' && clause === procedure.number ? 'same' : undefined,
      ),
    }
  const words = wordsOf(asked.replaceAll(/:\s*\d{4}\b/g, ' ')).filter((word) => !fillers.has(word))
  return (
    fromOurs(catalogue, own, words, links) ??
    fromTheirs(catalogue, asked.trim(), words, links) ??
    refuse(
      'catalogue/unknown-clause',
      `"${asked.slice(0, 100)}" is no clause of IEC 81001-5-1 (like 9.2 or 9.2/channel), none of your procedures, and none of ${catalogue.crosswalk.standards.map(({ name }) => name).join(', ')}. Name one of these, with a number if you like.`,
    )
  )
}

/** Words that people put between a standard and a number. */
const fillers: ReadonlySet<string> = new Set(['clause', 'section', 'chapter', 'cl', 'sec'])
const thisStandard = ['iec', '81001', '5', '1']

type Bare = Omit<Link, 'fit'>

const allLinks = (catalogue: Catalogue, own: OwnCatalogue): readonly Bare[] => {
  const titles = titlesOf(catalogue, own)
  const titleOf = (id: string) => titles.get(id) ?? ''
  return [
    ...catalogue.crosswalk.mappings.map(
      ({ to, title, ...mapping }): Bare => ({
        ...mapping,
        title: titleOf(mapping.ours),
        standard: to,
        theirTitle: title,
      }),
    ),
    ...own.procedures.flatMap(({ number, title, covers }) =>
      covers.map(
        ({ id, reason }): Bare => ({
          ours: id,
          title: titleOf(id),
          standard: 'own',
          clause: number,
          theirTitle: title,
          bears: 'own',
          reason,
        }),
      ),
    ),
  ]
}

/** The title of every id that a mapping can name. */
const titlesOf = (catalogue: Catalogue, own: OwnCatalogue): ReadonlyMap<string, string> =>
  new Map([
    ['all', 'The standard as a whole'],
    ...catalogue.neighbours.clauses.map(({ id, title }) => [id, title] as const),
    ...catalogue.neighbours.constraints.map(({ id, duty }) => [id, duty] as const),
    ...catalogue.clauses.map(({ id, title }) => [id, title] as const),
    ...[...catalogue.constraints.values()].map(({ id, title }) => [id, title] as const),
    ...own.duties.map(({ id, title }) => [id, title] as const),
  ])

const fromOurs = (
  catalogue: Catalogue,
  own: OwnCatalogue,
  words: readonly string[],
  links: readonly Bare[],
): CrosswalkAnswer | undefined => {
  const named = thisStandard.every((word, at) => word === words[at])
  const asked = named ? words.slice(thisStandard.length) : words
  if (named && asked.length === 0)
    return { asked: 'all', from: 'ours', links: fitting(links, partOfAll) }
  const id = [...titlesOf(catalogue, own).keys()].find(
    (one) => fitOf(asked, wordsOf(one)) === 'same',
  )
  if (id === undefined) return undefined
  return {
    asked: id,
    from: 'ours',
    links: fitting(links, ({ ours }) => fitOf(asked, wordsOf(ours))),
  }
}

const fromTheirs = (
  catalogue: Catalogue,
  asked: string,
  words: readonly string[],
  links: readonly Bare[],
): CrosswalkAnswer | undefined => {
  let best: { readonly name: string; readonly length: number } | undefined
  for (const { name, aliases } of catalogue.crosswalk.standards)
    for (const called of [name, ...aliases].map(wordsOf)) {
      const fits = called.every((word, at) => word === words[at])
      if (fits && called.length > (best?.length ?? 0)) best = { name, length: called.length }
    }
  if (best === undefined) return undefined
  const { name, length } = best
  const number = words.slice(length)
  return {
    asked,
    from: 'theirs',
    links: fitting(
      links.filter(({ standard }) => standard === name),
      ({ clause }) => {
        if (clause === 'whole') return number.length === 0 ? 'same' : 'whole'
        // Where no source gives a number, none can be found by it.
        if (clause === notInSource) return number.length === 0 ? 'part' : undefined
        return fitOf(number, wordsOf(clause))
      },
    ),
  }
}

const partOfAll = ({ ours }: Bare): Fit => (ours === 'all' ? 'same' : 'part')

const fitting = (
  links: readonly Bare[],
  fitOfOne: (link: Bare) => Fit | undefined,
): readonly Link[] =>
  links
    .flatMap((link): Link[] => {
      const fit = fitOfOne(link)
      return fit === undefined ? [] : [{ ...link, fit }]
    })
    .sort((a, b) => order.indexOf(a.fit) - order.indexOf(b.fit))

const order: readonly Fit[] = ['same', 'part', 'whole']

/** How the words of a number fit those asked for: `9 2` is a part of `9`, and `9` the whole of it. */
const fitOf = (asked: readonly string[], words: readonly string[]): Fit | undefined => {
  const common = Math.min(asked.length, words.length)
  for (let at = 0; at < common; at++) if (asked[at] !== words[at]) return undefined
  if (asked.length === words.length) return 'same'
  return words.length > asked.length ? 'part' : 'whole'
}
