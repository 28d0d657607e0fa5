import { describe, expect, it } from 'vitest'
import {
  affected,
  anOpenCase,
  gateway,
  portsThat,
  pump,
  vector,
} from '../../test/support/a-case.ts'
import { fixedId, recordUnderTest } from '../../test/support/deciding.ts'
import { refuse } from '../kernel/result.ts'
import { vexJustifications } from './contract.ts'
import { caseKind } from './index.ts'

const title = 'Any password opens the service port'
const fresh = (answers: Parameters<typeof portsThat>[0] = {}) =>
  recordUnderTest(caseKind(portsThat(answers)), 'CASE-2026-0001')

describe('opening a case', () => {
  const report = fixedId(9)

  it('counts awareness from today, from the day of its report, or from the day given', async () => {
    const awareOn = async (input: object) => {
      const about = fresh({ reportedOn: () => '2026-02-20' })
      await about.given('open', { title, ...input })
      return about.state().awareOn
    }
    expect(await awareOn({})).toBe('2026-03-02')
    expect(await awareOn({ report })).toBe('2026-02-20')
    expect(await awareOn({ report, awareOn: '2026-02-18' })).toBe('2026-02-18')
  })

  it('refuses a report that is not there, and awareness in the future', async () => {
    const about = fresh({ reportedOn: () => refuse('case/no-report', 'Not there.') })
    expect(await about.when('open', { title, report })).toMatchObject({ code: 'case/no-report' })
    expect(await about.when('open', { title, awareOn: '2026-03-03' })).toMatchObject({
      code: 'case/aware-later',
    })
  })
})

describe('the impact of a case', () => {
  const setting = async (...rows: readonly object[]) =>
    (await anOpenCase()).when('set-impact', { rows })

  it.each(vexJustifications)('takes "not affected" because of: %s', async (justification) => {
    expect(await setting({ ...affected(), status: 'not-affected', justification })).toMatchObject({
      events: [{ type: 'case.impact-set' }],
    })
  })

  it('refuses "not affected" without a justification', async () => {
    expect(await setting({ ...affected(), status: 'not-affected' })).toMatchObject({
      code: 'case/justification-missing',
    })
  })

  it.each(['affected', 'fixed', 'under-investigation'])(
    'refuses a justification beside "%s"',
    async (status) => {
      const [justification] = vexJustifications
      expect(await setting({ ...affected(), status, justification })).toMatchObject({
        code: 'case/justification-misplaced',
      })
    },
  )

  it('refuses one revision twice, but not one number in two products', async () => {
    expect(await setting(affected(), { ...affected(), status: 'fixed' })).toMatchObject({
      code: 'case/impact-twice',
    })
    expect(await setting(affected(pump), affected(gateway))).toMatchObject({ events: [{}] })
  })

  it('replaces the row of a revision and keeps the others', async () => {
    const about = await anOpenCase()
    await about.given('set-impact', { rows: [affected(pump, '2.3.0'), affected()] })
    await about.given('set-impact', { rows: [{ ...affected(), status: 'fixed' }] })
    expect(about.state().impact.map(({ revision, status }) => [revision, status])).toEqual([
      ['2.3.0', 'affected'],
      ['2.4.0', 'fixed'],
    ])
    expect(about.facets().values).toMatchObject({ product: [pump] })
  })
})

describe('scoring a case', () => {
  it('works score and severity out of the vector; the last of each version and source counts', async () => {
    const about = await anOpenCase()
    await about.given('score', { vector: 'CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N' })
    await about.given('score', { vector, source: 'Supplier' })
    await about.given('score', { vector: `${vector}/E:P` }, 'person:ben')
    await about.given('score', {
      vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H',
    })
    expect(about.state().scores).toMatchObject([
      { version: '3.1', score: 9.1, severity: 'critical', source: 'Supplier', kind: 'other' },
      { version: '3.1', source: 'person:ben', kind: 'ours', base: 9.1, threat: 8.6 },
      { version: '4.0', score: 10, severity: 'critical', source: 'person:ada' },
    ])
    expect(about.facets().severity).toBe('critical')
  })

  it('refuses what is no vector', async () => {
    for (const bad of ['9.8', 'CVSS:3.1/AV:N', 'CVSS:9.0/AV:N/AC:L'])
      expect(await (await anOpenCase()).when('score', { vector: bad })).toMatchObject({
        refused: true,
      })
  })
})

describe('the facts of a case', () => {
  it('are added to what is known, each replaced by name', async () => {
    const about = await anOpenCase()
    await about.given('describe', { cve: 'CVE-2026-12345', facts: { algorithms: ['TLS 1.0'] } })
    await about.given('describe', { rootCause: 'A debug branch.', facts: { paths: ['/etc/x'] } })
    expect(about.state()).toMatchObject({
      cve: 'CVE-2026-12345',
      cwe: null,
      rootCause: 'A debug branch.',
      facts: { algorithms: ['TLS 1.0'], paths: ['/etc/x'] },
    })
    expect(about.facets().values).toMatchObject({ cve: ['CVE-2026-12345'] })
  })
})

describe('an embargo', () => {
  const named = ['person:ada', 'person:ben']

  it('shows the case to those named until nobody is', async () => {
    const about = await anOpenCase()
    await about.given('set-embargo', { named, until: '2026-04-01', reason: 'Agreed.' })
    expect(about.facets().restrictedTo).toEqual(named)
    await about.given('set-embargo', { named: [], reason: 'It is public.' })
    expect(about.facets().restrictedTo).toBeUndefined()
  })

  it('locks nobody out of their own case, and does not end before it begins', async () => {
    const about = await anOpenCase()
    const embargo = { named: ['person:ben'], reason: 'Agreed.' }
    expect(await about.when('set-embargo', embargo)).toMatchObject({
      code: 'case/embargo-locks-out',
    })
    expect(
      await about.when('set-embargo', { ...embargo, named, until: '2026-03-01' }),
    ).toMatchObject({ code: 'case/date-passed' })
  })
})
