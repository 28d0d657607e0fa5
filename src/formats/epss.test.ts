import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from '../kernel/result.ts'
import { readEpssCsv } from './epss.ts'
import { identify } from './identify.ts'

const head = '#model_version:v2026.06.15,score_date:2026-07-31T12:03:43Z\ncve,epss,percentile\n'
const file = `${head}CVE-1999-0001,0.03351,0.88243\r\nCVE-2021-44228,0.99999,1\nCVE-2020-0001,9e-05,0.00001\n`

const answer = (data: readonly unknown[], total = data.length) =>
  JSON.stringify({
    status: 'OK',
    'status-code': 200,
    version: '1.0',
    total,
    offset: 0,
    limit: 100,
    data,
  })

describe('EPSS in CSV', () => {
  it('is found by its first line and read with model and day', () => {
    const read = orThrow(identify(file))
    expect(read).toEqual({
      format: 'EPSS',
      version: 'v2026.06.15',
      valid: true,
      problems: [],
      summary: {
        format: 'EPSS',
        specVersion: 'v2026.06.15',
        day: '2026-07-31',
        scores: [
          { cve: 'CVE-1999-0001', probability: 0.03351, percentile: 0.88243 },
          { cve: 'CVE-2021-44228', probability: 0.99999, percentile: 1 },
          { cve: 'CVE-2020-0001', probability: 0.00009, percentile: 0.00001 },
        ],
        problems: [],
      },
    })
    expect(identify(new TextEncoder().encode(`\uFEFF${file}`))).toEqual(read)
    expect(identify(file.replace('12:03:43Z', '00:00:00+0000'))).toEqual(read)
  })

  it('says what is missing or no score, and reads past it', () => {
    const lines = [
      'cve,epss,percentile',
      'CVE-2020-0001,0.5,0.5',
      'CVE-2020-0001,0.6,0.6',
      'CVE-2020-0002,1.5,0.5',
      'CVE-2020-0003,-0.1,0.5',
      'CVE-2020-0004,NaN,0.5',
      'CVE-2020-0005,0.5',
      'CVE-2020-0006,0.5,0.5,0.5',
      'cve-2020-0007,0.5,0.5',
      `CVE-2020-0008,0.5,0.5${' '.repeat(1_000_000)}x`,
      '=cmd,0.5,0.5',
    ].join('\n')
    const { summary, problems } = orThrow(identify(lines))
    expect(summary).toMatchObject({
      scores: [{ cve: 'CVE-2020-0001', probability: 0.5, percentile: 0.5 }],
    })
    expect(problems).toHaveLength(10)
    expect(problems[0]).toContain('does not say its model')
    expect(problems[1]).toBe('CVE-2020-0001 is there twice; the first counts.')
    expect(problems[2]).toBe('Line 4 is no score: "CVE-2020-0002,1.5,0.5"')
  })

  it.each([
    ['another header', '#model_version:v1\ncve,score\nCVE-2020-0001,0.5'],
    ['no score', head],
    ['only lines that are none', `${head}x\ny`],
  ])('refuses %s', (_what, text) => {
    expect(identify(text)).toMatchObject({ code: 'epss/unreadable' })
  })

  it('answers any text without throwing, with scores of 0 to 1 only', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.double({ noNaN: false }).map(String),
      fc.nat({ max: 9999 }).map((number) => `CVE-2020-${number}`),
    )
    const lines = fc.array(fc.array(cell, { maxLength: 4 }).map((cells) => cells.join(',')))
    fc.assert(
      fc.property(lines, (all) => {
        const read = readEpssCsv(head + all.join('\n'))
        if (isRefusal(read)) return
        for (const { probability, percentile } of read.scores) {
          expect(probability).toBeGreaterThanOrEqual(0)
          expect(Math.max(probability, percentile)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })
})

describe('an answer of the EPSS API', () => {
  const one = { cve: 'CVE-2022-27225', epss: '0.001390000', percentile: '0.34', date: '2026-01-02' }

  it('is read with the day of each score', () => {
    expect(orThrow(identify(answer([one])))).toMatchObject({
      format: 'EPSS',
      version: '',
      valid: true,
      summary: {
        scores: [
          { cve: 'CVE-2022-27225', probability: 0.00139, percentile: 0.34, day: '2026-01-02' },
        ],
      },
    })
    expect(orThrow(identify(answer([])))).toMatchObject({ valid: true, summary: { scores: [] } })
  })

  it('says that it is a part where it is one', () => {
    expect(orThrow(identify(answer([one], 320_000))).problems).toEqual([
      'This is a part: 1 of 320000 scores, from number 1 on.',
    ])
  })

  it.each([
    ['a probability over 1', { ...one, epss: '1.2' }],
    ['no number', { ...one, percentile: 'many' }],
    ['no CVE', { ...one, cve: 'x' }],
    ['no day', { ...one, date: 'yesterday' }],
  ])('is refused with %s', (_what, score) => {
    expect(identify(answer([score]))).toMatchObject({ code: 'epss/unreadable' })
  })
})
