import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareRevisions, type Followed } from './compare.ts'
import { findAgain } from './find-again.ts'
import { lineagesOf } from './lineage.ts'
import { matchStatements } from './match-statements.ts'
import type { Statement } from './statement.ts'
import { wordDifferences } from './word-differences.ts'

const first = (statements: readonly Statement[]): readonly Followed[] =>
  then(statements, [], 'a'.repeat(64))
const then = (
  statements: readonly Statement[],
  earlier: readonly Followed[],
  revision = 'b'.repeat(64),
): readonly Followed[] => {
  const matches = matchStatements(earlier, statements)
  const lineages = lineagesOf(revision, statements.length, earlier, matches)
  return statements.map((one, place) => ({ ...one, lineage: lineages[place] ?? '' }))
}
const said = (...texts: readonly string[]): readonly Statement[] =>
  texts.map((text) => ({ kind: 'paragraph', text, location: { headings: [] } }))
const compared = (before: readonly Statement[], after: readonly Statement[]) => {
  const older = first(before)
  const newer = then(after, older)
  const { differences, same } = compareRevisions(older, newer)
  const texts = (list: readonly Followed[], places: readonly number[]) =>
    places.map((place) => list[place]?.text ?? '')
  return {
    same,
    differences: differences.map(({ change, how, moved, ...places }) => ({
      change: [change, ...(how === null ? [] : [how]), ...(moved ? ['moved'] : [])].join(' '),
      before: texts(older, places.before),
      after: texts(newer, places.after),
    })),
  }
}

const guide = [
  'Keep the gateway in a locked cabinet near the ward.',
  'The gateway listens on port 80 for the pumps.',
  'Change the password of the service account.',
  'Send the gateway in for repair without its disk.',
]

describe('two revisions compared by statement', () => {
  it('tell what was added, removed, changed and moved, in reading order', () => {
    const [cabinet = '', port = '', password = '', repair = ''] = guide
    const after = said(
      password,
      cabinet,
      port.replace('80', '8443'),
      'Clocks are set by the hospital’s own servers.',
    )
    expect(compared(said(...guide), after)).toEqual({
      same: 1,
      differences: [
        { change: 'moved moved', before: [password], after: [password] },
        { change: 'changed otherwise', before: [port], after: [port.replace('80', '8443')] },
        {
          change: 'removed',
          before: [repair],
          after: [],
        },
        { change: 'added', before: [], after: ['Clocks are set by the hospital’s own servers.'] },
      ],
    })
  })

  it('see no change where a paragraph was only cut or put together', () => {
    const [one = '', other = '', ...rest] = guide
    const whole = said(`${one} ${other}`, ...rest)
    expect(compared(said(...guide), whole)).toEqual({ same: 3, differences: [] })
    expect(compared(whole, said(...guide))).toEqual({ same: 3, differences: [] })
  })

  it('account for every statement of both', () => {
    const text = fc.array(
      fc.constantFrom(
        ...'the pump port 80 443 not open closed Gateway ward and then use'.split(' '),
      ),
      { minLength: 1, maxLength: 8 },
    )
    const document = fc.array(
      text.map((words) => words.join(' ')),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(document, document, (one, other) => {
        const older = first(said(...one))
        const newer = then(said(...other), older)
        const { differences } = compareRevisions(older, newer)
        for (const side of ['before', 'after'] as const) {
          const places = differences.flatMap((difference) => difference[side])
          expect(new Set(places).size).toBe(places.length)
        }
        const removed = differences.filter(({ change }) => change === 'removed').length
        const added = differences.filter(({ change }) => change === 'added').length
        const paired = older.filter(({ lineage }) => newer.some((now) => now.lineage === lineage))
        expect(removed).toBeLessThanOrEqual(older.length - paired.length)
        expect(added).toBe(
          newer.filter(({ lineage }) => !older.some((was) => was.lineage === lineage)).length,
        )
      }),
    )
  })

  it('tell word by word what changed, and lose no letter', () => {
    expect(wordDifferences('Open port 80 now.', 'Open port 8443 now.')).toEqual([
      { is: 'same', text: 'Open port ' },
      { is: 'removed', text: '80' },
      { is: 'added', text: '8443' },
      { is: 'same', text: ' now.' },
    ])
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const words = wordDifferences(one, other)
        const without = (gone: string) =>
          words.flatMap(({ is, text }) => (is === gone ? [] : [text])).join('')
        expect([without('added'), without('removed')]).toEqual([one, other])
      }),
    )
  })
})

describe('a citation', () => {
  const before = first(said(...guide, 'The gateway listens on port 80 for the service tool.'))
  const again = (after: readonly Statement[], quote: string) =>
    findAgain(before, then(after, before))({ quote })

  it('is found where the same text stands now, with the words around a quote', () => {
    expect(again(said(...guide.toReversed()), 'locked cabinet')).toMatchObject({
      how: 'same',
      likeness: 1,
      quoteStands: true,
      after: [{ text: guide[0] }],
    })
  })

  it('has moved where it stands under other headings', () => {
    const elsewhere = said(...guide).map((one) => ({ ...one, location: { headings: ['Annex'] } }))
    expect(again(elsewhere, guide[2] ?? '').how).toBe('moved')
  })

  it('is changed where a number is, and tells whether its own words still stand', () => {
    const after = said(...guide.map((text) => text.replace('port 80 ', 'port 8443 ')))
    expect(again(after, 'port 80 for the pumps')).toMatchObject({
      how: 'changed',
      quoteStands: false,
      before: [{ text: guide[1] }],
      after: [{ text: 'The gateway listens on port 8443 for the pumps.' }],
    })
    expect(again(after, 'gateway listens')).toMatchObject({ how: 'changed', quoteStands: true })
  })

  it('is reworded where numbers, names and negations stay', () => {
    const after = said(...guide.map((text) => text.replace('near the ward', 'close to the ward')))
    expect(again(after, 'Keep the gateway in a locked cabinet')).toMatchObject({ how: 'reworded' })
  })

  it('is gone where nothing says it, and unknown where nothing was read', () => {
    expect(again(said(guide[0] ?? ''), guide[2] ?? '')).toMatchObject({ how: 'gone', after: [] })
    expect(again([], guide[2] ?? '').how).toBe('unknown')
    expect(again(said(...guide), 'Nobody ever said this.').how).toBe('gone')
  })

  it('may run over several statements', () => {
    const found = again(said(...guide), `${guide[1]} ${guide[2]}`)
    expect(found).toMatchObject({ how: 'same', before: [{}, {}], after: [{}, {}] })
  })

  it('never takes a part of a word for its words', () => {
    expect(again(said('The gateway listens on port 8080 for the pumps.'), 'port 80')).toMatchObject(
      {
        quoteStands: false,
      },
    )
  })
})
