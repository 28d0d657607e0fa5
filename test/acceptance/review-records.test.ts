import { beforeAll, describe, expect, test } from 'vitest'
import { constraintIds } from '../../src/catalogue/constraint-ids.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { ClauseAnswer, ConstraintAnswer } from '../../src/review/contract.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { aProduct } from '../support/work/product.ts'
import { reachable } from '../support/work/review.ts'
import { filesExamples } from '../support/work/review-examples.ts'
import { aTeam, type Reader } from '../support/work/team.ts'
import { aWholeMaker, type WholeMaker } from '../support/work/whole-maker.ts'

// The record query of every constraint, over HTTP: of a maker who did nothing yet none proves that
// it ran; of one who went the whole way each does. With a document for each beside them all is met,
// and no gap is left.

const catalogue = orThrow(readCatalogue())

describe('Records as proof', () => {
  const team = aTeam(
    ['triager', 'engineer', 'second', 'writer', 'approver', 'manager', 'auditor'],
    () => reachable(async () => ({ environment: {}, drop: async () => {} })),
  )
  /** On a server of its own that no outsider reaches: a way in is the maker's, not a product's. */
  const beginner = aTeam(['engineer', 'auditor'])
  let bare: ReadonlyMap<string, ConstraintAnswer>
  let whole: ReadonlyMap<string, ConstraintAnswer>
  let made: WholeMaker

  const answers = async (
    auditor: Reader,
    product: string,
  ): Promise<ReadonlyMap<string, ConstraintAnswer>> => {
    const { status, body } = await auditor.get(`/api/clauses?product=${product}`)
    expect(status).toBe(200)
    const clauses: readonly ClauseAnswer[] = body.clauses
    return new Map(clauses.flatMap(({ constraints }) => constraints.map((one) => [one.id, one])))
  }

  beforeAll(async () => {
    made = await aWholeMaker(team)
    whole = await answers(team.auditor, made.product.id)
    bare = await answers(beginner.auditor, (await aProduct(beginner.engineer)).id)
  }, 120_000)

  test.each(constraintIds)('%s', (id) => {
    const proves = whole.get(id)?.legs.record
    expect([proves?.verdict, proves?.detail]).toEqual(['met', proves?.detail])
    expect(bare.get(id)?.legs.record.verdict).not.toBe('met')
  })

  test('with a document for each beside them, leave no gap', async () => {
    const examples = constraintIds.flatMap((id) => {
      const all = catalogue.detection.constraints.get(id)?.examples ?? []
      return all.filter(({ verdict }) => verdict === 'met').slice(0, 1)
    })
    await filesExamples(team.engineer, examples, { products: [made.product.id] })
    await team.maker.settle()
    const { body } = await team.auditor.get(`/api/clauses?product=${made.product.id}`)
    const clauses: readonly ClauseAnswer[] = body.clauses
    const gaps = clauses.flatMap(({ constraints }) =>
      constraints.filter(({ verdict, next }) => verdict !== 'met' || next.length > 0),
    )
    expect(gaps.map(({ id, verdict, next }) => [id, verdict, next])).toEqual([])
    expect(clauses.flatMap(({ commonGaps }) => commonGaps)).toEqual([])
    expect(clauses.flatMap(({ withheld }) => withheld)).toEqual([])
  })
})
