import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cvssMetrics, scoreCvss, writeCvssVector } from './cvss.ts'
import { type CvssQuestion, cvssGuides, followCvssGuide } from './cvss-guide.ts'
import { isRefusal, orThrow } from './result.ts'

const versions = ['3.0', '3.1', '4.0'] as const

/** The values at the ends of all ways through a question. */
const ends = ({ answers }: CvssQuestion): readonly string[] =>
  answers.flatMap(({ leadsTo }) => ('value' in leadsTo ? [leadsTo.value] : ends(leadsTo)))

const questionsIn = (question: CvssQuestion): readonly CvssQuestion[] => [
  question,
  ...question.answers.flatMap(({ leadsTo }) => ('value' in leadsTo ? [] : questionsIn(leadsTo))),
]

describe.each(versions)('the guides of CVSS %s', (version) => {
  const guides = cvssGuides(version)

  it('are there for every metric, in the order of the vector', () => {
    expect(guides.map(({ metric }) => metric)).toEqual(
      cvssMetrics(version).map(({ metric }) => metric),
    )
  })

  it.each(guides)(
    'of $metric lead to each of its values and to no other',
    ({ values, question }) => {
      expect([...new Set(ends(question))].sort()).toEqual(values.map(({ value }) => value).sort())
    },
  )

  it.each(guides)(
    'of $metric ask plain questions with different answers',
    ({ about, question }) => {
      expect(about).toMatch(/^[A-Z].{30,}\.$/)
      for (const { ask, answers } of questionsIn(question)) {
        expect(ask).toMatch(/^[A-Z].*\?$/)
        expect(ask.length).toBeLessThan(200)
        expect(answers.length).toBeGreaterThan(1)
        expect(new Set(answers.map(({ answer }) => answer)).size).toBe(answers.length)
      }
    },
  )

  it('lead to a vector that can be scored, whatever is answered', () => {
    const places = fc.array(fc.nat({ max: 4 }), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(places, { minLength: 32, maxLength: 32 }), (chosen) => {
        const metrics = guides.map((guide, place): [string, string] => {
          const answers: number[] = []
          for (const wanted of chosen[place] ?? []) {
            const { next } = orThrow(followCvssGuide(guide, answers))
            if ('value' in next) break
            answers.push(wanted % next.question.answers.length)
          }
          const { told, next } = orThrow(followCvssGuide(guide, answers))
          expect(told).toHaveLength(answers.length)
          return [guide.metric, 'value' in next ? next.value : 'unanswered']
        })
        const vector = writeCvssVector({ version, metrics: new Map(metrics) })
        expect(orThrow(scoreCvss(vector)).vector).toBe(vector)
      }),
      { numRuns: 50 },
    )
  })
})

describe('followCvssGuide', () => {
  const guide = cvssGuides('3.1').find(({ metric }) => metric === 'AV')
  if (guide === undefined) throw new Error('CVSS 3.1 has AV.')

  it('keeps the answers as the reasoning', () => {
    const { told, next } = orThrow(followCvssGuide(guide, [0, 1]))
    expect(next).toEqual({ value: 'A' })
    expect(told).toEqual([
      {
        ask: 'How do the data of the attack get to the device?',
        answer: 'Over a network, by cable or by radio',
      },
      {
        ask: 'From how far away does it work?',
        answer:
          'Only from the same network segment, or within radio range (Wi-Fi, Bluetooth, NFC, telemetry)',
      },
    ])
  })

  it.each([[[3]], [[-1]], [[0.5]], [[Number.NaN]], [[2, 0]], [[0, 0, 0]]])(
    'refuses the answers %j',
    (answers) => {
      const refused = followCvssGuide(guide, answers)
      expect(isRefusal(refused) && refused.code).toBe('cvss/no-such-answer')
    },
  )
})
