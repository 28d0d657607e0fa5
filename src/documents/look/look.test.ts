import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { limits } from '../../kernel/limits.ts'
import type { ImpactCandidate } from '../impact/index.ts'
import { type LookState, lookKind, toDecide, undecidedIn } from '../index.ts'

const [guide, notes, plan] = [fixedId(1), fixedId(2), fixedId(3)]
const about = fixedId(9)
const candidate = (id: string, quote = `Statement ${id}.`) => ({
  id,
  document: guide,
  revision: 'ab'.repeat(32),
  quote,
  location: 'line 3',
  reason: 'names port 80',
  confidence: 0.8,
})
const recorded = (more: object = {}) => ({
  case: about,
  caseReference: 'CASE-2026-0001',
  cause: 'case.fix-verified',
  searched: [{ document: guide, revision: 'ab'.repeat(32) }],
  candidates: [candidate('1'), candidate('2')],
  omissions: [],
  unread: [],
  ...more,
})
const aLook = async (more: object = {}, at?: string) => {
  const look = recordUnderTest(lookKind(), 'LOOK-2026-0001', at)
  await look.given('record', recorded(more), 'system:reactions')
  return look
}

describe('a look at the documents', () => {
  it('is decided once each statement is, by a reason or by a defect', async () => {
    const look = await aLook()
    expect([look.state().status, undecidedIn(look.state())]).toEqual(['undecided', 2])
    await look.given('dismiss', { candidate: '1', reason: 'Still true behind the gateway.' })
    expect(look.state().status).toBe('undecided')
    await look.given('keep', { candidate: '2', defect: fixedId(7) })
    expect(look.state()).toMatchObject({
      status: 'decided',
      candidates: [
        { decision: { is: 'dismissed', by: 'person:ada' } },
        { decision: { is: 'kept', defect: fixedId(7) } },
      ],
    })
  })

  it('decides a statement once, and only one that it found', async () => {
    const look = await aLook()
    await look.given('dismiss', { candidate: '1', reason: 'Still true.' })
    for (const [command, input] of [
      ['dismiss', { candidate: '1', reason: 'Still true.' }],
      ['keep', { candidate: '1', defect: fixedId(7) }],
    ] as const)
      expect(await look.when(command, input)).toMatchObject({ code: 'look/decided' })
    expect(await look.when('dismiss', { candidate: '3', reason: 'x' })).toMatchObject({
      code: 'look/no-candidate',
    })
  })

  it('that found nothing in what it searched is decided', async () => {
    expect((await aLook({ candidates: [] })).state().status).toBe('decided')
  })

  it('is not decided while a document is unread: a person reads it by eye', async () => {
    const look = await aLook({ candidates: [], unread: [plan] })
    expect([look.state().status, undecidedIn(look.state())]).toEqual(['undecided', 1])
    const found = 'A plan of the ward; port 80 is not on it.'
    expect(await look.when('read-by-eye', { document: guide, found })).toMatchObject({
      code: 'look/not-unread',
    })
    await look.given('read-by-eye', { document: plan, found })
    expect(look.state()).toMatchObject({
      status: 'decided',
      unread: [],
      readByEye: [{ document: plan, found, by: 'person:ada' }],
    })
  })

  it('owes nothing for a document that a later look could search', async () => {
    const first = (await aLook({ candidates: [candidate('1')], unread: [notes, plan] })).state()
    const later = (
      await aLook(
        { candidates: [], searched: [{ document: notes, revision: 'cd' }] },
        '2026-03-05T10:00:00.000Z',
      )
    ).state()
    expect(undecidedIn(first, [first, later])).toBe(2)
    const inPart = { ...later, unread: [notes] }
    expect(undecidedIn(first, [first, inPart])).toBe(3)
  })
})

describe('what a look asks', () => {
  const found = (quote: string, more: Partial<ImpactCandidate> = {}): ImpactCandidate => ({
    path: guide,
    quote,
    location: { page: 2, line: 7, headings: ['Network', 'Ports'] },
    reason: 'names port 80',
    confidence: 0.8,
    ...more,
  })
  const revisions = new Map([[guide, 'ab'.repeat(32)]])
  const quotes = (candidates: readonly { readonly quote: string }[]) =>
    candidates.map(({ quote }) => quote)

  it('names document, revision and place of each statement', () => {
    expect(toDecide([found('Open port 80.')], revisions, [])).toEqual({
      candidates: [
        {
          id: '1',
          document: guide,
          revision: 'ab'.repeat(32),
          quote: 'Open port 80.',
          location: 'page 2 › line 7 › Network › Ports',
          reason: 'names port 80',
          confidence: 0.8,
        },
      ],
      leftOut: [],
    })
  })

  it('does not ask again what an earlier look asked, unless a defect says that it was false', async () => {
    const look = await aLook({
      candidates: ['a', 'b', 'c'].map((id) => candidate(id, `Quote ${id}.`)),
    })
    await look.given('dismiss', { candidate: 'a', reason: 'Still true.' })
    await look.given('keep', { candidate: 'b', defect: fixedId(7) })
    const again = ['a', 'b', 'c', 'd'].map((id) => found(`Quote ${id}.`))
    expect(quotes(toDecide(again, revisions, [look.state()]).candidates)).toEqual([
      'Quote b.',
      'Quote d.',
    ])
    const elsewhere = [found('Quote a.', { path: notes })]
    expect(toDecide(elsewhere, revisions, [look.state()]).candidates).toHaveLength(1)
  })

  it('stays within one fact, best first, and names the documents that do not fit', () => {
    const long = Array.from({ length: 150 }, (_, index) =>
      found(`${String(index)} ${'💉'.repeat(2_000)}`, { path: index < 100 ? guide : notes }),
    )
    const { candidates, leftOut } = toDecide(long, revisions, [])
    expect(candidates[0]?.quote.startsWith('0 ')).toBe(true)
    expect(leftOut).toContain(notes)
    const event = JSON.stringify(recorded({ candidates }))
    expect(event.length).toBeLessThan(limits.events.payloadBytes)
    expect(event.isWellFormed()).toBe(true)
    // Quotes are cut between characters or not at all: what is recorded can be written down.
    expect(candidates.every(({ quote }) => quote.isWellFormed())).toBe(true)
  })

  it('makes a look that its own command takes', async () => {
    const many = Array.from({ length: 300 }, (_, index) => found(`Port ${index}.`))
    const { candidates, leftOut } = toDecide(many, revisions, [])
    const state: LookState = (await aLook({ candidates, unread: leftOut })).state()
    expect([state.candidates.length, state.unread]).toEqual([200, [guide]])
  })
})
