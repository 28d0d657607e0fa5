import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { lookKind, undecidedIn } from '../index.ts'

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
/** The library says `Lock the cabinet.` and nothing else. */
const ports = {
  statementIn: async (_document: string, quote: string) => ({
    facts: { revision: 'ab'.repeat(32), stands: quote === 'Lock the cabinet.' },
    read: [],
  }),
}
const aLook = async (more: object = {}, at?: string) => {
  const look = recordUnderTest(lookKind(ports), 'LOOK-2026-0001', at)
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

describe('what is missing and what no search can clear', () => {
  const omission = { id: 'o1', guidance: 'Keep the cabinet locked.', where: guide }
  const drawing = {
    id: 'd1',
    document: guide,
    revision: 'r',
    page: 4,
    headings: [],
    reason: 'a picture',
    content: 'c',
  }

  it('keeps the look open until a person decides it', async () => {
    const look = await aLook({ candidates: [], omissions: [omission], drawings: [drawing] })
    expect([look.state().status, undecidedIn(look.state())]).toEqual(['undecided', 2])
    const elsewhere = { candidate: 'o1', document: guide, quote: 'Lock the cabinet.' }
    expect(await look.when('stands-elsewhere', { ...elsewhere, quote: 'Lock it.' })).toMatchObject({
      code: 'look/not-there',
    })
    expect(await look.when('stands-elsewhere', { ...elsewhere, candidate: 'd1' })).toMatchObject({
      code: 'look/no-omission',
    })
    await look.given('stands-elsewhere', elsewhere)
    await look.given('dismiss', { candidate: 'd1', reason: 'A photograph of the rack.' })
    expect(look.state()).toMatchObject({
      status: 'decided',
      omissions: [{ decision: { is: 'stands-elsewhere', quote: 'Lock the cabinet.' } }],
      drawings: [{ decision: { is: 'dismissed' } }],
    })
  })

  it('was asked nobody in looks of the past', async () => {
    const { id: _, ...past } = omission
    expect((await aLook({ candidates: [], omissions: [past] })).state().status).toBe('decided')
  })
})

describe('deciding many', () => {
  it('dismisses several for one reason, or none where one is decided already', async () => {
    const look = await aLook()
    const several = { candidates: ['1', '2', '1'], reason: 'All of them are about the old rack.' }
    await look.given('dismiss', { candidate: '1', reason: 'Still true.' })
    expect(await look.when('dismiss-several', several)).toMatchObject({ code: 'look/decided' })
    expect(undecidedIn(look.state())).toBe(1)
    await look.given('take-back', { candidate: '1', reason: 'Read again.' })
    await look.given('dismiss-several', several)
    expect(look.state().candidates.map(({ decision }) => decision)).toEqual(
      Array.from({ length: 2 }, () =>
        expect.objectContaining({ is: 'dismissed', reason: several.reason, holds: 'case' }),
      ),
    )
  })

  it('takes back what was dismissed, and nothing else', async () => {
    const look = await aLook()
    await look.given('keep', { candidate: '1', defect: fixedId(7) })
    for (const candidate of ['1', '2', '9'])
      expect(await look.when('take-back', { candidate, reason: 'r' })).toMatchObject({
        code: 'look/nothing-to-take-back',
      })
  })
})

describe('a search again', () => {
  const round = (more: object = {}) => {
    const { case: _case, caseReference: _reference, ...rest } = recorded(more)
    return rest
  }

  it('adds to the look and makes it undecided again', async () => {
    const look = await aLook({ candidates: [], unread: [plan] })
    await look.given('read-by-eye', { document: plan, found: 'Nothing.' })
    expect(look.state().status).toBe('decided')
    const searched = [{ document: guide, revision: 'cd' }]
    await look.given('search-again', round({ candidates: [candidate('1')], searched }))
    expect(look.state()).toMatchObject({ status: 'undecided', searched, rounds: [{}, {}] })
    expect(look.state().candidates[0]?.round).toBe(2)
  })

  it('is not taken twice', async () => {
    const look = await aLook()
    expect(await look.when('search-again', round())).toMatchObject({ code: 'ledger/conflict' })
  })

  it('overtakes what is open, and leaves what a person decided', async () => {
    const look = await aLook()
    await look.given('dismiss', { candidate: '1', reason: 'Still true.' })
    const gone = ['1', '2'].map((id) => ({ candidate: id, how: 'gone' }))
    await look.given('overtake', { candidates: gone })
    expect(look.state().candidates.map(({ decision }) => decision.is)).toEqual([
      'dismissed',
      'overtaken',
    ])
    expect(look.state().status).toBe('decided')
  })
})
