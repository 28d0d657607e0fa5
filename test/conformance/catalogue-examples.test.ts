import { describe, expect, it } from 'vitest'
import { constraintIds } from '../../src/catalogue/constraint-ids.ts'
import { extractDocument } from '../../src/documents/extract/index.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { judgeDocument } from '../../src/review/judge/judge.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'

/** Every constraint carries passages of our own that the judge must get right. */
const catalogue = orThrow(readCatalogue())

/** Fewest passages of each verdict, and in all. */
const least = { met: 2, partial: 2, traps: 3, all: 8 }

const normal = (text: string): string => text.replace(/\s+/g, ' ').trim()

for (const id of constraintIds) {
  const examples = catalogue.detection.constraints.get(id)?.examples ?? []
  describe(id, () => {
    it('has passages that show it, that show it in part, and traps', () => {
      const count = (wanted: string): number =>
        examples.filter(({ verdict }) => verdict === wanted).length
      expect(examples.length).toBeGreaterThanOrEqual(least.all)
      expect(count('met')).toBeGreaterThanOrEqual(least.met)
      expect(count('partial')).toBeGreaterThanOrEqual(least.partial)
      expect(count('absent')).toBeGreaterThanOrEqual(least.traps)
    })

    for (const [index, example] of examples.entries())
      it(`example ${index + 1} is ${example.verdict}${example.why === undefined ? '' : `: ${example.why}`}`, async () => {
        const path = example.path ?? 'docs/example.md'
        const document = await extractDocument({
          bytes: new TextEncoder().encode(example.text),
          name: path,
        })
        const said = judgeDocument(catalogue, { path, ...document })[id]
        expect({
          verdict: said.verdict,
          evidence: said.verdict === example.verdict ? [] : said.evidence,
        }).toEqual({
          verdict: example.verdict,
          evidence: [],
        })
        // Of what the reader takes from it: an address in HTML is parted by its own markup.
        const read = normal(document.passages.map(({ text }) => text).join('\n'))
        for (const { quote } of said.evidence) expect(read).toContain(normal(quote))
      })
  })
}
