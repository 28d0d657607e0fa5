import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRefusal, orThrow } from './result.ts'
import {
  decideSsvc,
  readSsvcVector,
  type SsvcAnswers,
  type SsvcTreeName,
  ssvcPoints,
  ssvcQuestions,
  ssvcTreeNames,
  writeSsvcVector,
} from './ssvc.ts'
import { instantOf } from './time.ts'

const codeOf = (answers: SsvcAnswers, tree?: SsvcTreeName): string => {
  const decision = decideSsvc(answers, tree)
  return isRefusal(decision) ? decision.code : decision.outcome.key
}

const answersOf = (tree: SsvcTreeName): fc.Arbitrary<SsvcAnswers> =>
  fc.record(
    Object.fromEntries(
      ssvcQuestions(tree).map(({ point }) => [
        point.key,
        fc.constantFrom(...point.values.map(({ key }) => key)),
      ]),
    ),
  )

describe('decideSsvc', () => {
  it('tells the path step by step, with what each answer left open', () => {
    const decision = orThrow(decideSsvc({ E: 'P', A: 'Y', VD: 'D', TI: 'T', SI: 'M' }))
    expect(decision).toEqual({
      tree: 'supplier',
      table: 'ssvc:DT_SP:1.0.0',
      outcome: { key: 'I', name: 'Immediate', meaning: 'At once, with all that is needed.' },
      points: { E: 'P', A: 'Y', VD: 'D', U: 'E', TI: 'T', SI: 'M', PSI: 'S' },
      path: [
        {
          point: 'E',
          value: 'P',
          derived: false,
          sentence: 'Exploitation is Public PoC: Scheduled, Out-of-Cycle or Immediate are left.',
        },
        {
          point: 'U',
          value: 'E',
          derived: true,
          sentence:
            'Utility is Efficient, because Automatable is Yes and Value Density is Diffuse: Scheduled, Out-of-Cycle or Immediate are left.',
        },
        {
          point: 'TI',
          value: 'T',
          derived: false,
          sentence: 'Technical Impact is Total: Out-of-Cycle or Immediate are left.',
        },
        {
          point: 'PSI',
          value: 'S',
          derived: true,
          sentence:
            'Public Safety Impact is Significant, because Safety Impact is Marginal: the outcome is Immediate.',
        },
      ],
    })
  })

  it('takes a point as stated where nothing contradicts it', () => {
    expect(codeOf({ E: 'N', U: 'L', TI: 'P', PSI: 'M' })).toBe('D')
    expect(codeOf({ E: 'N', U: 'L', A: 'N', TI: 'P', PSI: 'M', SI: 'N' })).toBe('D')
    expect(codeOf({ E: 'A', EXP: 'O', A: 'Y', SI: 'N', MI: 'D' }, 'deployer')).toBe('O')
  })

  it.each([
    [{ U: 'L', TI: 'P', PSI: 'M' }, 'Answer Exploitation (E): the tree gives no outcome'],
    [
      { E: 'N', TI: 'P', PSI: 'M' },
      'Answer Utility (U), or Automatable (A) and Value Density (VD):',
    ],
    [{ E: 'N', A: 'Y', TI: 'P', PSI: 'M' }, 'Answer Utility (U), or Value Density (VD):'],
    [{ E: 'X', U: 'L', TI: 'P', PSI: 'M' }, 'N (None), P (Public PoC) or A (Active), not "X"'],
    [{ E: 'N', EXP: 'S' }, 'The supplier tree does not ask "EXP". It asks E, U, A, VD, TI, PSI'],
    [
      { E: 'N', U: 'S', A: 'N', TI: 'P', PSI: 'M' },
      'Utility is Super Effective contradicts that Automatable is No, which makes it Laborious or Efficient. Correct one of them, or leave U out.',
    ],
    [{ E: 'N', U: 'L', TI: 'P', PSI: 'M', SI: 'C' }, 'which makes it Significant.'],
    [JSON.parse('{"__proto__":"N","E":"N"}'), 'does not ask "__proto__"'],
    [{ E: 'constructor' }, 'not "constructor"'],
  ])('refuses %j and says what to do', (answers: SsvcAnswers, sentence) => {
    const refused = decideSsvc(answers)
    expect(isRefusal(refused) && refused.message).toContain(sentence)
  })

  it.each(ssvcTreeNames)('decides every answer to the %s tree, ending in one outcome', (tree) => {
    fc.assert(
      fc.property(answersOf(tree), (answers) => {
        const { path, outcome } = orThrow(decideSsvc(answers, tree))
        expect(path).toHaveLength(ssvcQuestions(tree).length)
        expect(path.at(-1)?.sentence).toContain(`the outcome is ${outcome.name}.`)
      }),
    )
  })

  it.each(ssvcTreeNames)(
    'never decides milder in the %s tree for a more pressing answer',
    (tree) => {
      const questions = ssvcQuestions(tree)
      fc.assert(
        fc.property(answersOf(tree), fc.constantFrom(...questions), (answers, { point }) => {
          const ranks = point.values.map(({ key }) => {
            const decision = orThrow(decideSsvc({ ...answers, [point.key]: key }, tree))
            const { values } = outcomeOf(decision.table)
            return values.findIndex((value) => value.key === decision.outcome.key)
          })
          expect(ranks).toEqual([...ranks].sort((one, other) => one - other))
        }),
      )
    },
  )
})

const outcomeOf = (table: string) => {
  const key = table.includes('TRIAGE')
    ? 'COORDINATE'
    : table.includes('PUBLISH')
      ? 'PUBLISH'
      : 'DSOI'
  return ssvcPoints.find((point) => point.key === key) ?? { values: [] }
}

describe('the SSVC vector', () => {
  const points = fc
    .uniqueArray(fc.constantFrom(...ssvcPoints), { minLength: 1, selector: ({ key }) => key })
    .chain((chosen) =>
      fc.record(
        Object.fromEntries(
          chosen.map(({ key, values }) => [
            key,
            fc.constantFrom(...values.map((value) => value.key)),
          ]),
        ),
      ),
    )

  it('is sorted by key and ends in the moment and a slash', () => {
    const at = instantOf(Date.UTC(2026, 10, 21, 15))
    expect(writeSsvcVector({ points: { U: 'S', E: 'A', TI: 'T', PSI: 'S' }, at })).toBe(
      'SSVCv2/E:A/PSI:S/TI:T/U:S/2026-11-21T15:00:00Z/',
    )
  })

  it('reads as what was written', () => {
    const seconds = fc.option(fc.integer({ min: 0, max: 4_000_000_000 }), { nil: undefined })
    fc.assert(
      fc.property(points, seconds, (answers, second) => {
        const at = second === undefined ? {} : { at: instantOf(second * 1_000) }
        const vector = { points: { ...answers }, ...at }
        const read = orThrow(readSsvcVector(writeSsvcVector(vector)))
        expect(read).toEqual(vector)
        expect(writeSsvcVector(read)).toBe(writeSsvcVector(vector))
      }),
    )
  })

  it('reads seconds since 1970, any order and no closing slash', () => {
    expect(readSsvcVector('SSVCv2/U:E/E:N/1605040000')).toEqual({
      points: { U: 'E', E: 'N' },
      at: '2020-11-10T20:26:40.000Z',
    })
  })

  it.each([
    ['', 'ssvc/malformed'],
    ['SSVCv1/E:A/', 'ssvc/malformed'],
    ['SSVCv2/', 'ssvc/malformed'],
    ['SSVCv2/E:A/2026-02-30T00:00:00Z/', 'ssvc/malformed'],
    ['SSVCv2/E:A//U:L/', 'ssvc/malformed'],
    ['SSVCv2/E:A/E:N/', 'ssvc/duplicate-point'],
    ['SSVCv2/E:X/', 'ssvc/unknown-value'],
    ['SSVCv2/T:T/', 'ssvc/unknown-point'],
    [`SSVCv2/${'E:A/'.repeat(100)}`, 'ssvc/too-long'],
  ])('refuses %j with %s', (vector, code) => {
    const read = readSsvcVector(vector)
    expect(isRefusal(read) && read.code).toBe(code)
  })

  it('answers any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(isRefusal(readSsvcVector(`SSVCv2/${text}`)) || text.length > 2).toBe(true)
      }),
    )
  })
})
