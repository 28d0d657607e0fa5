import { expect, test } from 'vitest'
import { turnOf } from './sequencer.ts'

test('Browsers come first and what is over in a moment last', () => {
  const paths = [
    '/work/test/browser/chain.test.ts',
    '/work/test/conformance/cli/records.test.ts',
    '/work/test/faults/kill.test.ts',
    '/work/test/conformance/csaf-through.test.ts',
    '/work/src/connections/trackers/redmine.test.ts',
    '/work/test/conformance/catalogue.test.ts',
    '/work/test/acceptance/5.8.2-access.test.ts',
    '/work/src/formats/cwe.test.ts',
  ]
  expect(paths.map(turnOf)).toEqual([0, 0, 1, 1, 1, 2, 3, 4])
})
