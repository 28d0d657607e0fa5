import type { Passage, PassageKind } from '../../src/kernel/passage.ts'

const one = (kind: PassageKind, text: string): Passage[] => [
  { index: 0, kind, text, location: { headings: [] } },
]

/** Documents of a given size that would be slow to read for a reader that goes back. */
export const hostile: Readonly<Record<string, (size: number) => Passage[]>> = {
  'a sentence without end': (n) =>
    one('paragraph', 'you must report any security vulnerability to the psirt and '.repeat(30 * n)),
  'one word over and over': (n) => one('paragraph', 'vulnerability '.repeat(200 * n)),
  'one word without end': (n) => one('paragraph', 'a'.repeat(8_000 * n)),
  'an address without end': (n) =>
    one('paragraph', `${'a.'.repeat(1_000 * n)}@${'b-'.repeat(1_000 * n)}`),
  'open brackets': (n) => one('paragraph', '[{{<$('.repeat(1_000 * n)),
  'digits and dots': (n) => one('paragraph', '1.2.3.4-'.repeat(600 * n)),
  'leaders of a table of contents': (n) =>
    one('paragraph', 'Reporting a vulnerability . . . . . . . . 7 '.repeat(60 * n)),
  'a list in which every item opens another': (n) =>
    Array.from({ length: 40 * n }, (_, index) => ({
      index,
      kind: 'list-item' as const,
      text: `${' '.repeat(index % 40)}- Please report vulnerabilities, and install each update, as follows:`,
      location: { headings: [] },
    })),
  'every passage under its own heading': (n) =>
    Array.from({ length: 40 * n }, (_, index) => ({
      index,
      kind: 'paragraph' as const,
      text: 'Close port 8443 on the firewall.',
      location: { headings: ['Network', `Security ${index}`] },
    })),
  'a table of one column': (n) =>
    Array.from({ length: 40 * n }, (_, index) => ({
      index,
      kind: 'table-row' as const,
      text: 'admin | default password | must be changed',
      location: { headings: ['Accounts'] },
    })),
  'a program': (n) => one('code', 'const report = () => { return vulnerability }\n'.repeat(80 * n)),
}
