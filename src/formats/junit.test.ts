import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { type JUnitCase, type JUnitOutcome, writeJUnit } from './junit.ts'

interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  text: string
}

/** Every element in the order of its start; throws where it is no well-formed XML 1.0. */
const tagsOf = (xml: string): readonly Tag[] => {
  const tags: Tag[] = []
  const open: Tag[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const tag = { name, attributes: { ...attributes }, text: '' }
    tags.push(tag)
    open.push(tag)
  })
  parser.on('text', (text) => {
    const last = open.at(-1)
    if (last !== undefined) last.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  return tags
}

const aCase = (outcome: JUnitOutcome, more: Partial<JUnitCase> = {}): JUnitCase => ({
  className: 'IEC 81001-5-1.9_2',
  name: '9.2/channel',
  outcome,
  ...more,
})

describe('test results as JUnit XML', () => {
  it('sums up cases by what became of them', () => {
    const cases = [
      aCase('passed'),
      aCase('failure'),
      aCase('failure'),
      aCase('error'),
      aCase('skipped'),
    ]
    const tags = tagsOf(writeJUnit('review', [{ name: '9.2', cases }]))
    const sums = { tests: '5', failures: '2', errors: '1', skipped: '1' }
    expect(tags[0]).toMatchObject({ name: 'testsuites', attributes: { name: 'review', ...sums } })
    expect(tags[1]).toMatchObject({ name: 'testsuite', attributes: { name: '9.2', ...sums } })
    expect(tags.filter(({ name }) => name === 'testcase')).toHaveLength(5)
    expect(tags.filter(({ name }) => name === 'failure')).toHaveLength(2)
  })

  it('keeps every text whole, and shows what no XML may hold by its replacement', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (message, detail) => {
          const kept = (text: string) =>
            text
              .toWellFormed()
              .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
          const failing = aCase('failure', { message, detail, file: detail })
          const tags = tagsOf(writeJUnit(message, [{ name: detail, cases: [failing] }]))
          const failure = tags.find(({ name }) => name === 'failure')
          expect(failure?.attributes['message']).toBe(kept(message))
          expect(failure?.text).toBe(kept(detail))
          expect(tags[0]?.attributes['name']).toBe(kept(message))
        },
      ),
    )
  })
})
