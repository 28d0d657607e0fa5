import { describe, expect, it } from 'vitest'
import {
  allWork,
  anOpenCase,
  caseWork,
  stepsOf,
  wholeEvidence,
} from '../../../test/support/a-case.ts'
import { fixedId } from '../../../test/support/deciding.ts'
import type { StreamId } from '../../kernel/ids.ts'
import type { ClosureEvidence } from '../index.ts'

const nothing: ClosureEvidence = {
  looks: [],
  openDefects: [],
  published: [],
  unpublished: [],
  products: { active: [], askAll: false },
}
const other = fixedId(8)
const original = (more: object = {}) => ({
  facts: { id: other as StreamId, reference: 'CASE-2026-0002', duplicate: false, ...more },
  read: [],
})
const reason = 'Looked at by two engineers.'

const tried = { outcome: 'cannot-be-tried', how: 'The model is not built any more.' }

const aCase = (evidence: ClosureEvidence = nothing, answers: object = {}) =>
  anOpenCase({ evidence: () => evidence, original: () => original(), ...answers })

describe('a case that turns out to be none', () => {
  it.each(['not-a-vulnerability', 'not-reproducible'] as const)(
    'ends as %s once somebody else signed, and is asked nothing of a fix',
    async (ending) => {
      const about = await aCase()
      await about.given('verify-report', tried)
      await about.given('propose-ending', { ending, reason })
      expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
        code: 'case/not-complete',
      })
      expect(await about.when('approve-ending', {})).toMatchObject({ code: 'case/second-person' })
      await about.given('approve-ending', {}, 'person:ben')
      expect(about.state().status).toBe('decided')
      expect(about.facets().values).toMatchObject({ ending: [ending] })
      await about.given('close', { conclusion: 'No flaw.' })
      expect(about.state().status).toBe('closed')
    },
  )

  it('stays open while a leak of it is not settled: strangers wait for an answer, flaw or not', async () => {
    const about = await aCase()
    await about.given('propose-ending', { ending: 'not-a-vulnerability', reason })
    await about.given('approve-ending', {}, 'person:ben')
    const seen = { at: '2026-03-01T10:00', zone: 'UTC' }
    await about.given('report-leak', { where: 'A mailing list', seen, what: 'All of it.' })
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
      code: 'case/not-complete',
      details: { missing: [{ what: 'Leak settled', command: 'score' }] },
    })
  })

  it('is called not reproducible only after somebody tried, and while no try reproduced it', async () => {
    const about = await aCase()
    const end = { ending: 'not-reproducible', reason }
    const seen = { outcome: 'partly', product: fixedId(1), revision: '2.4.0', how: 'Once.' }
    expect(await about.when('propose-ending', end)).toMatchObject({ code: 'case/not-tried' })
    await about.given('verify-report', { ...seen, outcome: 'not-reproduced' })
    await about.given('propose-ending', end)
    await about.given('verify-report', seen)
    expect(await about.when('propose-ending', end)).toMatchObject({ code: 'case/was-reproduced' })
    expect(await about.when('approve-ending', {}, 'person:ben')).toMatchObject({
      code: 'case/was-reproduced',
    })
    await about.given('verify-report', { ...seen, outcome: 'not-reproduced' })
    await about.given('approve-ending', {}, 'person:ben')
    await about.given('verify-report', seen)
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
      details: { missing: [{ constraint: '9.3' }] },
    })
  })

  it('ends as a duplicate of another case only', async () => {
    const about = await aCase()
    const propose = (more: object) =>
      about.when('propose-ending', { ending: 'duplicate', reason, ...more })
    expect(await propose({})).toMatchObject({ code: 'case/original-missing' })
    expect(
      await about.when('propose-ending', { ending: 'not-ours', reason, duplicateOf: other }),
    ).toMatchObject({ code: 'case/original-misplaced' })
    await about.given('propose-ending', { ending: 'duplicate', reason, duplicateOf: other })
    expect(about.state().ending).toMatchObject({ duplicateOf: other, approved: null })
    const twice = await aCase(nothing, { original: () => original({ duplicate: true }) })
    expect(
      await twice.when('propose-ending', { ending: 'duplicate', reason, duplicateOf: other }),
    ).toMatchObject({ code: 'case/original-duplicate' })
  })

  it('that is not ours closes once its owner was told', async () => {
    const about = await aCase()
    await about.given('propose-ending', { ending: 'not-ours', reason })
    await about.given('approve-ending', {}, 'person:ben')
    await about.given(...caseWork.parties)
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
      details: { missing: [{ constraint: '9.5/third-party' }] },
    })
    await about.given('name-third-party', {
      owner: 'Pump Parts Inc',
      contact: 'security@pump-parts.example',
    })
    await about.given('send-notice', { party: 'Pump Parts Inc' })
    await about.given('close', { conclusion: 'Told.' })
  })

  it('concerns only obsolete revisions: their users hear of it as it was decided, approved', async () => {
    const about = await aCase()
    await about.given(...caseWork.impact)
    await about.given(...caseWork.score)
    await about.given('propose-ending', { ending: 'obsolete', reason })
    await about.given('approve-ending', {}, 'person:ben')
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
      details: {
        missing: [{ constraint: '9.5/disclosure' }, { constraint: '9.5/end-to-end' }],
      },
    })
    await about.given(...caseWork.decided)
    await about.given(...caseWork.disclosure)
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
      details: { missing: [{ constraint: '9.5/end-to-end' }] },
    })
  })

  it('leaves nothing open in the documents, and nothing drafted', async () => {
    const about = await aCase({ ...nothing, openDefects: ['DEF-1'], unpublished: ['ADV-1'] })
    await about.given('propose-ending', { ending: 'not-a-vulnerability', reason })
    await about.given('approve-ending', {}, 'person:ben')
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
      details: { missing: [{ constraint: '4.1.9/closure' }, { constraint: '9.5/end-to-end' }] },
    })
  })

  it('is a flaw again once a disposition is proposed', async () => {
    const about = await aCase(wholeEvidence)
    await about.given('verify-report', tried)
    await about.given('propose-ending', { ending: 'not-reproducible', reason })
    await about.given('approve-ending', {}, 'person:ben')
    await about.given('close', { conclusion: 'Not seen.' })
    await about.given('reopen', { reason: 'The reporter sent a film.' })
    for (const step of allWork.flatMap(stepsOf)) await about.given(...step)
    expect(about.state().ending).toBeNull()
    await about.given('close', { conclusion: 'Fixed.' })
  })

  it('is approved once, and only where it was proposed', async () => {
    const about = await aCase()
    expect(await about.when('approve-ending', {}, 'person:ben')).toMatchObject({
      code: 'case/no-ending',
    })
    await about.given('verify-report', tried)
    await about.given('propose-ending', { ending: 'not-reproducible', reason })
    await about.given('approve-ending', {}, 'person:ben')
    expect(await about.when('approve-ending', {}, 'person:cyd')).toMatchObject({
      code: 'case/approved-already',
    })
  })
})
