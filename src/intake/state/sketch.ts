/**
 * Finding texts that are alike without comparing each with each: MinHash (A. Broder, "On the
 * resemblance and containment of documents", 1997), of which six bits of each least hash are kept, one
 * character (P. Li, A. C. König, "b-Bit Minwise Hashing", 2010). Two texts that share s of all their
 * words have about (1 + 63 s) / 64 of their 128 characters in common: 2 at s = 0, 27 at 0.2, 50 at
 * 0.38, each give or take 5.
 */
export const sketchLength = 128
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Words looked at: a text of a stranger may be long. */
const wordsAtMost = 2_000

/** What a text is compared by, in 128 characters; empty where it has fewer than four words. */
export const sketchOf = (words: ReadonlySet<string>): string => {
  if (words.size < 4) return ''
  const least = new Uint32Array(sketchLength).fill(0xffff_ffff)
  let count = 0
  for (const word of words) {
    if (++count > wordsAtMost) break
    const hash = fnv1a(word)
    for (let index = 0; index < sketchLength; index++) {
      const mixed = mix(hash, index)
      if (mixed < (least[index] ?? 0)) least[index] = mixed
    }
  }
  let sketch = ''
  for (const hash of least) sketch += alphabet.charAt(hash & 63)
  return sketch
}

/** How many characters a sketch has in common with the one at this place of many in a row. */
export const inCommon = (sketch: string, row: string, place: number): number => {
  const start = place * sketchLength
  let same = 0
  for (let at = 0; at < sketchLength; at++)
    if (sketch.charCodeAt(at) === row.charCodeAt(start + at)) same++
  return same
}

/** FNV-1a, 32 bit, over UTF-16 code units. */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}

/** One of many independent hashes of a hash: the last steps of MurmurHash3 with a seed. */
const mix = (hash: number, seed: number): number => {
  let mixed = (hash ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
