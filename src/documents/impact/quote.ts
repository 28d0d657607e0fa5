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

const sentenceStart = (text: string, at: number): number => {
  const from = Math.max(0, at - longest / 2)
  const before = text.slice(from, at)
  const last = Math.max(...['. ', '! ', '? '].map((end) => before.lastIndexOf(end)))
  if (last >= 0) return from + last + 2
  return from === 0 ? 0 : from + Math.max(0, before.indexOf(' '))
}

const sentenceEnd = (text: string, at: number): number => {
  const after = text.slice(at, at + longest / 2)
  const end = /[.!?](?:\s|$)/.exec(after)
  if (end !== null) return at + end.index + 1
  return at + after.length >= text.length ? text.length : at + Math.max(1, after.lastIndexOf(' '))
}
