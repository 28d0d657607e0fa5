/** Words of a document as it spells them, to tell a hyphen of its own from one at a line's end. */
export type Vocabulary = ReadonlySet<string>

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? []

/** The words that stand whole in a line: those about a hyphen at a line's end may be halves. */
export const vocabularyOf = (lines: readonly { readonly text: string }[]): Vocabulary => {
  const words = new Set<string>()
  let parted = false
  for (const { text } of lines) {
    const found = wordsOf(text)
    const whole = found.slice(parted ? 1 : 0)
    parted = /[-\u2010\u00ad]$/.test(text)
    for (const word of parted ? whole.slice(0, -1) : whole) words.add(word)
  }
  return words
}

/**
 * Lines joined to running text. A word parted at a line's end becomes one again, unless the document
 * writes it with a hyphen elsewhere or both halves are words of their own.
 */
export const joinLines = (lines: readonly string[], words: Vocabulary): string => {
  let text = ''
  for (const line of lines) {
    if (text === '') text = line
    else if (text.endsWith('\u00ad')) text = text.slice(0, -1) + line
    else if (!/\p{L}[-\u2010]$/u.test(text) || connects.test(line)) text += ` ${line}`
    else if (/^\p{Ll}/u.test(line) && isParted(text, line, words)) text = text.slice(0, -1) + line
    // A name that goes on in capitals or digits keeps its hyphen: CVE-2024, E-Rezept-Fachdienst.
    else text += line
  }
  return text
}

/** After these a hyphen stands for a part left out: "Installations- und Betriebsanleitung". */
const connects = /^(?:und|oder|bzw\.?|sowie|and|or|to|et|ou|y|o|e)(?:\s|$)/

const isParted = (above: string, below: string, words: Vocabulary): boolean => {
  const head = /[\p{L}\p{N}-]+(?=[-\u2010]$)/u.exec(above.slice(-100))?.[0].toLowerCase() ?? ''
  const tail = /^[\p{L}\p{N}]+/u.exec(below)?.[0].toLowerCase() ?? ''
  if (words.has(head + tail)) return true
  return !(
    head.includes('-') ||
    words.has(`${head}-${tail}`) ||
    (words.has(head) && words.has(tail))
  )
}
