import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aCaseWith,
  allWork,
  anOpenCase,
  gateway,
  portsThat,
  pump,
  stepsOf,
  vector,
} from '../../test/support/a-case.ts'
import { fixedId, recordUnderTest } from '../../test/support/deciding.ts'
import { type CvssQuestion, cvssGuides, followCvssGuide } from '../kernel/cvss-guide.ts'
import { isRefusal } from '../kernel/result.ts'
import { caseKind, decidingScore } from './index.ts'

const low = 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'
const nvd = { vector, kind: 'nvd', source: 'NVD' }
const ofNvd = { version: '3.1', source: 'NVD', reason: 'It scores another product.' }

describe('the scores of a case', () => {
  it('stand side by side by version, source and product; what was replaced stays', async () => {
    const about = await anOpenCase()
    await about.given('score', nvd)
    await about.given('score', { ...nvd, vector: low })
    await about.given('score', { vector: low, product: pump })
    await about.given('score', { vector }, 'person:ben')
    expect(about.state().scores.map(({ source, product }) => [source, product])).toEqual([
      ['NVD', undefined],
      ['person:ada', pump],
      ['person:ben', undefined],
    ])
    expect(about.state().earlierScores).toMatchObject([{ source: 'NVD', vector }])
  })

  it('let the worst decide until one of ours is chosen', async () => {
    const about = await anOpenCase()
    await about.given('score', nvd)
    await about.given('score', { vector: low })
    expect(about.facets().severity).toBe('critical')
    const ours = { version: '3.1', source: 'person:ada', reason: 'Only with the device in hand.' }
    expect(await about.when('choose-score', ofNvd)).toMatchObject({ code: 'case/not-our-score' })
    await about.given('choose-score', ours)
    expect(about.facets().severity).toBe('low')
    await about.given('score', { vector: `${low}/E:H` }, 'person:ben')
    expect(decidingScore(about.state())).toMatchObject({ source: 'person:ben' })
    await about.given('withdraw-score', { ...ours, source: 'person:ben' })
    expect(about.state().primaryScore).toBeNull()
    expect(about.facets().severity).toBe('critical')
  })

  it('lose a wrong one with its reason, which the history keeps', async () => {
    const about = await anOpenCase()
    expect(await about.when('withdraw-score', ofNvd)).toMatchObject({ code: 'case/no-such-score' })
    await about.given('score', nvd)
    await about.given('withdraw-score', ofNvd)
    expect(about.state().scores).toEqual([])
    expect(about.state().earlierScores).toMatchObject([{ source: 'NVD', why: ofNvd.reason }])
  })

  it('refuse one of others without its source, and one for a product that is none', async () => {
    const about = recordUnderTest(
      caseKind({ ...portsThat(), concerned: async () => ({ facts: [], read: [] }) }),
      'CASE-1',
    )
    await about.given('open', { title: 'A case' })
    expect(await about.when('score', { vector, kind: 'finder' })).toMatchObject({
      code: 'case/source-missing',
    })
    expect(await about.when('score', { vector, product: gateway })).toMatchObject({
      code: 'case/no-such-product',
    })
  })

  it('of one product make only its rows stale', async () => {
    const about = await aCaseWith(['score'])
    const row = (product: string) => ({ product, revision: '2.4.0', status: 'affected' })
    await about.given('set-impact', { rows: [row(pump), row(gateway)] })
    await about.given('score', { vector: low, product: gateway })
    expect(about.state().stale).toMatchObject([{ part: 'impact', product: gateway }])
  })
})

const doAll = async (about: Awaited<ReturnType<typeof anOpenCase>>): Promise<void> => {
  for (const step of allWork.flatMap(stepsOf)) await about.given(...step)
}

/** Some way through the questions, by picks that are taken modulo what there is. */
const walk = (question: CvssQuestion, picks: readonly number[]): number[] => {
  const pick = (picks[0] ?? 0) % question.answers.length
  const leadsTo = question.answers[pick]?.leadsTo
  return leadsTo === undefined || 'value' in leadsTo
    ? [pick]
    : [pick, ...walk(leadsTo, picks.slice(1))]
}

describe('the reasoning of a score', () => {
  it('is frozen as it was asked and answered, whatever was answered', async () => {
    const guides = cvssGuides('3.1').filter(({ required }) => required)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 9, maxLength: 9 }), async (picks) => {
        const reasoning = guides.map((guide) => ({
          metric: guide.metric,
          answers: walk(guide.question, picks),
        }))
        const values = guides.map((guide, index) => {
          const followed = followCvssGuide(guide, reasoning[index]?.answers ?? [])
          if (isRefusal(followed) || !('value' in followed.next)) throw new Error('No value.')
          return `${guide.metric}:${followed.next.value}`
        })
        const about = await anOpenCase()
        const built = `CVSS:3.1/${values.join('/')}`
        await about.given('score', { vector: built, reasoning })
        expect(
          about.state().scores[0]?.reasoning?.map(({ metric, value }) => `${metric}:${value}`),
        ).toEqual(values)
      }),
      { numRuns: 30 },
    )
  })

  it('is refused where it leads elsewhere, to nothing, or is about no metric', async () => {
    const about = await anOpenCase()
    const scoring = (metric: string, ...answers: number[]) =>
      about.when('score', { vector, reasoning: [{ metric, answers }] })
    const pr = cvssGuides('3.1').find(({ metric }) => metric === 'PR')
    if (pr === undefined) throw new Error('CVSS 3.1 has no PR.')
    const elsewhere = [0, 1, 2]
      .map((pick) => walk(pr.question, [pick, pick, pick, pick]))
      .find((answers) => {
        const followed = followCvssGuide(pr, answers)
        return !isRefusal(followed) && 'value' in followed.next && followed.next.value !== 'N'
      })
    expect(await scoring('PR', ...(elsewhere ?? []))).toMatchObject({
      code: 'case/reasoning-contradicts',
    })
    expect(await scoring('ZZ', 0)).toMatchObject({ code: 'case/reasoning-misplaced' })
    expect(await scoring('PR', 20)).toMatchObject({ code: 'cvss/no-such-answer' })
  })
})

describe('exploitation', () => {
  const active = { status: 'active', source: 'CISA KEV', kev: { added: '2026-03-01' } }

  it('keeps what the lists said when a new word comes', async () => {
    const about = await anOpenCase()
    const epss = { score: 0.4, percentile: 0.97, on: '2026-03-01' }
    await about.given('note-exploitation', { status: 'poc', source: 'EPSS', epss })
    await about.given('note-exploitation', active)
    expect(about.state().exploitation).toMatchObject({ status: 'active', epss, on: '2026-03-02' })
    expect(about.facets().values).toMatchObject({ exploitation: ['active'] })
  })

  it('refuses days to come, and a KEV entry of what nobody exploits', async () => {
    const about = await anOpenCase()
    expect(await about.when('note-exploitation', { ...active, on: '2026-03-03' })).toMatchObject({
      code: 'case/date-in-future',
    })
    expect(await about.when('note-exploitation', { ...active, status: 'poc' })).toMatchObject({
      code: 'case/exploitation-contradicts',
    })
  })

  it('opens a closed case again where its impact was decided on something else', async () => {
    const noted = { status: 'none', source: 'Our own logs' }
    const about = await anOpenCase()
    await about.given('note-exploitation', noted)

    await doAll(about)
    await about.given('close', { conclusion: 'Fixed.' })
    await about.given('note-exploitation', noted)
    expect(about.state().status).toBe('closed')
    await about.given('note-exploitation', active)
    expect(about.state().closed).toBeNull()
    expect(about.state().stale).toMatchObject([
      { part: 'impact', because: ['exploitation'] },
      { part: 'safety', because: ['exploitation'] },
      { part: 'disposition' },
      { part: 'disclosure' },
    ])
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject({
      code: 'case/not-complete',
    })
  })
})

describe('the priority by SSVC', () => {
  const answers = { E: 'A', U: 'S', TI: 'T', PSI: 'S' }

  it('is kept with its answers, its outcome and the path', async () => {
    const about = await anOpenCase()
    await about.given('decide-ssvc', { answers, reason: 'Worm in the wild.' })
    expect(about.state().ssvc).toMatchObject({ tree: 'supplier', reason: 'Worm in the wild.' })
    expect(about.state().ssvc?.path.length).toBeGreaterThan(2)
  })

  it('refuses a missing point, and an answer against what is noted', async () => {
    const about = await anOpenCase()
    expect(await about.when('decide-ssvc', { answers: { E: 'A' } })).toMatchObject({
      code: 'ssvc/missing-point',
    })
    await about.given('note-exploitation', { status: 'none', source: 'Our own logs' })
    expect(await about.when('decide-ssvc', { answers })).toMatchObject({
      code: 'case/exploitation-contradicts',
    })
  })
})

describe('a report of a case', () => {
  const report = fixedId(7)
  const tried = { outcome: 'reproduced', product: pump, revision: '2.4.0', how: 'By its script.' }
  const reported = async () => {
    const about = recordUnderTest(
      caseKind(portsThat({ reportedOn: () => '2026-03-01', reports: () => [fixedId(6)] })),
      'CASE-1',
    )
    await about.given('open', { title: 'A case', report })
    return about
  }

  it('is verified on a revision that exists, on a day that was, by somebody named', async () => {
    const about = await reported()
    const refused = async (more: object) => about.when('verify-report', { ...tried, ...more })
    expect(await refused({ revision: '9.9' })).toMatchObject({ code: 'case/no-such-revision' })
    expect(await refused({ revision: undefined })).toMatchObject({ code: 'case/revision-missing' })
    expect(await refused({ on: '2026-03-03' })).toMatchObject({ code: 'case/date-in-future' })
    expect(await refused({ report: fixedId(5) })).toMatchObject({ code: 'case/not-its-report' })
    await about.given('verify-report', { ...tried, report, verifiedBy: 'Lab of the university' })
    await about.given('verify-report', { ...tried, report: fixedId(6), outcome: 'partly' })
    expect(about.state().reproductions).toMatchObject([
      { verifiedBy: 'Lab of the university', on: '2026-03-02' },
      { verifiedBy: 'person:ada', report: fixedId(6) },
    ])
  })

  it('holds up the closure until it is tried, and while the last try did not see it', async () => {
    const about = await reported()

    await doAll(about)
    const missing = { details: { missing: [{ constraint: '9.3' }] } }
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject(missing)
    await about.given('verify-report', { ...tried, outcome: 'not-reproduced' })
    expect(await about.when('close', { conclusion: 'x' })).toMatchObject(missing)
    await about.given('verify-report', { ...tried, report })
    await about.given('close', { conclusion: 'Fixed.' })
  })
})

describe('the weakness of a case', () => {
  it('is one of the list; what is none is refused with what may be meant', async () => {
    const about = await anOpenCase()
    expect(await about.when('describe', { cwe: 'CWE-9347' })).toMatchObject({
      code: 'case/no-such-cwe',
      message: expect.stringContaining('CWE-347'),
    })
    await about.given('describe', { cwe: 'CWE-347', rootCause: 'No check.' })
    expect(about.state()).toMatchObject({ cwe: 'CWE-347' })
  })
})
