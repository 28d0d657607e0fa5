import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import calculator from 'ae-cvss-calculator'
import { describe, expect, it } from 'vitest'
import { type CvssScore, scoreCvss } from '../../src/formats/cvss.ts'
import { orThrow } from '../../src/kernel/result.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const redhat = sharedPath('suites', 'cvss-redhat', 'tests') ?? ''
const first = sharedPath('suites', 'cvss-first', 'vectorFiles') ?? ''

interface Case {
  readonly vector: string
  readonly expected: readonly (number | null)[]
}

const linesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')

/** `VECTOR - (base, temporal, environmental)`, `VECTOR - (score,)` or `VECTOR - score`. */
const redhatCase = (line: string): Case => {
  const [vector = '', scores = ''] = line.split(' - ')
  return {
    vector,
    expected: scores
      .replaceAll(/[()\s]/g, '')
      .split(',')
      .filter((score) => score !== '')
      .map((score) => (score === 'None' ? null : Math.abs(Number(score)))),
  }
}

/** The suite always computes the environmental score of 3.x; we do where the vector asks for it. */
const environmental3 = (vector: string): number => {
  const [, scope] = /\/S:([UC])/.exec(vector) ?? []
  return orThrow(scoreCvss(`${vector}/MS:${scope}`)).overall
}

const scoresAsSuite = ({ vector, version, base, threat, environmental }: CvssScore) => {
  switch (version) {
    case '2.0':
      return [base, threat, environmental]
    case '4.0':
      return [environmental ?? threat ?? base]
    default:
      return [base, threat ?? base, environmental ?? environmental3(vector)]
  }
}

const redhatCases =
  redhat === '' ? [] : readdirSync(redhat).filter((name) => /^vectors_/.test(name))

describe.runIf(needsShared('suites', 'cvss-redhat'))('Red Hat vectors', () => {
  it.each(redhatCases)('scores every vector of %s exactly', (name) => {
    for (const { vector, expected } of linesOf(join(redhat, name)).map(redhatCase))
      expect(scoresAsSuite(orThrow(scoreCvss(vector))), vector).toEqual(expected)
  })

  it('reads all 7,667 vectors', () => {
    expect(redhatCases.flatMap((name) => linesOf(join(redhat, name)))).toHaveLength(7667)
  })
})

describe.runIf(needsShared('suites', 'cvss-first'))('FIRST macro vectors of CVSS 4.0', () => {
  it('scores and rates all 270 exactly', () => {
    const cases = linesOf(join(first, 'macro-scores')).map((line) => {
      // The file is Python notation: single quotes, nothing else that JSON lacks.
      const fields: unknown = JSON.parse(line.replaceAll("'", '"'))
      return fields as { vector: string; score: number; severity: string }
    })
    expect(cases).toHaveLength(270)
    for (const { vector, score, severity } of cases) {
      const scored = orThrow(scoreCvss(vector))
      expect([scored.overall, scored.severity], vector).toEqual([score, severity.toLowerCase()])
    }
  })
})

/** Version 2.0 is left out: that library rounds in floating point and is a tenth off at times. */
const otherCalculator = ({ version, vector }: CvssScore): number | undefined => {
  switch (version) {
    case '3.0':
      return new calculator.Cvss3P0(vector).calculateScores().overall
    case '3.1':
      return new calculator.Cvss3P1(vector).calculateScores().overall
    case '4.0':
      return new calculator.Cvss4P0(vector).calculateScores().overall
    default:
      return undefined
  }
}

describe.runIf(needsShared('suites', 'cvss-redhat'))('another calculator', () => {
  it('agrees on every 3.x and 4.0 vector of the suite', () => {
    const scores = redhatCases
      .flatMap((name) => linesOf(join(redhat, name)))
      .map((line) => orThrow(scoreCvss(redhatCase(line).vector)))
      .filter(({ version }) => version !== '2.0')
    expect(scores).toHaveLength(6909)
    for (const score of scores) expect(otherCalculator(score), score.vector).toBe(score.overall)
  })
})
