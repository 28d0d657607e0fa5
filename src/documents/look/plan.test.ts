import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedId } from '../../../test/support/deciding.ts'
import { limits } from '../../kernel/limits.ts'
import type { EventEnvelope } from '../../ledger/index.ts'
import { type LookEvent, lookEvents } from './events.ts'
import { isNews } from './plan/parts.ts'
import { type FoundStatement, type Known, type NamedLook, planRounds, type Seen } from './plan.ts'
import { askedIn, evolveLook, initialLook, undecidedIn } from './state.ts'

const [guide, notes] = [fixedId(1), fixedId(2)]
const statement = (text: string, more: Partial<FoundStatement> = {}): FoundStatement => ({
  document: guide,
  revision: 'r1',
  quote: text,
  text,
  location: '',
  reason: 'names port 80',
  confidence: 0.8,
  lineage: text.slice(0, 40),
  ...more,
})
const seen = (statements: readonly FoundStatement[], more: Partial<Seen> = {}): Seen => ({
  facts: { terms: ['port'] },
  statements,
  omissions: [],
  drawings: [],
  searched: [{ document: guide, revision: 'r1' }],
  unread: [],
  ...more,
})
const known = (looks: readonly NamedLook[], more: Partial<Known> = {}): Known => ({
  looks,
  standsNow: () => undefined,
  defects: new Map(),
  guidance: [],
  ...more,
})

// What the fold reads of an envelope.
const envelope = { at: '2026-03-02T10:00:00.000Z', actor: 'person:ada' } as EventEnvelope
const fold = (look: NamedLook, event: LookEvent): NamedLook => ({
  ...look,
  state: evolveLook(look.state, event, envelope),
})

/** Carries a plan out, as the server does. */
const carriedOut = (looks: readonly NamedLook[], what: Seen, more: Partial<Known> = {}) => {
  const { rounds, overtaken } = planRounds(what, known(looks, more))
  let all = [...looks]
  for (const part of rounds.filter(isNews)) {
    const cause = 'case.fix-verified'
    const payload = lookEvents['look.searched-again'].parse({ cause, ...part.round })
    expect(JSON.stringify(payload).length).toBeLessThan(limits.events.payloadBytes)
    const again: LookEvent = { type: 'look.searched-again', ...payload }
    if (part.look === null) all.push(fold({ id: `look ${all.length}`, state: initialLook }, again))
    else all = all.map((look) => (look.id === part.look ? fold(look, again) : look))
  }
  for (const { look: id, candidates } of overtaken)
    all = all.map((look) =>
      look.id === id ? fold(look, { type: 'look.overtaken', candidates: [...candidates] }) : look,
    )
  return all
}
const questions = (looks: readonly NamedLook[]) => looks.flatMap(({ state }) => askedIn(state))
const open = (looks: readonly NamedLook[]) =>
  looks.reduce((sum, { state }) => sum + undecidedIn(state), 0)
const quotes = (looks: readonly NamedLook[]) =>
  looks.flatMap(({ state }) => state.candidates.map(({ quote }) => quote))
const decide = (looks: readonly NamedLook[], id: string, event: Omit<LookEvent, 'candidate'>) =>
  // The events used here all name a candidate.
  looks.map((look) => fold(look, { ...event, candidate: id } as LookEvent))
const dismissed = {
  type: 'look.candidate-dismissed',
  reason: 'Still true.',
  holds: 'case',
} as const
const kept = { type: 'look.candidate-kept', defect: 'defect 1' } as const

describe('what is asked', () => {
  it('is not asked again, undecided or dismissed', () => {
    const first = carriedOut([], seen([statement('a'), statement('b')]))
    const again = carriedOut(decide(first, '1', dismissed), seen([statement('a'), statement('b')]))
    expect([quotes(again), open(again)]).toEqual([['a', 'b'], 1])
  })

  it('is asked again where the statement changed, with what was said before', () => {
    const first = carriedOut([], seen([statement('port 80', { lineage: 'x' })]))
    const moved = seen([statement('port 81', { lineage: 'x', revision: 'r2' })])
    const [look] = carriedOut(decide(first, '1', dismissed), moved)
    expect(look?.state.candidates[1]).toMatchObject({
      quote: 'port 81',
      before: { said: 'port 80', decision: 'dismissed', reason: 'Still true.' },
    })
    // Undecided, the old question is overtaken by the new one.
    const waiting = carriedOut(first, moved)
    expect(questions(waiting).map(({ decision }) => decision.is)).toEqual([
      'overtaken',
      'undecided',
    ])
  })

  it('is asked again though the search finds the changed words harmless', () => {
    const first = carriedOut([], seen([statement('port 80', { lineage: 'x' })]))
    const standsNow = () => ({ revision: 'r2', text: 'the usual port', location: 'page 2' })
    const [look] = carriedOut(decide(first, '1', dismissed), seen([]), { standsNow })
    expect(look?.state.candidates[1]).toMatchObject({ quote: 'the usual port', location: 'page 2' })
    expect(
      carriedOut(
        [look].flatMap((one) => one ?? []),
        seen([]),
        { standsNow },
      )[0]?.state,
    ).toEqual(look?.state)
  })

  it('is gone with the statement, if nobody decided it', () => {
    const first = carriedOut([], seen([statement('a')]))
    const after = carriedOut(first, seen([]), { standsNow: () => null })
    expect(questions(after).map(({ decision }) => decision)).toEqual([
      { is: 'overtaken', how: 'gone' },
    ])
  })

  it('waits for the defect that was opened, and comes back if it still stands after that', () => {
    const first = decide(carriedOut([], seen([statement('a')])), '1', kept)
    const stands = (over: boolean, corrected: readonly string[] = []) => ({
      defects: new Map([['defect 1', { over, corrected: new Set(corrected) }]]),
    })
    expect(open(carriedOut(first, seen([statement('a')]), stands(false)))).toBe(0)
    expect(open(carriedOut(first, seen([statement('a')]), stands(true)))).toBe(1)
    const corrected = seen([statement('b', { lineage: 'a' })])
    expect(open(carriedOut(first, corrected, stands(true, ['b'])))).toBe(0)
    expect(open(carriedOut(first, corrected, stands(true, ['c'])))).toBe(1)
  })

  it('names the document in another language by itself', () => {
    const both = seen([statement('a'), statement('a', { document: notes })])
    expect(quotes(carriedOut([], both))).toEqual(['a', 'a'])
  })
})

describe('missing guidance', () => {
  const omission = { guidance: 'Lock it.', where: guide }
  const missing = seen([], { omissions: [omission] })
  const guidance = ['Lock it.']

  it('is asked about once, and answered by the document that gives it', () => {
    const first = carriedOut([], missing, { guidance })
    expect(open(carriedOut(first, missing, { guidance }))).toBe(1)
    const given = carriedOut(first, seen([]), { guidance })
    expect(questions(given)[0]?.decision).toEqual({ is: 'overtaken', how: 'stands-now' })
    const dropped = carriedOut(first, seen([]), { guidance: [] })
    expect(questions(dropped)[0]?.decision).toEqual({ is: 'overtaken', how: 'given-up' })
  })

  it('is asked about again when what was cited for it stands no more', () => {
    const cited = {
      type: 'look.stands-elsewhere',
      document: notes,
      revision: 'r',
      quote: 'Shut it.',
    } as const
    const first = decide(carriedOut([], missing, { guidance }), 'o1', cited)
    expect(open(carriedOut(first, missing, { guidance }))).toBe(0)
    expect(open(carriedOut(first, missing, { guidance, standsNow: () => null }))).toBe(1)
  })
})

describe('drawings', () => {
  const drawing = (content: string) => ({
    document: guide,
    revision: 'r',
    page: 4,
    headings: [],
    reason: 'a picture',
    content,
  })

  it('are asked about once for what they show', () => {
    const first = carriedOut([], seen([], { drawings: [drawing('x')] }))
    const decided = decide(first, 'd1', dismissed)
    expect(open(carriedOut(decided, seen([], { drawings: [drawing('x')] })))).toBe(0)
    const [look] = carriedOut(decided, seen([], { drawings: [drawing('y')] }))
    expect(look?.state.drawings[1]).toMatchObject({ before: { reason: 'Still true.' } })
  })
})

describe('any search', () => {
  const text = fc.constantFrom('a', 'b', 'c', 'd', '💉'.repeat(1_500))
  const statements = fc.uniqueArray(
    fc.record({
      text,
      lineage: fc.constantFrom('1', '2', '3', '4', '5'),
      document: fc.constantFrom(guide, notes),
    }),
    { selector: ({ lineage, document }) => `${lineage} ${document}`, maxLength: 10 },
  )
  const rounds = fc.array(
    fc.record({ found: statements, decide: fc.array(fc.nat(12), { maxLength: 4 }) }),
    { maxLength: 6 },
  )

  it('asks about every statement as it stands, once, and loses nothing', () => {
    fc.assert(
      fc.property(rounds, (all) => {
        let looks: readonly NamedLook[] = []
        for (const { found, decide: ids } of all) {
          const what = seen(found.map(({ text: words, ...more }) => statement(words, more)))
          looks = carriedOut(looks, what)
          // Again with nothing new: nothing is added.
          expect(carriedOut(looks, what)).toEqual(looks)
          for (const { text: words, lineage, document } of found) {
            const asked = looks.flatMap(({ state }) =>
              state.candidates.filter(
                (one) => one.document === document && one.lineage === lineage,
              ),
            )
            expect(asked.some(({ quote }) => words.includes(quote))).toBe(true)
            expect(asked.filter(({ decision }) => decision.is === 'undecided').length).toBeLessThan(
              2,
            )
          }
          for (const id of ids) {
            const isOpen = questions(looks).some(
              (one) => one.id === String(id) && one.decision.is === 'undecided',
            )
            if (isOpen) looks = decide(looks, String(id), dismissed)
          }
          for (const { state } of looks)
            expect(state.status === 'decided').toBe(
              askedIn(state).every(({ decision }) => decision.is !== 'undecided'),
            )
        }
      }),
      { numRuns: 60 },
    )
  })

  it('goes into further looks where one cannot hold it', () => {
    const many = Array.from({ length: 450 }, (_, index) => statement(`${index} ${'x'.repeat(900)}`))
    const looks = carriedOut(
      [],
      seen(many, { unread: [{ document: notes, revision: 'r', reason: 'Lost.' }] }),
    )
    expect(looks.length).toBeGreaterThan(2)
    expect(new Set(quotes(looks))).toEqual(new Set(many.map(({ quote }) => quote)))
    expect(looks.flatMap(({ state }) => state.unread)).toEqual([notes])
    expect(carriedOut(looks, seen(many))).toEqual(looks)
  })
})
