import { beforeAll, describe, expect, test } from 'vitest'
import { constraintIds } from '../../src/catalogue/constraint-ids.ts'
import { notInSource } from '../../src/catalogue/schema.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { ClauseAnswer, ConstraintAnswer } from '../../src/review/contract.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { aProduct } from '../support/work/product.ts'
import { filesExamples } from '../support/work/review-examples.ts'
import { aTeam } from '../support/work/team.ts'

// Every gap of the catalogue, brought about over HTTP: listed with its severity and with what to do
// next where it is one, and nowhere else. That nothing is left of them: review-records.

const catalogue = orThrow(readCatalogue())
const constraints = [...catalogue.constraints.values()]
const commonGaps = catalogue.clauses.flatMap((clause) =>
  clause.commonGaps === notInSource
    ? []
    : clause.commonGaps.map((gap) => ({ ...gap, clause: clause.id })),
)

describe('Gaps of the catalogue', () => {
  const team = aTeam(['engineer', 'approver', 'auditor'])
  const products = new Map<string, string>()
  const answers = new Map<string, ReadonlyMap<string, ConstraintAnswer>>()

  const clausesOf = async (product: string): Promise<readonly ClauseAnswer[]> => {
    const { status, body } = await team.auditor.get(`/api/clauses?product=${product}`)
    expect(status).toBe(200)
    return body.clauses
  }

  beforeAll(async () => {
    for (const state of ['empty', 'silent', 'unapproved', 'in force'])
      products.set(state, (await aProduct(team.engineer, { revisions: [] })).id)
    const of = (state: string) => [products.get(state) ?? '']
    for (const { id, signals } of constraints) {
      const [name = ''] = signals.fileNames
      await filesExamples(
        team.engineer,
        [{ path: `papers/${name.replaceAll(' ', '-')}.md`, text: 'The case is blue.\n' }],
        { products: of('silent') },
      )
      const met = (catalogue.detection.constraints.get(id)?.examples ?? []).filter(
        ({ verdict }) => verdict === 'met',
      )
      await filesExamples(team.engineer, met.slice(0, 1), {
        products: of('unapproved'),
        approved: false,
      })
      await filesExamples(team.engineer, met.slice(0, 1), { products: of('in force') })
    }
    await team.maker.settle()
    for (const [state, product] of products) {
      const clauses = await clausesOf(product)
      answers.set(
        state,
        new Map(clauses.flatMap((clause) => clause.constraints.map((one) => [one.id, one]))),
      )
    }
  }, 120_000)

  const gapIn = (state: string, id: string): ConstraintAnswer => {
    const answer = answers.get(state)?.get(id)
    if (answer === undefined) throw new Error(`${id} is not answered.`)
    return answer
  }

  describe.each(constraintIds)('%s', (id) => {
    const { gap, signals, records } = catalogue.constraints.get(id) ?? {}
    const question = signals?.questions[0] ?? ''
    const toProve = expect.stringContaining(`Have records that prove it: ${records}`)

    test('of a product without anything', () => {
      const { verdict, severity, next, legs } = gapIn('empty', id)
      // A way in is served from the first day, if only to the house.
      expect(verdict).toBe(id === '9.2/channel' ? 'partial' : 'absent')
      expect([severity, legs.exists.verdict]).toEqual([gap?.severity, 'absent'])
      expect(next).toEqual([
        expect.stringMatching(/^Add a document to the library that answers: /),
        toProve,
      ])
      expect(next[0]).toContain(question)
      for (const name of signals?.fileNames ?? []) expect(next[0]).toContain(name)
    })

    test('of documents that say nothing of it', () => {
      const { next, legs } = gapIn('silent', id)
      expect([legs.exists.verdict, legs.says.verdict]).toEqual(['met', 'absent'])
      expect(next).toEqual([
        `Write into ${legs.exists.documents[0]?.document} what answers: ${question}`,
        toProve,
      ])
    })

    test('of a document that nobody approved', () => {
      const { verdict, next, legs } = gapIn('unapproved', id)
      expect([verdict, legs.says.verdict, legs.inForce.verdict]).toEqual([
        'partial',
        'met',
        'partial',
      ])
      expect(next).toEqual([
        expect.stringMatching(/^Bring into force what says it\. .*no approval of version 1/),
        toProve,
      ])
    })

    test('of a duty that is written and not done', () => {
      const { verdict, severity, next, legs } = gapIn('in force', id)
      expect([verdict, severity]).toEqual(['partial', gap?.severity])
      expect([legs.says.verdict, legs.inForce.verdict]).toEqual(['met', 'met'])
      expect(next).toEqual([toProve])
    })
  })

  const commonOf = async (product: string) =>
    (await clausesOf(product)).flatMap(({ id, commonGaps: standing }) =>
      standing.map((one) => ({ ...one, clause: id })),
    )

  test.each(commonGaps)(
    'common gap of $clause: $text',
    async ({ text, severity, shownBy, clause }) => {
      const [empty, written] = [products.get('empty') ?? '', products.get('in force') ?? '']
      const whole = (await commonOf(empty)).find((one) => one.text === text)
      expect(whole).toMatchObject({
        severity,
        clause,
        // The way in is there, and reaches nobody.
        stands: text.startsWith('No designated channel') ? 'in-part' : 'whole',
        shownBy: shownBy.map((id) => ({ id, next: gapIn('empty', id).next })),
        accepted: false,
      })
      const half = (await commonOf(written)).find((one) => one.text === text)
      expect(half?.stands).toBe('in-part')

      // Every one of the constraints that show it decides: with the last of them it is gone.
      const { id: product } = await aProduct(team.engineer, { revisions: [] })
      const stands = async () => (await commonOf(product)).find((one) => one.text === text)
      const found = new Map(
        (await clausesOf(product)).flatMap((one) =>
          one.constraints.map(({ id, basis }) => [id, basis]),
        ),
      )
      for (const constraint of shownBy) {
        expect((await stands())?.shownBy.map(({ id }) => id)).toContain(constraint)
        await team.engineer.does('/api/findings/overrule', {
          ...{ constraint, product, basis: found.get(constraint), verdict: 'met' },
          reason: 'Shown to me on paper.',
        })
      }
      expect(await stands()).toBeUndefined()
    },
  )

  test('a gap that is accepted by signature stands, and says so', async () => {
    const { id: product } = await aProduct(team.engineer, { revisions: [] })
    await team.approver.does(
      '/api/findings/accept-gap',
      { constraint: '6.3/integrity', product, reason: 'Until the next release.' },
      true,
    )
    const [gap] = (await commonOf(product)).filter(({ clause }) => clause === '6.3')
    expect(gap).toMatchObject({ stands: 'whole', accepted: true })
  })
})
