/** 1 for what stands in one passage only, towards 0 for what stands in all (inverse frequency). */
export const rarity = (found: number, passages: number): number => {
  if (passages <= 1 || found <= 1) return 1
  return Math.max(0, Math.log((passages + 1) / found) / Math.log(passages + 1))
}
