import { type Refusal, refuse } from '../kernel/result.ts'
import { type ClassName, classNames } from './detection-schema.ts'

/** What the lexicon sees of a text: lower-case words, and particulars of a class. */
export interface LexiconToken {
  readonly word: string
  readonly class?: ClassName
}

/** Where a concept occurs in a sentence: token indices, `end` exclusive. */
export interface Occurrence {
  readonly concept: number
  readonly start: number
  readonly end: number
}

interface Node {
  readonly words: Map<string, Node>
  /** Prefixes by their first three letters. */
  readonly prefixes: Map<string, { readonly prefix: string; readonly node: Node }[]>
  readonly classes: Map<string, Node>
  any?: Node
  readonly concepts: number[]
}

const newNode = (): Node => ({
  words: new Map(),
  prefixes: new Map(),
  classes: new Map(),
  concepts: [],
})

export interface Lexicon {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  /** @internal the trie; `occurrencesIn` walks it. */
  readonly root: Node
}

const longestPhrase = 8
const known: ReadonlySet<string> = new Set(classNames)

/**
 * Compiles concepts to one trie over tokens. A phrase is one to eight tokens (`word`, `prefix*`,
 * `a|b`, `<class>`, `_`), or `@concept` to take in another's phrases. Refuses what it cannot read.
 */
export const compileLexicon = (
  words: ReadonlyMap<string, readonly string[]>,
): Lexicon | Refusal => {
  const names = [...words.keys()]
  const index = new Map(names.map((name, at) => [name, at]))
  const root = newNode()
  for (const [concept, name] of names.entries()) {
    const phrases = expand(name, words, 0)
    if (phrases === undefined)
      return refuse(
        'catalogue/unknown-word',
        `"${name}" takes in a concept that is missing or itself.`,
      )
    for (const phrase of phrases) {
      const problem = insert(root, phrase, concept)
      if (problem !== undefined)
        return refuse('catalogue/phrase', `"${phrase}" of "${name}": ${problem}.`)
    }
  }
  return { names, index, root }
}

const expand = (
  name: string,
  words: ReadonlyMap<string, readonly string[]>,
  depth: number,
): string[] | undefined => {
  const phrases = words.get(name)
  if (phrases === undefined || depth > 4) return undefined
  const all: string[] = []
  for (const phrase of phrases) {
    if (!phrase.startsWith('@')) all.push(phrase)
    else {
      const inner = expand(phrase.slice(1), words, depth + 1)
      if (inner === undefined) return undefined
      all.push(...inner)
    }
  }
  return all
}

const insert = (root: Node, phrase: string, concept: number): string | undefined => {
  const parts = phrase.trim().toLowerCase().split(' ')
  if (parts.length > longestPhrase) return `more than ${longestPhrase} words`
  let nodes = [root]
  for (const part of parts) {
    const next: Node[] = []
    for (const alternative of part.split('|'))
      for (const node of nodes) {
        const child = childFor(node, alternative)
        if (typeof child === 'string') return child
        next.push(child)
      }
    if (next.length > 400) return 'too many alternatives'
    nodes = next
  }
  for (const node of nodes) if (!node.concepts.includes(concept)) node.concepts.push(concept)
  return undefined
}

const childFor = (node: Node, part: string): Node | string => {
  if (part === '_') {
    node.any ??= newNode()
    return node.any
  }
  if (part.startsWith('<')) {
    const name = part.slice(1, -1)
    if (!part.endsWith('>') || !known.has(name)) return `${part} is no class of token`
    return orNew(node.classes, name)
  }
  if (part.endsWith('*')) {
    const prefix = part.slice(0, -1)
    if (prefix.length < 3) return 'a prefix needs three letters'
    const bucket = node.prefixes.get(prefix.slice(0, 3)) ?? []
    node.prefixes.set(prefix.slice(0, 3), bucket)
    const found = bucket.find((entry) => entry.prefix === prefix)
    if (found !== undefined) return found.node
    const made = { prefix, node: newNode() }
    bucket.push(made)
    return made.node
  }
  if (part === '' || (part.includes('-') && !part.startsWith('--')))
    return 'write hyphens as spaces'
  return orNew(node.words, part)
}

const orNew = (map: Map<string, Node>, key: string): Node => {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = newNode()
  map.set(key, made)
  return made
}

/**
 * Every occurrence of every concept in the tokens, by their start. Work per token is bounded by the
 * trie's depth and branching, so the whole is linear in the tokens.
 */
export const occurrencesIn = (lexicon: Lexicon, tokens: readonly LexiconToken[]): Occurrence[] => {
  const found: Occurrence[] = []
  for (let start = 0; start < tokens.length; start++) {
    let front = [lexicon.root]
    for (
      let at = start;
      at < tokens.length && front.length > 0 && at - start < longestPhrase;
      at++
    ) {
      const token = tokens[at]
      if (token === undefined) break
      const next: Node[] = []
      for (const node of front) step(node, token, next)
      for (const node of next)
        for (const concept of node.concepts) found.push({ concept, start, end: at + 1 })
      front = next
    }
  }
  return found
}

const step = (node: Node, token: LexiconToken, next: Node[]): void => {
  const word = node.words.get(token.word)
  if (word !== undefined) next.push(word)
  const bucket = node.prefixes.get(token.word.slice(0, 3))
  if (bucket !== undefined)
    for (const entry of bucket) if (token.word.startsWith(entry.prefix)) next.push(entry.node)
  const kind: ClassName | undefined = token.class
  if (kind !== undefined) {
    const child = node.classes.get(kind)
    if (child !== undefined) next.push(child)
  }
  if (node.any !== undefined) next.push(node.any)
}

/** The concepts in a short text such as a heading or a file name. */
export const conceptsIn = (lexicon: Lexicon, tokens: readonly LexiconToken[]): Set<number> =>
  new Set(occurrencesIn(lexicon, tokens).map((occurrence) => occurrence.concept))
