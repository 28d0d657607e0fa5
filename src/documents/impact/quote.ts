/** Longer passages are quoted by the sentences in question. */
const longest = 700

/** The passage's text, or the part of it around the places found, cut at ends of sentences. */
export const quoteAround = (text: string, places: readonly number[]): string => {
  if (text.length <= longest) return text
  const at = places[0] ?? 0
  const near = places.filter((place) => Math.abs(place - at) < longest / 2)
  const start = sentenceStart(text, Math.min(...near, at))
  const end = sentenceEnd(text, Math.max(...near, at))
  return text.slice(start, end).trim()
}

/** Japanese and Chinese end a sentence without a space, and put none between words. */
const endings = ['. ', '! ', '? ', '。', '！', '？']
/** Where no sentence ends near, the cut is at a space, if one is as near to the edge as this. */
const nearEdge = 50

const sentenceStart = (text: string, at: number): number => {
  const from = Math.max(0, at - longest / 2)
  const before = text.slice(from, at)
  const last = Math.max(
    ...endings.map((end) => (before.includes(end) ? before.lastIndexOf(end) + end.length : -1)),
  )
  if (last >= 0) return from + last
  if (from === 0) return 0
  const space = before.indexOf(' ')
  return space >= 0 && space <= nearEdge ? from + space : wholeCharacter(text, from)
}

const sentenceEnd = (text: string, at: number): number => {
  const after = text.slice(at, at + longest / 2)
  const end = /[.!?](?:\s|$)|[。！？]/.exec(after)
  if (end !== null) return at + end.index + 1
  if (at + after.length >= text.length) return text.length
  const space = after.lastIndexOf(' ')
  return space >= after.length - nearEdge ? at + space : wholeCharacter(text, at + after.length)
}

/** A cut that does not part the halves of one character (UTF-16). */
const wholeCharacter = (text: string, at: number): number => {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff ? at - 1 : at
}
