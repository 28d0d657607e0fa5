/**
 * Finding texts that are alike without comparing each with each: MinHash over words, in bands
 * (A. Broder, "On the resemblance and containment of documents", 1997; J. Leskovec et al., "Mining
 * of Massive Datasets", chapter 3). Two texts that share s of all their words have a band in common
 * with probability 1 - (1 - s²)^12: 0.32 of them at s = 0.18, 0.88 at 0.4, 0.99 at 0.6.
 */
const bands = 12
const rows = 2

/** Words looked at: a text of a stranger may be long. */
const wordsAtMost = 2_000

/** The bands of a text, `3:9af00b12…`; none where it has fewer than four words. */
export const sketchOf = (words: ReadonlySet<string>): readonly string[] => {
  if (words.size < 4) return []
  const least = new Uint32Array(bands * rows).fill(0xffff_ffff)
  let count = 0
  for (const word of words) {
    if (++count > wordsAtMost) break
    const hash = fnv1a(word)
    for (let index = 0; index < least.length; index++) {
      const mixed = mix(hash, index)
      if (mixed < (least[index] ?? 0)) least[index] = mixed
    }
  }
  return Array.from({ length: bands }, (_, band) =>
    [band, ...least.subarray(band * rows, band * rows + rows)]
      .map((part, index) => (index === 0 ? String(part) : part.toString(16).padStart(8, '0')))
      .join(':'),
  )
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

/** How many of their 24 least hashes two sketches have in common: about 24 times their likeness. */
export const sharedRows = (one: readonly string[], other: readonly string[]): number => {
  const own = new Set(one.flatMap(rowsOf))
  return other.flatMap(rowsOf).filter((row) => own.has(row)).length
}

const rowsOf = (band: string): readonly string[] => {
  const [number, ...hashes] = band.split(':')
  return hashes.map((hash, index) => `${number} ${index} ${hash}`)
}
