/**
 * TUF section 4.5, PATHPATTERN: shell wildcards `*` (any run) and `?` (one character), neither of
 * which matches a `/`. Takes time in the product of both lengths at worst, whatever the pattern.
 */
export const matchesPathPattern = (pattern: string, path: string): boolean => {
  const patterns = pattern.split('/')
  const segments = path.split('/')
  return (
    patterns.length === segments.length &&
    patterns.every((part, index) => matchesSegment(part, segments[index] ?? ''))
  )
}

// Greedy with one place to come back to: the last star seen. No recursion, so no blow-up.
const matchesSegment = (pattern: string, text: string): boolean => {
  let at = 0
  let inPattern = 0
  let star = -1
  let afterStar = 0
  while (at < text.length) {
    const wanted = pattern[inPattern]
    if (wanted === '*') {
      star = inPattern++
      afterStar = at
    } else if (wanted === '?' || wanted === text[at]) {
      inPattern++
      at++
    } else if (star >= 0) {
      inPattern = star + 1
      at = ++afterStar
    } else {
      return false
    }
  }
  while (pattern[inPattern] === '*') inPattern++
  return inPattern === pattern.length
}
