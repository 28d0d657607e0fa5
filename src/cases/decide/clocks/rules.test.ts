import { describe, expect, it, test } from 'vitest'
import { parse } from 'yaml'
import { caseClocksSchema, defaultCaseClocksText } from '../clocks.ts'

const shipped = caseClocksSchema.parse(parse(defaultCaseClocksText))

describe('a rule file', () => {
  it('comes with the program, and each rule names its law, article or agreement', () => {
    expect(shipped.rules.filter(({ enabled }) => !enabled).map(({ id }) => id)).toEqual([
      'fda-803-five-day',
      'cra-early',
      'cra-notification',
      'cra-final',
      'contract-example',
    ])
    for (const { source } of [...shipped.rules, ...shipped.authorities])
      expect(source.length).toBeGreaterThan(10)
  })

  test.each([
    ['two rules of one name', 'id: fda-fix', 'id: fda-tell', 'rules'],
    [
      'a calendar that is not there',
      'metBy: [assessed]',
      'metBy: [assessed]\n    calendar: old',
      'rules.0.calendar',
    ],
    [
      'an authority that is not there',
      'authority: mdr-87',
      'authority: mdr-78',
      'rules.5.authority',
    ],
    ['an end that no fact brings', 'metBy: [assessed]', 'metBy: [wished]', 'rules.0.metBy.0'],
    ['a review whenever', 'every: 90 days', 'every: often', 'openReviews.every'],
    ['no calendar of the maker', '  maker:', '  hers:', 'calendars'],
  ])('with %s is refused, by its place', (_name, good, bad, place) => {
    const result = caseClocksSchema.safeParse(parse(defaultCaseClocksText.replace(good, bad)))
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toContain(place)
  })
})
