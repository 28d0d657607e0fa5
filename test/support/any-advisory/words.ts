import fc from 'fast-check'

export const text = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"quoted" \\ text',
    'Zeile eins\nZeile zwei',
    '漢字',
  ),
)
/** RFC 3339 text of a time between the years 2000 and 2100. */
export const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((time) => time.toISOString())
export const url = fc
  .array(fc.stringMatching(/^[a-z0-9-]{1,10}$/), { maxLength: 3 })
  .map((path) => ['https://example.com', ...path].join('/'))
export const few = { maxLength: 3 }
/** An optional member is there or it is not: it is never `undefined`. */
export const record = <T, K extends keyof T>(
  model: { [P in keyof T]: fc.Arbitrary<T[P]> },
  requiredKeys: K[],
) => fc.record<T, K>(model, { requiredKeys })

export const note = record(
  {
    category: fc.constantFrom(
      'details' as const,
      'faq' as const,
      'general' as const,
      'other' as const,
    ),
    text,
    title: text,
  },
  ['category', 'text'],
)
export const reference = fc.record({
  category: fc.constantFrom('external' as const, 'self' as const),
  summary: text,
  url,
})
export const acknowledgment = record(
  { names: fc.array(text, few), organization: text, summary: text },
  ['organization'],
)
