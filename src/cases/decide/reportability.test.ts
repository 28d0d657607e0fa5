import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { ada, ben, portsThat, wholeEvidence } from '../../../test/support/a-case.ts'
import { recordUnderTest } from '../../../test/support/deciding.ts'
import { caseKind } from '../index.ts'
import { type CaseClocks, caseClocksSchema, clocksOf, defaultCaseClocksText } from './clocks.ts'
import { closureChecks } from './closure.ts'

const clocks: CaseClocks = { ...caseClocksSchema.parse(parse(defaultCaseClocksText)), edition: 'a' }

const anIncident = async () => {
  const about = recordUnderTest(caseKind(portsThat(), clocks), 'CASE-2026-0001')
  await about.given('open', { title: 'A case' })
  await about.given('record-incident', {
    kind: 'other-serious',
    aware: { at: '2026-03-01T08:00', zone: 'UTC' },
    description: 'An infusion ran at another rate.',
  })
  return about
}
const missing = (about: Awaited<ReturnType<typeof anIncident>>) =>
  closureChecks(about.state(), { ...wholeEvidence, authorities: clocks.authorities })
    .filter(({ what, done }) => !done && /^(Reportability|Submitted)/.test(what))
    .map(({ what }) => what)

const vigilance = 'Competent authority, vigilance'
const mdr = { authority: 'mdr-87', reportable: true, reason: 'It led to a wrong dose.' }

describe('reportability', () => {
  it('is asked for each authority whose condition holds, and for no other', async () => {
    const about = await anIncident()
    expect(missing(about)).toEqual([
      `Reportability decided: ${vigilance}`,
      'Reportability decided: FDA, medical device reporting',
    ])
  })

  it('is decided by two people, and a reportable case asks for its submission', async () => {
    const about = await anIncident()
    await about.given('decide-reportability', mdr, ada)
    expect(await about.when('approve-reportability', { authority: 'mdr-87' }, ada)).toMatchObject({
      code: 'case/second-person',
    })
    await about.given('approve-reportability', { authority: 'mdr-87' }, ben)
    expect(missing(about)).toContain(`Submitted: ${vigilance}`)
    const sent = {
      authority: 'mdr-87',
      what: 'Initial report',
      sent: { at: '2026-03-02T09:00', zone: 'UTC' },
      reference: 'V-1',
    }
    expect(
      await about.when('record-submission', {
        ...sent,
        sent: { at: '2026-03-03T09:00', zone: 'UTC' },
      }),
    ).toMatchObject({ code: 'case/moment-ahead' })
    await about.given('record-submission', sent)
    expect(missing(about)).toEqual(['Reportability decided: FDA, medical device reporting'])
  })

  it('decided and approved as not reportable, needs no submission and stops its clock', async () => {
    const about = await anIncident()
    await about.given('decide-reportability', { ...mdr, reportable: false }, ada)
    const outcome = () =>
      clocksOf(clocks, about.state(), about.state().incidents[0]?.moment ?? never()).find(
        ({ rule }) => rule.id === 'mdr-serious',
      )?.outcome
    expect(outcome()).toBe('running')
    await about.given('approve-reportability', { authority: 'mdr-87' }, ben)
    expect(outcome()).toBe('not-required')
  })

  it('past its clock without a submission is missed, and stays so', async () => {
    const about = await anIncident()
    await about.given('decide-reportability', mdr, ada)
    about.at('2026-03-20T00:00:00.000Z')
    await about.given('keep-clocks', {})
    await about.given('decide-reportability', { ...mdr, reportable: false }, ada)
    await about.given('approve-reportability', { authority: 'mdr-87' }, ben)
    expect(about.facets().values?.['clock']).toContain('missed mdr-serious')
  })

  it('knows only authorities that the rule file names and turns on', async () => {
    const about = await anIncident()
    for (const authority of ['mdr-88', 'cra-14'])
      expect(await about.when('decide-reportability', { ...mdr, authority })).toMatchObject({
        code: 'case/no-such-authority',
      })
    expect(await about.when('approve-reportability', { authority: 'fda-803' }, ben)).toMatchObject({
      code: 'case/no-reportability',
    })
  })

  it('names actions by number, each once', async () => {
    const about = await anIncident()
    const capa = { action: 'capa', number: 'CAPA-7' }
    await about.given('reference-action', capa)
    expect(await about.when('reference-action', capa)).toMatchObject({
      code: 'case/action-referenced',
    })
  })
})

const never = () => {
  throw new Error('There is no incident.')
}
