import { describe, expect, test } from 'vitest'
import { type Given, now, portsOf, reachableChannel } from '../../test/support/review-facts.ts'
import type { Passage } from '../kernel/passage.ts'
import { orThrow } from '../kernel/result.ts'
import { answerConstraints } from './answer-constraints.ts'
import { judgeDocument } from './judge/judge.ts'
import { JudgeFailure } from './library/judge-thread.ts'
import { keepVerdicts } from './library/kept-verdicts.ts'
import { passageHash } from './library/passage-hash.ts'
import { readCatalogue } from './read-catalogue.ts'

const catalogue = orThrow(readCatalogue())

const sentence =
  'To report a vulnerability, send an e-mail to security@maker.example. We follow coordinated vulnerability disclosure.'
const texts: Readonly<Record<string, readonly string[]>> = {
  policy: ['Reporting a vulnerability', sentence],
  other: ['The pump has a blue case and a display of ten centimetres.'],
}
const passagesOf = (revision: string): readonly Passage[] =>
  (texts[revision] ?? []).map((text, index) => ({
    index,
    kind: index === 0 && revision === 'policy' ? 'heading' : 'paragraph',
    text,
    location: { line: index + 1, headings: [] },
  }))

const reading = {
  outcome: 'read',
  reason: '',
  format: 'markdown',
  statements: 2,
  textHash: '',
  notes: [],
  drawings: [],
  readerVersion: 0,
} as const
const document = (id: string, text: string, over: object = {}) => ({
  id,
  title: 'Policy',
  documentKind: 'policy',
  revisions: [
    {
      version: '1',
      file: { hash: text, name: `${text}.md`, size: 1 },
      addedAt: '2026-02-01T00:00:00.000Z',
      addedBy: '',
      inForceFrom: null,
      approved: { by: 'Petra Example', on: '2026-01-30' },
      kept: true,
      origin: null,
      again: false,
      reading,
      ...over,
    },
  ],
})
const report = {
  receivedAt: '2026-02-20T10:00:00.000Z',
  nextDate: '2026-03-10',
  channel: 'portal',
  source: 'f',
} as const
const finding = {
  constraint: '9.2/channel',
  verdict: 'absent',
  reason: 'No.',
  by: 'person:ada',
  at: '2026-02-15T00:00:00.000Z',
} as const

const answer = async (
  given: Given,
  product?: string,
  judge = async (one: Parameters<typeof judgeDocument>[1]) => judgeDocument(catalogue, one),
) => {
  const ports = {
    ...portsOf(given),
    passages: async (_document: string, revision: string) => passagesOf(revision),
    channel: reachableChannel,
  }
  const clauses = orThrow(
    await answerConstraints(catalogue, ports, { judge, kept: keepVerdicts() }, { product, now }),
  )
  return clauses
}
const channelOf = async (...asked: Parameters<typeof answer>) =>
  (await answer(...asked))[0]?.constraints.find(({ id }) => id === '9.2/channel')

describe('answering every constraint', () => {
  test('answers all 49 in the order of the catalogue, and an empty server shows nothing as met but its channel', async () => {
    const clauses = await answer({})
    expect(clauses.map(({ id }) => id)).toEqual(['9.2', '9.5', '4.1.9', '5.8.2', '6.3'])
    const constraints = clauses.flatMap((clause) => clause.constraints)
    expect(constraints).toHaveLength(49)
    expect(constraints.filter(({ verdict }) => verdict === 'met')).toEqual([])
    expect(
      constraints.filter(({ records }) => records.verdict === 'met').map(({ id }) => id),
    ).toEqual(['9.2/channel'])
    expect(clauses.every(({ defence }) => defence === undefined)).toBe(true)
  })

  test('is met where a document says it and the records prove it, with the passage quoted', async () => {
    const channel = await channelOf({ document: [document('doc', 'policy')], report: [report] })
    expect(channel?.verdict).toBe('met')
    expect(channel?.documents.evidence[0]).toEqual({
      document: 'DOCUMENT-1 A title',
      documentId: 'doc',
      version: '1',
      file: 'policy.md',
      revision: 'policy',
      quote: sentence,
      focus: expect.any(String),
      location: 'line 2',
      passage: 1,
      passageHash: passageHash(sentence),
      pattern: expect.any(String),
    })
  })

  test('is partial where only one half shows it', async () => {
    expect((await channelOf({ document: [document('doc', 'other')] }))?.verdict).toBe('partial')
  })

  test.each([
    [
      'could not be read',
      document('doc', 'x', { reading: { ...reading, outcome: 'could-not-read' } }),
    ],
    ['is not read yet', document('doc', 'policy', { reading: null })],
  ])('could not run where the document %s', async (_what, unread) => {
    const channel = await channelOf({ document: [unread] })
    expect(channel).toMatchObject({ verdict: 'could-not-run', documents: { unread: 1 } })
  })

  test('could not run where the judge failed', async () => {
    const channel = await channelOf({ document: [document('doc', 'policy')] }, undefined, () =>
      Promise.reject(new JudgeFailure('It fell over.')),
    )
    expect(channel?.verdict).toBe('could-not-run')
  })

  test('does not take a revision whose day has not come', async () => {
    const later = document('doc', 'policy', { inForceFrom: '2026-04-01' })
    expect((await channelOf({ document: [later] }))?.documents).toMatchObject({
      verdict: 'absent',
      read: 0,
    })
  })

  test('refuses a product that is not there', async () => {
    await expect(answer({}, 'nobody')).rejects.toThrow('record/not-found')
  })
})

describe('a person’s word', () => {
  const given = {
    product: [{ id: 'pump' }],
    document: [document('doc', 'policy')],
    report: [report],
  }
  const withFinding = (over: object): Given => ({
    ...given,
    'review-finding': [{ ...finding, ...over }],
  })

  test('on the whole is the verdict, beside what the review found', async () => {
    expect(await channelOf(withFinding({}))).toMatchObject({
      verdict: 'absent',
      overruled: { found: 'met', reason: 'No.', by: 'person:ada', humanId: 'REVIEW-FINDING-1' },
    })
  })

  test('that is withdrawn says nothing', async () => {
    expect((await channelOf(withFinding({ status: 'withdrawn' })))?.verdict).toBe('met')
  })

  test('on one product holds for that product alone', async () => {
    const one = withFinding({ product: 'pump' })
    expect((await channelOf(one))?.verdict).toBe('met')
    expect((await channelOf(one, 'pump'))?.verdict).toBe('absent')
  })

  test('on a passage holds until the passage changes', async () => {
    const on = (text: string) => withFinding({ document: 'doc', passageHash: passageHash(text) })
    expect((await channelOf(on(sentence)))?.documents.verdict).toBe('absent')
    expect((await channelOf(on(`${sentence} Or call.`)))?.documents.verdict).toBe('met')
  })

  test('on a document holds until it has a new revision', async () => {
    const later = '2026-01-31T00:00:00.000Z'
    expect((await channelOf(withFinding({ document: 'doc' })))?.documents.verdict).toBe('absent')
    expect((await channelOf(withFinding({ document: 'doc', at: later })))?.documents.verdict).toBe(
      'met',
    )
  })

  test('can point to a passage that the judge did not see, which is then quoted', async () => {
    const text = texts['other']?.[0] ?? ''
    const channel = await channelOf({
      document: [document('doc', 'other')],
      'review-finding': [
        { ...finding, verdict: 'met', document: 'doc', passageHash: passageHash(text) },
      ],
    })
    expect(channel?.documents).toMatchObject({
      verdict: 'met',
      evidence: [{ quote: text, pattern: 'person' }],
    })
  })

  test('that accepts a gap leaves the gap a gap', async () => {
    const accepted = { status: 'gap-accepted', verdict: null, name: 'Ada' } as const
    const channel = await channelOf({ 'review-finding': [{ ...finding, ...accepted }] })
    expect(channel).toMatchObject({ verdict: 'partial', accepted: { by: 'Ada' } })
    expect(channel?.overruled).toBeUndefined()
  })
})

describe('the audit defence', () => {
  const given = {
    product: [{ id: 'pump', name: 'Pump' }],
    document: [document('doc', 'policy')],
    report: [report],
  }

  test('says what is met, with names and counts, and nothing else', async () => {
    const [receiving] = await answer(given)
    expect(receiving?.defence).toBe(
      'For Pump security reports are received under DOCUMENT-1 A title, published at https://security.maker.example/security.',
    )
    expect(receiving?.constraints[0]?.defence).toBe(receiving?.defence)
    expect(receiving?.constraints[1]?.defence).toBeUndefined()
  })

  test('falls silent with the claim', async () => {
    const [receiving] = await answer({ ...given, document: [document('doc', 'other')] })
    expect(receiving?.defence).toBeUndefined()
  })

  test('fills its counts from the records of the last year', async () => {
    const [receiving] = await answer({
      ...given,
      'review-finding': [{ ...finding, constraint: '9.2/closure', verdict: 'met' }],
      report: [report, { ...report, status: 'closed', source: 'a' }],
    })
    expect(receiving?.defence).toContain(
      'In the period 2025-03-02 to 2026-03-02 we received 2 reports from 2 of the seven sources; 1 are closed and 1 are open with a date.',
    )
  })
})
