import { CVSS40 } from '@secvisogram/csaf-validator-lib/lib/shared/first/cvss40.js'
import first30 from '@secvisogram/csaf-validator-lib/lib/shared/first/cvsscalc30.js'
import first31 from '@secvisogram/csaf-validator-lib/lib/shared/first/cvsscalc31.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CvssMetric,
  type CvssVersion,
  cvssMetrics,
  cvssVersions,
  readCvssVector,
  scoreCvss,
  writeCvssVector,
} from './cvss.ts'
import { isRefusal, orThrow } from './result.ts'

const base31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const base40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'

const codeOf = (vector: string): string => {
  const result = scoreCvss(vector)
  return isRefusal(result) ? result.code : 'accepted'
}

describe('scoreCvss', () => {
  it('gives null for the groups a vector does not define', () => {
    expect(scoreCvss(base31)).toEqual({
      vector: base31,
      version: '3.1',
      base: 9.8,
      threat: null,
      environmental: null,
      overall: 9.8,
      severity: 'critical',
    })
    expect(orThrow(scoreCvss(`${base31}/E:X/CR:X/MAV:X`))).toMatchObject({
      threat: null,
      environmental: null,
    })
  })

  it('builds threat on base, and environmental on both', () => {
    expect(orThrow(scoreCvss(`${base40}/E:U/CR:L/IR:L/AR:L`))).toMatchObject({
      base: 9.3,
      threat: 8.1,
      environmental: 6.5,
      overall: 6.5,
      severity: 'medium',
    })
    expect(orThrow(scoreCvss(`${base31}/E:U/RL:O/RC:U/MPR:H`))).toMatchObject({
      base: 9.8,
      threat: 7.8,
      environmental: 5.8,
    })
  })

  it('never lets supplemental metrics change a 4.0 score', () => {
    expect(orThrow(scoreCvss(`${base40}/S:P/AU:Y/R:I/V:C/RE:H/U:Red`))).toMatchObject({
      base: 9.3,
      threat: null,
      environmental: null,
      overall: 9.3,
    })
  })

  it('rounds 2.0 scores in exact decimals', () => {
    const vector = 'AV:N/AC:L/Au:S/C:C/I:C/A:C/E:F/RL:U/RC:C'
    expect(orThrow(scoreCvss(vector))).toMatchObject({ base: 9, threat: 8.6, severity: 'high' })
  })

  it('takes 2.0 and 3.x metrics in any order, as their guides do', () => {
    expect(orThrow(scoreCvss('CVSS:3.1/S:U/A:H/I:H/C:H/UI:N/PR:N/AC:L/AV:N')).base).toBe(9.8)
    expect(orThrow(scoreCvss('C:P/AV:N/AC:M/Au:N/I:N/A:N')).base).toBe(4.3)
  })

  it.each([
    ['', 'cvss/malformed'],
    ['CVSS:3.2/AV:N', 'cvss/unknown-version'],
    ['CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P', 'cvss/unknown-version'],
    ['CVSS:4.1/AV:N', 'cvss/unknown-version'],
    [base31.toLowerCase(), 'cvss/malformed'],
    [`${base31}/`, 'cvss/malformed'],
    [`${base31} `, 'cvss/unknown-value'],
    [base31.replace('/AC', '//AC'), 'cvss/malformed'],
    [`${base31}/E:F:F`, 'cvss/malformed'],
    [base31.replace('AV:N', 'av:N'), 'cvss/unknown-metric'],
    [base31.replace('AV:N', 'AV:n'), 'cvss/unknown-value'],
    [base31.replace('AV:N', 'AV:X'), 'cvss/unknown-value'],
    [base31.replace('AV:N', 'AV:'), 'cvss/unknown-value'],
    [`${base31}/AV:N`, 'cvss/duplicate-metric'],
    [`${base31}/AT:N`, 'cvss/unknown-metric'],
    [base31.replace('/S:U', ''), 'cvss/missing-metric'],
    ['CVSS:3.1', 'cvss/missing-metric'],
    [`${base40}/CR:H/E:A`, 'cvss/order'],
    [base40.replace('/AT:N', '').concat('/AT:N'), 'cvss/order'],
    [`${base40}/MSC:S`, 'cvss/unknown-value'],
    [`${base40}/U:red`, 'cvss/unknown-value'],
    ['(AV:N/AC:L/Au:N/C:P/I:P/A:P)', 'cvss/unknown-metric'],
    ['AV:N/AC:L/Au:N/C:P/I:P/A:X', 'cvss/unknown-value'],
    [`${base31}/${'E:X/'.repeat(100)}`, 'cvss/too-long'],
    [`${base31}/__proto__:X`, 'cvss/unknown-metric'],
    [`${base31}/E:constructor`, 'cvss/unknown-value'],
  ])('refuses %j with %s', (vector, code) => {
    expect(codeOf(vector)).toBe(code)
  })

  it.each([
    [
      base31.replace('/S:U', ''),
      'Add S (whether harm reaches beyond the vulnerable part): CVSS 3.1',
    ],
    [`${base31}/AV:L`, 'AV is there twice, as N and L. State it once.'],
    [base31.replace('AC:L', 'AC:M'), 'AC (how hard the attack is) is one of L, H, not "M".'],
    [`${base31}/AT:N`, 'It belongs to CVSS 4.0: check the version, or take it out.'],
    [base31.replace('AV:N', 'av:N'), 'Write it as AV.'],
    [`${base31}/Q:1`, 'CVSS 3.1 has no metric "Q". Take it out, or correct its name.'],
    [`${base31}/`, 'nothing between two slashes, or after the last one'],
    [`${base40}/CR:H/E:A`, 'Move E before CR: CVSS 4.0 fixes the order'],
    ['CVSS:4.1/AV:N', 'There is no version "4.1" here. Give a vector of'],
    [
      `${base31}${'/E:X'.repeat(100)}`,
      'This is longer than 300 characters, which no CVSS vector is.',
    ],
  ])('says of %j what is wrong and what to do', (vector, sentence) => {
    const refused = scoreCvss(vector)
    expect(isRefusal(refused) && refused.message).toContain(sentence)
  })

  it('scores every vector its own tables allow, between 0 and 10 in tenths', () => {
    const vectors = fc.oneof(...cvssVersions.map((version) => vectorOf(version)))
    fc.assert(
      fc.property(vectors, (vector) => {
        const { base, threat, environmental, overall } = orThrow(scoreCvss(vector))
        for (const score of [base, threat, environmental, overall]) {
          if (score === null) continue
          expect(score).toBeGreaterThanOrEqual(0)
          expect(score).toBeLessThanOrEqual(10)
          expect(score).toBe(Math.round(score * 10) / 10)
        }
      }),
    )
  })

  it.each([
    ['3.0', first30],
    ['3.1', first31],
  ] as const)("agrees with FIRST's own calculator on any %s vector", (version, first) => {
    fc.assert(
      fc.property(vectorOf(version), (vector) => {
        const ours = orThrow(scoreCvss(vector))
        const theirs = first.calculateCVSSFromVector(vector)
        expect(ours.base).toBe(Number(theirs.baseMetricScore))
        expect(ours.threat ?? ours.base).toBe(Number(theirs.temporalMetricScore))
        if (ours.environmental !== null)
          expect(ours.environmental).toBe(Number(theirs.environmentalMetricScore))
      }),
      { numRuns: 500 },
    )
  })

  it("agrees with FIRST's own calculator on any 4.0 vector", () => {
    fc.assert(
      fc.property(vectorOf('4.0'), (vector) => {
        const ours = orThrow(scoreCvss(vector))
        const upTo = (groups: readonly string[]): number => {
          const counted = cvssMetrics('4.0').filter(({ group }) => groups.includes(group))
          const { metrics } = orThrow(readCvssVector(vector))
          const kept = [...metrics].filter(([name]) =>
            counted.some(({ metric }) => metric === name),
          )
          return new CVSS40(writeCvssVector({ version: '4.0', metrics: new Map(kept) })).score
        }
        expect(ours.base).toBe(upTo(['base']))
        expect(ours.threat ?? ours.base).toBe(upTo(['base', 'threat']))
        expect(ours.overall).toBe(new CVSS40(vector).score)
      }),
      { numRuns: 500 },
    )
  })

  it('answers any text without throwing', () => {
    const piece = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('CVSS:3.1', 'CVSS:4.0', '/', ':', 'AV:N', 'AC:L', 'E:X', 'constructor'),
    )
    const texts = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('/')),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const answer = scoreCvss(text)
        expect(isRefusal(answer) ? answer.message : answer.severity).toMatch(/./)
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('readCvssVector and writeCvssVector', () => {
  it.each(cvssVersions)(
    'give any vector of %s back, in the order of its specification',
    (version) => {
      fc.assert(
        fc.property(vectorOf(version), (vector) => {
          expect(writeCvssVector(orThrow(readCvssVector(vector)))).toBe(vector)
        }),
      )
    },
  )

  it('write a vector in any order as the same vector', () => {
    const shuffled = vectorOf('3.1').chain((vector) => {
      const [prefix = '', ...metrics] = vector.split('/')
      return fc
        .shuffledSubarray(metrics, { minLength: metrics.length })
        .map((mixed) => ({ vector, mixed: [prefix, ...mixed].join('/') }))
    })
    fc.assert(
      fc.property(shuffled, ({ vector, mixed }) => {
        const read = orThrow(readCvssVector(mixed))
        expect(writeCvssVector(read)).toBe(vector)
        expect({ ...orThrow(scoreCvss(mixed)), vector }).toEqual(orThrow(scoreCvss(vector)))
      }),
    )
  })
})

/** Worst value first. All other metrics have no such order, or mean another one (RL, RC, R). */
const worstFirst: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2.0': { AV: 'NAL', AC: 'LMH', Au: 'NSM', C: 'CPN', I: 'CPN', A: 'CPN' },
  '3.0': { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'CU', C: 'HLN', I: 'HLN', A: 'HLN' },
  '3.1': { AV: 'NALP', AC: 'LH', PR: 'NLH', UI: 'NR', S: 'CU', C: 'HLN', I: 'HLN', A: 'HLN' },
  '4.0': {
    ...{ AV: 'NALP', AC: 'LH', AT: 'NP', PR: 'NLH', UI: 'NPA', VC: 'HLN', VI: 'HLN', VA: 'HLN' },
    ...{ SC: 'HLN', SI: 'HLN', SA: 'HLN', E: 'APU' },
  },
}

describe('a milder value', () => {
  const milder = (version: CvssVersion) =>
    fc.record({
      vector: vectorOf(version),
      metric: fc.constantFrom(...Object.keys(worstFirst[version] ?? {})),
    })

  it.each(cvssVersions)('never raises the base or threat score of %s', (version) => {
    fc.assert(
      fc.property(milder(version), ({ vector, metric }) => {
        const read = orThrow(readCvssVector(vector))
        const order = worstFirst[version]?.[metric] ?? ''
        const scores = [...order].map((value) => {
          const scored = scoreCvss(
            writeCvssVector({ version, metrics: new Map([...read.metrics, [metric, value]]) }),
          )
          const { base, threat } = orThrow(scored)
          return { base, threat: threat ?? base }
        })
        for (const [place, { base, threat }] of scores.entries()) {
          expect(base).toBeLessThanOrEqual(scores[place - 1]?.base ?? 10)
          expect(threat).toBeLessThanOrEqual(scores[place - 1]?.threat ?? 10)
        }
      }),
      { numRuns: 500 },
    )
  })
})

const vectorOf = (version: (typeof cvssVersions)[number]): fc.Arbitrary<string> =>
  fc
    .tuple(...cvssMetrics(version).map(stated))
    .map((parts) => [
      ...(version === '2.0' ? [] : [`CVSS:${version}`]),
      ...parts.filter((part) => part !== undefined),
    ])
    .map((parts) => parts.join('/'))

const stated = ({ metric, required, values }: CvssMetric): fc.Arbitrary<string | undefined> => {
  const value = fc.constantFrom(...values.map((each) => `${metric}:${each.value}`))
  return required ? value : fc.option(value, { nil: undefined })
}
