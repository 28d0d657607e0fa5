import { describe, expect, it } from 'vitest'
import { constraintIds } from '../../catalogue/constraint-ids.ts'
import { orThrow } from '../../kernel/result.ts'
import { type Verdict, verdicts } from '../contract.ts'
import type { FolderConstraint, FolderSummary } from '../folder-review.ts'
import { readCatalogue } from '../read-catalogue.ts'
import { reviewJUnit } from './junit.ts'
import { gapsOf, type RecordsOfProduct, type ReportRow, reportOf, rowsOf } from './model.ts'
import { reviewOscal } from './oscal.ts'
import { reviewText } from './text.ts'
import { missedBy, type Threshold } from './threshold.ts'
import { nextStep } from './words.ts'

const catalogue = orThrow(readCatalogue())
const all: Threshold = { severity: 'minor', allow: 0, failUnread: false }

const evidence = [
  {
    quote: 'Write to psirt@cedar.example.',
    location: { page: 3, headings: ['Support', 'Contact'] },
    passage: 4,
    pattern: 'channel',
  },
]
const silent = { documents: [], said: 0, unread: 0, exists: { documents: 0, paths: [] } }
const says = (verdict: 'met' | 'partial'): FolderConstraint => ({
  verdict,
  confidence: 0.8,
  documents: [{ path: 'SECURITY.pdf', sha256: 'a'.repeat(64), verdict, confidence: 0.8, evidence }],
  said: 1,
  unread: 0,
  exists: { documents: 1, paths: ['SECURITY.pdf'] },
})
const answers: Readonly<Record<FolderConstraint['verdict'], FolderConstraint>> = {
  met: says('met'),
  partial: says('partial'),
  absent: { verdict: 'absent', confidence: 0.9, ...silent },
  'could-not-run': { verdict: 'could-not-run', confidence: 0, ...silent, unread: 2 },
}

/** Every constraint answered so by the documents; 9.2 alone where it is asked. */
const summaryOf = (verdict: FolderConstraint['verdict']): FolderSummary => ({
  constraints: Object.fromEntries(
    constraintIds.filter((id) => id.startsWith('9.2/')).map((id) => [id, answers[verdict]]),
  ),
  counts: { read: 3, 'partly-read': 1, 'could-not-read': 1 },
  unread: [{ path: 'scan.pdf', outcome: 'could-not-read', reason: 'no text: needs OCR' }],
  leftOut: [{ path: 'link', reason: 'a symbolic link: not followed' }],
  leftOutInAll: 1,
})
const recordsSay = (verdict: Verdict): RecordsOfProduct => ({
  product: 'PRD-2026-0001',
  answers: new Map(
    constraintIds.map((id) => [id, { verdict, detail: 'Two reports, one closed.' }]),
  ),
})
const channelOf = (rows: readonly ReportRow[]): ReportRow => {
  const row = rows.find(({ constraint }) => constraint.id === '9.2/channel')
  if (row === undefined) throw new Error('The report has no 9.2/channel.')
  return row
}
const documentVerdicts = ['met', 'partial', 'absent', 'could-not-run'] as const

describe('a report of a folder', () => {
  it('is green for what is met, and for nothing else, in each form', () => {
    for (const said of documentVerdicts)
      for (const proved of [undefined, ...verdicts]) {
        const records = proved === undefined ? undefined : recordsSay(proved)
        const report = reportOf(catalogue, summaryOf(said), records)
        const { verdict } = channelOf(rowsOf(report))
        const met = said === 'met' && (proved === undefined || proved === 'met')
        expect(verdict === 'met', `${said} ${proved}`).toBe(met)
        const passed = !/<(failure|error|skipped)/.test(
          reviewJUnit(report, { ...all, failOn: 'absent', severity: 'major' }, 'review'),
        )
        expect(passed, `${said} ${proved}`).toBe(met)
        const oscal = reviewOscal(report, {
          folder: 'docs',
          at: '2026-01-02T03:04:05Z',
          version: '1',
        })
        expect(JSON.stringify(oscal).includes('"satisfied"')).toBe(met)
      }
  })

  it('counts by the threshold what is absent or could not be judged, never what is not asked', () => {
    const missed = (
      said: FolderConstraint['verdict'],
      threshold: Partial<Threshold>,
      proved?: Verdict,
    ) =>
      missedBy(
        { ...all, ...threshold },
        reportOf(catalogue, summaryOf(said), proved === undefined ? undefined : recordsSay(proved)),
      ).length > 0
    expect(documentVerdicts.map((said) => missed(said, {}))).toEqual([false, false, false, false])
    const absent = { failOn: 'absent' } as const
    expect(documentVerdicts.map((said) => missed(said, absent))).toEqual([false, false, true, true])
    const partial = { failOn: 'partial' } as const
    expect(documentVerdicts.map((said) => missed(said, partial))).toEqual([false, true, true, true])
    expect(missed('absent', absent, 'not-applicable')).toBe(false)
    expect(missed('met', absent, 'could-not-run')).toBe(true)
    expect(missed('absent', { ...absent, allow: 12 })).toBe(false)
    expect(missed('absent', { ...absent, allow: 11 })).toBe(true)
    expect(missed('met', { failUnread: true })).toBe(true)
  })

  it('counts by severity as the catalogue has it', () => {
    const report = reportOf(catalogue, summaryOf('absent'))
    const sums = (['major', 'moderate', 'minor'] as const).map(
      (severity) => gapsOf(report, severity).length,
    )
    expect(sums.reduce((sum, one) => sum + one, 0)).toBe(12)
    const [major = 0, moderate = 0] = sums
    const gaps = (severity: Threshold['severity']) =>
      missedBy({ ...all, failOn: 'absent', severity }, report)[0] ?? ''
    expect(gaps('major')).toContain(`${major} gap`)
    expect(gaps('moderate')).toContain(`${major + moderate} gap`)
    expect(gaps('minor')).toContain('12 gaps')
  })

  it('says for each state what to do next', () => {
    const next = (said: FolderConstraint['verdict'], proved?: Verdict): string =>
      nextStep(
        channelOf(
          rowsOf(
            reportOf(
              catalogue,
              summaryOf(said),
              proved === undefined ? undefined : recordsSay(proved),
            ),
          ),
        ),
      )
    expect(next('met')).toBe('Nothing.')
    expect(next('absent')).toMatch(
      /^No file is named like one of: .*Write the passage that answers: /,
    )
    expect(next('partial')).toBe(
      'Say all of it; part of it stands in SECURITY.pdf, page 3, Support › Contact.',
    )
    expect(next('could-not-run')).toContain('2 files')
    expect(next('met', 'absent')).toContain('the records do not show that it ran')
    expect(next('absent', 'met')).toContain('no document says it')
    expect(next('met', 'could-not-run')).toContain('why the records could not answer')
    expect(next('absent', 'not-applicable')).toBe('Nothing.')
  })

  it('could not run where a workspace gave no answer', () => {
    const records: RecordsOfProduct = { product: 'PRD-2026-0001', answers: new Map() }
    const row = channelOf(rowsOf(reportOf(catalogue, summaryOf('met'), records)))
    expect(row.verdict).toBe('could-not-run')
  })

  it('tells a terminal of both halves', () => {
    const text = reviewText(reportOf(catalogue, summaryOf('met'), recordsSay('partial')))
    expect(text).toContain('5 documents, records of PRD-2026-0001, 12 constraints: 12 partial')
    expect(text).toMatch(/^Gaps: \d+ major, \d+ moderate, \d+ minor$/m)
    expect(text).toContain('records: partial. Two reports, one closed.')
    expect(text).toContain('scan.pdf: not read, no text: needs OCR')
  })
})
