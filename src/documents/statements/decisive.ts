import { normalText, withoutNumber } from './normal-text.ts'

/** Whether a lower-case word is known to be an ordinary one, and so no name. */
export type Ordinary = (word: string) => boolean

/**
 * What decides what a statement says, in a form to compare: its numbers, names, signs, negations and
 * words that turn a meaning round. Two statements that differ in it never say the same, however many
 * words they share. What it cannot tell from a name counts as one.
 */
export const decisiveOf = (text: string, kind: string, ordinary: Ordinary): string => {
  const normal = normalText(text)
  const said = kind === 'heading' ? withoutNumber(normal) : normal
  const found: string[] = []
  let starts = true
  for (const [chunk] of said.matchAll(/\S+/g)) {
    const word = chunk.replace(edges, '')
    const lower = word.toLowerCase()
    const turn = turnOf(lower)
    if (word === '') found.push(...(chunk.match(signs) ?? []))
    else if (telling.test(chunk)) found.push(trimmedEnd(chunk))
    else if (turn !== undefined) found.push(turn)
    else if (isName(word) && (!starts || (kind !== 'heading' && !ordinary(lower)))) found.push(word)
    starts = /[.!?:;|]["')\]]*$/.test(chunk)
  }
  return found.sort().join('\n')
}

/** A word that stands in lower case somewhere in these texts is no name at a sentence's start. */
export const ordinaryIn = (
  ...lists: readonly (readonly { readonly normal: string }[])[]
): Ordinary => {
  const words = new Set<string>()
  for (const list of lists)
    for (const { normal } of list)
      for (const [word] of normal.matchAll(/(?<!\p{L})\p{Ll}{2,}/gu)) words.add(word)
  return (word) => words.has(word)
}

/** The first word gave way to another and the next stayed: it may have been a name. */
export const startsWithAnother = (one: string, other: string): boolean => {
  const [first = '', second] = one.split(' ', 2)
  const [otherFirst = '', otherSecond] = other.split(' ', 2)
  return first !== otherFirst && second === otherSecond && isName(first) && isName(otherFirst)
}

const edges = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu
const signs = /[<>=≤≥≠±≈~∞✓✔✗✘☐☑☒×+*%-]/gu
/** Digits, or the signs of a path, an address, a comparison or a setting. */
const telling = /[\p{N}<>=≤≥≠±≈~%°µ\\/@_#$&*+]/u

const trimmedEnd = (chunk: string): string => chunk.replace(/^["'([{]+|["')\]},;.!?:]+$/g, '')

const isName = (word: string): boolean => /^\p{Lu}/u.test(word) || /\p{Ll}\p{Lu}/u.test(word)

/** The word, or what its forms have in common, where it turns a meaning round. */
const turnOf = (word: string): string | undefined =>
  turning.has(word) ? word : turningStems.exec(word)?.[0]

/** English, German, French, Spanish, Italian. */
const turning = new Set(
  (
    'no not nor never none neither without cannot except unless only always must shall should may ' +
    'might on off in out before after until above below over under least most minimum maximum min max ' +
    'first last true false yes all any every each both either more less fewer greater lower higher ' +
    'recommended optional required mandatory default and or ' +
    'nicht nie niemals kein keine keinen keinem keiner ohne weder nur immer muss müssen darf dürfen ' +
    'soll sollte kann können ein aus vor nach bis über unter mindestens höchstens ja nein alle jede oder und ' +
    'ne pas jamais sans aucun aucune sauf seulement toujours doit doivent peut avant après oui non tous ou et ' +
    'sin nunca ningún ninguna salvo solo siempre debe deben puede antes después sí todos y o ' +
    'mai senza nessun nessuna solo sempre deve devono può prima dopo sì tutti e'
  ).split(' '),
)

const turningStems =
  /n't$|^(?:en|dis|un|re)?(?:abl|activat|encrypt|install|lock|block|connect|mount|plug|verif|authenticat|authori[sz]|secur|trust|sign)|^(?:allow|den(?:y|ied)|forbid|prohibit|permit|reject|accept|refus|open|clos(?:ed|es|ing)|start|stop|increas|decreas|rais|add|remov|delet|includ|exclud|inbound|outbound|incoming|outgoing|internal|external|public|privat|insecur|unsafe|safe|valid|invalid)|^(?:de)?aktivier|^(?:ver|ent)schlüssel|^(?:un)?(?:sicher|zulässig)|^(?:erlaub|verbiet|verbot|öffn|schließ|gesperr|sperr)|^(?:dés)?activ|^(?:des)?activ|^(?:dis)?attiv/
