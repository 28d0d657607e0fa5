import { describe, expect, test } from 'vitest'
import { type Given, portsOf } from '../../../test/support/review-facts.ts'
import type { Constraint } from '../../catalogue/schema.ts'
import { orThrow } from '../../kernel/result.ts'
import { readCatalogue } from '../read-catalogue.ts'
import { loadRecords } from '../records/load.ts'
import type { Document } from './judge-library.ts'
import { calledAs, namedAfter, namesTheKind, wholeWords } from './of-the-kind.ts'

const { constraints } = orThrow(readCatalogue())

const namedAfterAny = namedAfter(constraints.values())

/** A document that has this name where nothing else tells what it is. */
const called = async (title: string, more: NonNullable<Given['document']>[number] = {}) => {
  const { records } = await loadRecords(portsOf({ document: [more] }))
  const [document] = records.document
  return { ...document, title } as Document
}

const isOfTheKind = (constraint: Constraint, document: Document): boolean =>
  namedAfterAny(calledAs(document)).includes(constraint.id)

describe('every signal of every constraint', () => {
  test.each([...constraints.values()])('of $id', async (constraint) => {
    for (const signal of constraint.signals.fileNames) {
      expect([signal, isOfTheKind(constraint, await called(`Our ${signal}, 2026`))]).toEqual([
        signal,
        true,
      ])
      const snake = `QM_${signal.replaceAll(' ', '_').toUpperCase()}_v2`
      expect([snake, isOfTheKind(constraint, await called(snake))]).toEqual([snake, true])
    }
    expect(isOfTheKind(constraint, await called('Menu of the canteen'))).toBe(false)
  })
})

test('takes words whole, and the kind that its owner gave it', async () => {
  const guide = orThrow(readCatalogue()).constraints.get('5.8.2/secure-operation')
  if (guide === undefined) throw new Error('The catalogue has no 5.8.2/secure-operation.')
  expect(isOfTheKind(guide, await called('Insecurity guided tour'))).toBe(false)
  expect(isOfTheKind(guide, await called('D-17', { documentKind: 'security-guide' }))).toBe(true)
})

test('says of each constraint what its own names say', () => {
  const words = [...constraints.values()].flatMap(({ signals }) =>
    signals.fileNames.map(wholeWords),
  )
  const pairs = words.map((name, at) => `${name}${words[(at * 7) % words.length]?.slice(1, -2)} `)
  for (const text of [...words, ...pairs, '  ', ' policy '])
    expect([text, new Set(namedAfterAny(text))]).toEqual([
      text,
      new Set(
        [...constraints.values()].filter((one) => namesTheKind(one)(text)).map(({ id }) => id),
      ),
    ])
})
