import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decisiveOf } from './decisive.ts'
import { lineagesOf } from './lineage.ts'
import { matchStatements } from './match-statements.ts'
import { normalText } from './normal-text.ts'
import type { Statement } from './statement.ts'

const statement = (text: string, more: Partial<Statement> = {}): Statement => ({
  kind: 'paragraph',
  text,
  location: { headings: [] },
  ...more,
})
const said = (...texts: readonly string[]) => texts.map((text) => statement(text))
const found = (before: readonly Statement[], after: readonly Statement[]) =>
  matchStatements(before, after).map(({ from, to, how }) => `${from} ${how} ${to}`)

/** Text that is unlike any other: real statements share words, numbers and whole sentences. */
const words = fc.constantFrom(
  ...'the gateway pump ward port open closed must not be configured before use network 80 443 2.3 Careline Viewer service password account change with by'.split(
    ' ',
  ),
)
const sentence = fc.array(words, { minLength: 1, maxLength: 12 }).map((list) => list.join(' '))
const document = fc
  .array(fc.tuple(sentence, fc.constantFrom('paragraph', 'heading', 'table-row', 'list-item')), {
    maxLength: 40,
  })
  .map((list) => list.map(([text, kind]) => statement(text, { kind })))

describe('the statements of two revisions', () => {
  it('are the same where the text is, whatever white space, quotes, dashes and ligatures became', () => {
    const before = said('Open  the “ﬁle” – then\u00a0read it.', 'Last.')
    expect(found(before, said('Open the "file" - then read it.', 'Last.'))).toEqual([
      '0 same 0',
      '1 same 1',
    ])
    expect(normalText('10² mm')).not.toBe(normalText('102 mm'))
  })

  it('are found again when their section moves', () => {
    const network = said('Network', 'The gateway needs port 8443.', 'Nothing else is open.')
    const accounts = said('Accounts', 'Change the password of the service account.')
    expect(found([...network, ...accounts], [...accounts, ...network])).toEqual([
      '0 same 2',
      '1 same 3',
      '2 same 4',
      '3 same 0',
      '4 same 1',
    ])
  })

  it('are found again when they are reworded a little', () => {
    const before = said('First.', 'Keep the gateway in a locked cabinet near the ward.', 'Last.')
    const after = said('First.', 'Keep the gateway in a cabinet near the ward, locked.', 'Last.')
    expect(found(before, after)).toContain('1 reworded 1')
  })

  it.each([
    [
      'a number',
      'Connect the pump to port 80 of the gateway.',
      'Connect the pump to port 81 of the gateway.',
    ],
    ['a version', 'Install version 2.3 of the service.', 'Install version 2.4 of the service.'],
    ['a negation', 'The service port must be open.', 'The service port must not be open.'],
    ['a name', 'Sign in to the Careline Gateway first.', 'Sign in to the Careline Viewer first.'],
    ['a name at the start', 'Careline must be updated first.', 'Viewcast must be updated first.'],
    ['a sign', 'Keep the voltage < 5 V at all times.', 'Keep the voltage > 5 V at all times.'],
    [
      'the opposite',
      'Enable remote access on the gateway.',
      'Disable remote access on the gateway.',
    ],
    ['a German negation', 'Der Port ist nicht offen zu halten.', 'Der Port ist offen zu halten.'],
  ])('that differ in %s are changed, never the same', (_what, one, other) => {
    expect(found(said('First.', one, 'Last.'), said('First.', other, 'Last.'))).toEqual([
      '0 same 0',
      '1 changed 1',
      '2 same 2',
    ])
  })

  it('are nobody’s heirs where two could be', () => {
    const rows = (...ports: readonly number[]) =>
      ports.map((port) => statement(`${port}/tcp | in | service`, { kind: 'table-row' }))
    expect(found(rows(80, 81, 82), rows(90, 91, 92))).toEqual([])
    expect(found(rows(80, 81, 82), rows(81, 82, 83))).toEqual(['1 same 0', '2 same 1'])
  })

  it('follow the number of their heading', () => {
    const heading = (text: string) => [statement(text, { kind: 'heading' })]
    const before = [...said('First.'), ...heading('2.1 Firewall'), ...said('Last.')]
    const after = [...said('First.'), ...heading('2.2 Firewall'), ...said('Last.')]
    expect(found(before, after)[1]).toMatch(/^1 (reworded|changed) 1$/)
  })

  it('are parts of one that was cut, and one of parts that were put together', () => {
    const whole = said('Open the cabinet with the key. Then connect the maintenance cable.')
    const parts = said('Open the cabinet with the key.', 'Then connect the maintenance cable.')
    expect(found(whole, parts)).toEqual(['0 split 0', '0 split 1'])
    expect(found(parts, whole)).toEqual(['0 merged 0', '1 merged 0'])
  })
})

describe('whatever two revisions say', () => {
  it('one and the same is found whole', () => {
    fc.assert(
      fc.property(document, (all) => {
        expect(found(all, all)).toEqual(all.map((_, place) => `${place} same ${place}`))
      }),
    )
  })

  it('shuffled statements are all found, with their text', () => {
    const shuffled = document.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    )
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        const matches = matchStatements(all, other)
        expect(matches.filter(({ how }) => how === 'same')).toHaveLength(all.length)
      }),
    )
  })

  it('the same has the same text, and each statement is used once or in parts', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const matches = matchStatements(before, after)
        const text = (list: readonly Statement[], place: number) =>
          normalText(list[place]?.text ?? '')
        for (const { from, to, how } of matches) {
          if (how === 'same') expect(text(before, from)).toBe(text(after, to))
          else expect(text(before, from)).not.toBe(text(after, to))
          if (how === 'reworded')
            expect(decisiveOf(text(before, from), before[from]?.kind ?? '', () => true)).toBe(
              decisiveOf(text(after, to), after[to]?.kind ?? '', () => true),
            )
        }
        const whole = matches.filter(({ how }) => how !== 'split' && how !== 'merged')
        expect(new Set(whole.map(({ from }) => from)).size).toBe(whole.length)
        expect(new Set(whole.map(({ to }) => to)).size).toBe(whole.length)
        expect(matchStatements(before, after)).toEqual(matches)
      }),
    )
  })

  it('every statement has one lineage, and none is in two places unless it was cut', () => {
    fc.assert(
      fc.property(document, document, (before, after) => {
        const first = lineagesOf('a'.repeat(64), before.length, [], [])
        const matches = matchStatements(before, after)
        const kept = before.map(({ text }, place) => ({ text, lineage: first[place] ?? '' }))
        const second = lineagesOf('b'.repeat(64), after.length, kept, matches)
        expect(second).toHaveLength(after.length)
        expect(second).not.toContain('')
        const cut = matches.filter(({ how }) => how === 'split').length
        expect(new Set(second).size).toBeGreaterThanOrEqual(after.length - cut)
      }),
    )
  })

  it('a hundred thousand statements are matched, most of them repeated or changed', () => {
    const all = Array.from({ length: 100_000 }, (_, place) =>
      statement(place % 3 === 0 ? 'Note' : `Parameter ${place % 40_000} of the pump is set to on.`),
    )
    const changed = all.map(({ text }, place) =>
      statement(place % 10 === 0 ? text.replace('on.', 'off.') : text),
    )
    expect(matchStatements(all, changed).length).toBeGreaterThan(80_000)
  })
})
