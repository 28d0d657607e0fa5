import type { PdfLine } from './pdf-lines.ts'

const margin = 0.15

/**
 * Drops running heads and feet: lines in the outer 15 % of the page that return at the same
 * height on many pages, page numbers aside. The first of each stays: it may name the version.
 */
export const withoutRunningLines = (
  pages: readonly { readonly height: number; readonly lines: readonly PdfLine[] }[],
): readonly PdfLine[] => {
  const seen = new Map<string, number>()
  const key = (line: PdfLine, height: number): string | undefined => {
    if (line.y > height * margin && line.y < height * (1 - margin)) return undefined
    return `${Math.round(line.y / 3)} ${line.text.replace(/\d+/g, '#')}`
  }
  for (const { height, lines } of pages)
    for (const line of lines) {
      const name = key(line, height)
      if (name !== undefined) seen.set(name, (seen.get(name) ?? 0) + 1)
    }
  const often = Math.max(3, pages.length * 0.3)
  const given = new Set<string>()
  return pages.flatMap(({ height, lines }) =>
    lines.filter((line) => {
      const name = key(line, height)
      if (name === undefined || (seen.get(name) ?? 0) < often) return true
      if (given.has(name)) return false
      given.add(name)
      return !/^#$/.test(line.text.replace(/\d+/g, '#'))
    }),
  )
}
