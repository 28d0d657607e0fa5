import type { ImpactFacts } from './facts.ts'
import { servicesOf } from './services.ts'
import { synonymsOf } from './synonyms.ts'
import { spelt, termsOf, termsOfWord } from './terms.ts'

/** A word of the facts that a passage may say. */
export interface AskedWord {
  /** How much it says about the matter, by the fact it comes from. */
  readonly weight: number
  /** The word as written there, for the engineer. */
  readonly shown: string
  /** Its own term first, then what it is in another language: what an index is asked for. */
  readonly keys: readonly string[]
  readonly synonyms: ReadonlySet<string>
}

/** Most words asked for: the weightiest. */
const most = 48
const highest = 1.3

/**
 * The words of all facts, each once. A named feature or setting says more than the summary, and that
 * more than the product's name, which stands everywhere in its own documents.
 */
export const askedWords = (facts: ImpactFacts): readonly AskedWord[] => {
  const words = new Map<string, { weight: number; shown: string }>()
  const add = (text: string | undefined, weight: number): void => {
    const own = new Map(spelt(text ?? '').map(({ term, word }) => [term, word]))
    for (const [term, word] of own) {
      if (/^\d{1,2}$/.test(term)) continue
      const known = words.get(term)
      const [less, more] = [known?.weight ?? 0, weight].sort((a, b) => a - b)
      words.set(term, {
        weight: Math.min(highest, (more ?? 0) + 0.25 * (less ?? 0)),
        shown: known?.shown ?? word,
      })
    }
  }
  for (const text of facts.features ?? []) add(text, 1)
  for (const text of facts.terms ?? []) add(text, 1)
  for (const text of facts.settings ?? []) add(text, 1)
  for (const text of facts.algorithms ?? []) add(text, 1)
  for (const text of facts.paths ?? []) add(text.replaceAll('\\', '/'), 0.9)
  for (const text of facts.hosts ?? []) add(text, 0.8)
  for (const { name, defaultCredential } of facts.accounts ?? []) {
    add(name, 0.8)
    add(defaultCredential, 0.8)
    add('default password account login', 0.35)
  }
  for (const { port, service } of facts.ports ?? []) {
    add(service, 0.8)
    for (const name of servicesOf(port)) add(name, 0.8)
    add(String(port), 0.9)
    add('port', 0.4)
  }
  for (const { name } of facts.components ?? []) add(name, 0.8)
  add(facts.summary, 0.6)
  for (const text of facts.guidance ?? []) add(text, 0.4)
  weaken(words, facts)
  return [...words]
    .sort(([, a], [, b]) => b.weight - a.weight)
    .slice(0, most)
    .map(([term, { weight, shown }]) => ({
      weight,
      shown,
      keys: [...new Set([term, ...termsOfWord(shown)])].slice(0, 2),
      synonyms: synonymsOf(term),
    }))
}

/** The product's name is no sign, unless another fact than the summary has its words. */
const weaken = (
  words: Map<string, { weight: number; shown: string }>,
  { product }: ImpactFacts,
): void => {
  for (const term of new Set(termsOf(product?.name ?? ''))) {
    const known = words.get(term)
    if (known === undefined) words.set(term, { weight: ofProduct, shown: term })
    else if (known.weight <= 0.75) words.set(term, { ...known, weight: ofProduct })
  }
}
const ofProduct = 0.12
