import { expect, test } from 'vitest'
import { turnOf } from './sequencer.ts'

test('Browsers come first and what is over in a moment last', () => {
  const paths = [
    '/clone/test/browser/chain.test.ts',
    '/clone/test/conformance/cli/records.test.ts',
    '/clone/test/faults/kill.test.ts',
    '/clone/test/conformance/csaf-through.test.ts',
    '/clone/src/connections/trackers/redmine.test.ts',
    '/clone/test/conformance/catalogue.test.ts',
    '/clone/test/acceptance/5.8.2-access.test.ts',
    '/clone/src/formats/cwe.test.ts',
  ]
  expect(paths.map(turnOf)).toEqual([0, 0, 1, 1, 1, 2, 3, 4])
})
