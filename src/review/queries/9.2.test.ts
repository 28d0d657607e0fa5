import { describe, expect, test } from 'vitest'
import { ask } from '../../../test/support/review-facts.ts'

const recent = { receivedAt: '2026-02-20T10:00:00.000Z', nextDate: '2026-03-10' } as const
const old = { receivedAt: '2024-05-01T10:00:00.000Z', status: 'closed', nextDate: null } as const
const overdue = { receivedAt: '2026-02-01T10:00:00.000Z', nextDate: '2026-03-01' } as const
const closed = { ...recent, status: 'closed', nextDate: null } as const
const thread = (from: 'maker' | 'reporter') => [{ from, at: '', message: '', where: '', files: [] }]

describe('9.2/channel', () => {
  const portal = {
    status: 'working',
    sources: ['b', 'd', 'f'],
    lastTest: { at: '2026-03-01T00:00:00.000Z', ok: true, detail: '', reason: 'schedule' },
    lastGoodAt: '2026-03-01T00:00:00.000Z',
  } as const
  test('given a self-test that passed, then it is named', async () => {
    const answer = await ask('9.2/channel', { channel: [portal] })
    expect(answer).toMatchObject({ verdict: 'met', links: [{ kind: 'channel' }] })
    expect(answer.detail).toContain('The last self-test passed at CHANNEL-1.')
  })

  test.each([
    ['a self-test that fails', { status: 'failing' as const }],
    [
      'an alarm that nobody cleared',
      { alarm: { since: '2026-03-01', detail: 'x', escalatedAt: null, told: [] } },
    ],
  ])('given %s, then partial and the channel is named first', async (_what, over) => {
    const answer = await ask('9.2/channel', { channel: [{ ...portal, ...over }], report: [recent] })
    expect(answer).toMatchObject({ verdict: 'partial', links: [{ kind: 'channel' }] })
    expect(answer.detail).toContain('mend the channel')
  })

  test('given a silent source, then a way that passed its self-test proves the silence in part', async () => {
    expect((await ask('9.2/source-f', {})).verdict).toBe('absent')
    expect((await ask('9.2/source-f', { channel: [portal] })).verdict).toBe('partial')
    for (const over of [
      { status: 'failing' as const },
      { sources: ['e'] },
      { lastGoodAt: '2024-03-01T00:00:00.000Z' },
    ])
      expect((await ask('9.2/source-f', { channel: [{ ...portal, ...over }] })).verdict).toBe(
        'absent',
      )
  })

  test('given addresses that outsiders reach, then the channel is there', async () => {
    const answer = await ask('9.2/channel', { report: [{ ...recent, channel: 'portal' }] })
    expect(answer.verdict).toBe('met')
    expect(answer.detail).toContain('https://security.maker.example/.well-known/security.txt')
    expect(answer.detail).toContain('1 report came in this way.')
  })

  test('given an address that only this machine reaches, then it is no published channel', async () => {
    const answer = await ask('9.2/channel', {}, { channel: { reachable: false } })
    expect(answer).toMatchObject({
      verdict: 'partial',
      detail: expect.stringContaining('PUBLIC_URL'),
    })
  })
})

describe('9.2/internal', () => {
  test.each([
    ['a report of a developer', [{ ...recent, source: 'c' }], 'met'],
    ['a report of a tester', [{ ...recent, source: 'a' }], 'met'],
    ['a report from outside', [{ ...recent, source: 'f' }], 'absent'],
  ] as const)('given %s, then %s', async (_what, report, verdict) => {
    expect((await ask('9.2/internal', { report })).verdict).toBe(verdict)
  })
})

describe('9.2/complaints', () => {
  test('given no complaint among the reports, then nothing shows the routing', async () => {
    expect((await ask('9.2/complaints', { report: [recent] })).verdict).toBe('absent')
  })

  test('given complaints beside other reports, then they are routed and not the only way', async () => {
    const report = [
      { ...recent, channel: 'complaint' },
      { ...recent, channel: 'mail' },
    ]
    expect((await ask('9.2/complaints', { report })).verdict).toBe('met')
  })

  test('given complaints alone and no channel that is reached, then it is the only way in', async () => {
    const report = [{ ...recent, channel: 'complaint' }]
    const answer = await ask('9.2/complaints', { report }, { channel: { reachable: false } })
    expect(answer.verdict).toBe('partial')
  })
})

describe('9.2/source-a to source-g', () => {
  test.each(['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const)(
    'given a dated report from source %s alone, then that source is met and no other',
    async (source) => {
      const given = { report: [{ ...recent, source }] }
      for (const other of ['a', 'b', 'c', 'd', 'e', 'f', 'g'] as const)
        expect((await ask(`9.2/source-${other}`, given)).verdict).toBe(
          other === source ? 'met' : 'absent',
        )
    },
  )

  test('given no report and no check, then absent and it says so', async () => {
    expect(await ask('9.2/source-e', {})).toEqual({
      verdict: 'absent',
      detail:
        'No report from audit event logs (source e) has ever come in, and no check of the channel is recorded.',
      links: [],
    })
  })

  test('given only reports of years ago, then partial', async () => {
    const answer = await ask('9.2/source-e', { report: [{ ...old, source: 'e' }] })
    expect(answer.verdict).toBe('partial')
    expect(answer.detail).toContain('1 report before')
  })

  test('given a report whose date has passed, then partial and it is named', async () => {
    const report = [
      { ...closed, source: 'd' },
      { ...overdue, source: 'd' },
    ] as const
    const answer = await ask('9.2/source-d', { report })
    expect(answer.verdict).toBe('partial')
    expect(answer.detail).toContain('REPORT-2')
    expect(answer.links[0]).toEqual({ kind: 'report', id: 'report-2', label: 'REPORT-2 A title' })
  })

  test('given no report but runs of a watch over the news, then partial', async () => {
    const runs = [
      { on: '2026-02-01', outcome: 'clean', summary: '', file: null, by: '', recordedAt: '' },
    ] as const
    const activity = [{ kind: 'news-watch', runs }] as const
    expect((await ask('9.2/source-g', { activity })).verdict).toBe('partial')
    expect((await ask('9.2/source-e', { activity })).verdict).toBe('absent')
  })

  test('given a watch whose only run failed, then absent', async () => {
    const runs = [
      { on: '2026-02-01', outcome: 'failed', summary: '', file: null, by: '', recordedAt: '' },
    ] as const
    const answer = await ask('9.2/source-g', { activity: [{ kind: 'news-watch', runs }] })
    expect(answer.verdict).toBe('absent')
  })
})

describe('9.2/closure', () => {
  test.each([
    ['no report', [], 'absent'],
    ['closed and dated reports', [closed, recent], 'met'],
    ['a date of today', [{ ...recent, nextDate: '2026-03-02' }], 'met'],
    ['one report overdue', [closed, overdue], 'partial'],
    ['every report overdue', [overdue], 'partial'],
    ['a report without a date', [{ ...recent, nextDate: null }], 'partial'],
  ] as const)('given %s, then %s', async (_what, report, verdict) => {
    expect((await ask('9.2/closure', { report })).verdict).toBe(verdict)
  })
})

describe('9.2/acknowledge', () => {
  const stranger = { ...recent, linkHash: 'a'.repeat(64) }

  test.each([
    ['nobody who could be answered', [recent], 'absent'],
    ['a reporter who got an answer', [{ ...stranger, thread: thread('maker') }], 'met'],
    ['a reporter who only wrote again', [{ ...stranger, thread: thread('reporter') }], 'partial'],
    ['a reporter still within the promised date', [stranger], 'partial'],
    [
      'one answered and one past the date',
      [
        { ...stranger, thread: thread('maker') },
        { ...overdue, reporterEmail: 'sealed:x' },
      ],
      'partial',
    ],
  ] as const)('given %s, then %s', async (_what, report, verdict) => {
    expect((await ask('9.2/acknowledge', { report })).verdict).toBe(verdict)
  })
})
