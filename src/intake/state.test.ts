import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aReport, kindOfReports as kind } from '../../test/support/a-report.ts'
import { fixedId } from '../../test/support/deciding.ts'
import { portalReport, receive } from './contract.ts'
import { reporterPage } from './index.ts'
import { firstWords } from './state.ts'

const personal = {
  reporterName: 'Jo Operator',
  reporterEmail: 'jo@hospital.example',
  credit: 'Jo of Ward 7',
}

describe('personal data of the reporter', () => {
  it('is named to the sealer, field by field, under the reporter’s key', () => {
    expect(receive.sealed).toEqual(['reporterName', 'reporterEmail', 'credit', 'creditLink'])
    expect(receive.person).toBe('reporterEmail')
  })

  it('is neither in facets nor in what the search finds', async () => {
    const report = aReport()
    await report.given('receive', { source: 'd', description: 'Port 80 is open.', ...personal })
    const seen = JSON.stringify([report.facets(), kind.text(report.state())])
    expect(seen).toContain('Port 80 is open.')
    for (const value of Object.values(personal)) expect(seen).not.toContain(value)
  })
})

describe('the page of the reporter', () => {
  it('shows both sides of the thread, each file once, and nothing that is ours alone', async () => {
    const report = aReport()
    const file = (name: string) => ({ hash: 'cd'.repeat(32), name, size: 1 })
    const first = { source: 'd', description: 'Port 80 is open.', files: [file('a.txt')] }
    await report.given('receive', { ...first, ...personal })
    await report.given('add-from-reporter', { message: 'More.', files: [file('b.txt')] })
    await report.given('conclude', {
      exit: 'obsolete-product',
      reason: 'Inner reason.',
      message: 'Bye.',
    })
    const page = reporterPage(report.state())
    expect(page.thread.map(({ from, message, files }) => [from, message, files])).toEqual([
      ['you', 'Port 80 is open.', ['a.txt']],
      ['you', 'More.', ['b.txt']],
      ['maker', 'Bye.', []],
    ])
    expect(page).toMatchObject({ status: 'closed', nextDate: null })
    const text = JSON.stringify(page)
    for (const hidden of ['Inner reason.', ...Object.values(personal), 'cdcd'])
      expect(text).not.toContain(hidden)
  })

  it('says where the report stands, differently for each status', async () => {
    const report = aReport()
    const standings = new Set<string>()
    const look = () => standings.add(reporterPage(report.state()).standing)
    await report.given('receive', { source: 'd', description: 'x' })
    look()
    await report.given('acknowledge', { message: 'm', nextDate: '2026-03-09' })
    look()
    await report.given('link-case', { case: fixedId(1) })
    look()
    await report.given('conclude', { exit: 'obsolete-product', reason: 'r', message: 'm' })
    look()
    expect(standings.size).toBe(4)
  })

  it('says first that it is fixed and out, and says so of an update only', async () => {
    const standingAfter = async (where: string, ...steps: readonly string[]) => {
      const report = aReport()
      await report.given('receive', { source: 'd', description: 'x' })
      await report.given('link-case', { case: fixedId(1) })
      for (const step of steps)
        await report.given('tell-progress', { case: fixedId(1), step, message: step, where })
      return reporterPage(report.state()).standing
    }
    expect(await standingAfter('')).toBe('in-case')
    expect(await standingAfter('', 'fixed')).toBe('fixed')
    const update = 'https://maker.example/updates/#UPD-2026-0001'
    expect(await standingAfter(update, 'fixed', 'published')).toBe('update-out')
    const advisory = 'https://maker.example/advisories/'
    expect(await standingAfter(advisory, 'published')).toBe('advice-out')
  })
})

describe('the public form', () => {
  it('asks for the description only, and says so', () => {
    const empty = portalReport.safeParse({ description: '  ' })
    expect(empty.error?.issues.map(({ message }) => message)).toEqual([
      'Tell in a few words what you found.',
    ])
    expect(portalReport.parse({ description: 'x' })).toMatchObject({ source: 'f', title: '' })
  })

  it('says what an address looks like', () => {
    const result = portalReport.safeParse({ description: 'x', reporterEmail: 'jo at hospital' })
    expect(result.error?.issues[0]?.message).toContain('name@example.org')
  })
})

describe('first words', () => {
  it('are one line of at most 80 characters, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const words = firstWords(text)
        expect([...words].length).toBeLessThanOrEqual(80)
        expect(words).not.toMatch(/\n/)
        expect(words.isWellFormed()).toBe(true)
      }),
    )
  })
})
