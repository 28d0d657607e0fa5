import type { PdfLine } from './pdf-lines.ts'

/** Where a page's text ends on the right, to tell a line that was broken off from one that was full. */
export interface PageEdges {
  /** Whether the next line's first word would have fitted after this one: the writer broke it off. */
  brokeOff(line: PdfLine, next: PdfLine): boolean
}

const step = 4

export const edgesOf = (lines: readonly PdfLine[]): PageEdges => {
  const rights = new Map<string, number>()
  const baselines = new Map<string, number>()
  const baseline = ({ page, y, size }: PdfLine): string => `${page} ${Math.round(y / (size * 0.4))}`
  for (const line of lines) {
    if (line.cells.length === 1) {
      const key = `${line.page} ${Math.round(line.x / step)}`
      rights.set(key, Math.max(rights.get(key) ?? 0, line.right))
    }
    baselines.set(baseline(line), (baselines.get(baseline(line)) ?? 0) + 1)
  }
  const rightOf = ({ page, x, right }: PdfLine): number =>
    Math.max(
      right,
      ...[-1, 0, 1].map((by) => rights.get(`${page} ${Math.round(x / step) + by}`) ?? 0),
    )
  return {
    brokeOff: (line, next) => {
      // Beside others it is a cell, whose own edge nobody knows.
      if (Math.abs(line.x - next.x) > line.size || (baselines.get(baseline(line)) ?? 0) > 1)
        return false
      if (!/^["“„‘(<]?[\p{Lu}\p{N}#$]/u.test(next.text)) return false
      const room = rightOf(line) - line.right
      const [word = ''] = next.text.split(' ', 1)
      const width = ((next.right - next.x) / next.text.length) * (word.length + 1)
      return room > width * 1.3 && room > (rightOf(line) - line.x) * 0.08
    },
  }
}
