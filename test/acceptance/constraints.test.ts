import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { constraintIds } from '../../src/catalogue/constraint-ids.ts'

test('every constraint has a file of tests of its own here, and no file is about another', async () => {
  const files = (await readdir(import.meta.dirname)).filter((name) => /^\d/.test(name))
  // 6.1/policy is a neighbour that 6.3 leans on; it is not one of the five clauses.
  const expected = [...constraintIds, '6.1/policy'].map((id) => `${id.replace('/', '-')}.test.ts`)
  expect(files.sort()).toEqual(expected.sort())
})
