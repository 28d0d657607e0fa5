/** 1 for what stands in one passage only, towards 0 for what stands in all (inverse frequency). */
export const rarity = (found: number, passages: number): number => {
  if (passages <= 1 || found <= 1) return 1
  return Math.max(0, Math.log((passages + 1) / found) / Math.log(passages + 1))
}

/** How much a word tells that stands in so many passages: about 1 when rare, 0 when in most (BM25). */
export const telling = (found: number, passages: number): number =>
  Math.log(1 + (passages - found + 0.5) / (found + 0.5)) / Math.log(passages + 2)
