import { beforeAll, describe, expect, test } from 'vitest'
import { constraintIds } from '../../src/catalogue/constraint-ids.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { ClauseAnswer, ConstraintAnswer } from '../../src/review/contract.ts'
import { readCatalogue } from '../../src/review/read-catalogue.ts'
import { aDefect } from '../support/work/defect.ts'
import { aDocument } from '../support/work/document.ts'
import { aProduct } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import { reachable } from '../support/work/review.ts'
import { filesExamples } from '../support/work/review-examples.ts'
import { aTeam, type Reader, signedInAgain } from '../support/work/team.ts'
import { aWholeMaker, type WholeMaker, withholdsPatch } from '../support/work/whole-maker.ts'

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

  describe('prove it no more', () => {
    const proven = async (id: string, who: Reader = team.auditor) => {
      const record = (await answers(who, made.product.id)).get(id)?.legs.record
      return `${record?.verdict}: ${record?.detail}`
    }

    test('while a registered user was not told of an update', async () => {
      await team.manager.does(`/api/products/${made.product.id}/register-user`, {
        organisation: 'Clinic Example',
        email: 'it@clinic.example',
      })
      expect(await proven('6.3/inform')).toMatch(/^partial: 0 of 1 published update/)
      await team.manager.does(`${made.update}/notify`, { message: 'Please install soon.' })
      await team.maker.settle()
      expect(await proven('6.3/inform')).toMatch(
        /^met: 1 of 1 .* 2 notices, 2 distribution records/,
      )
    })

    test('where a release that fixes an issue is not offered', async () => {
      await (await aRelease(team, made.product, { cases: [made.about.id] })).release()
      expect(await proven('6.3/available')).toMatch(/^partial: 1 of 2 signed releases/)
    })

    test('where users read nothing of a patch that is withheld', async () => {
      await withholdsPatch(team, made.product)
      expect(await proven('6.3/unapproved')).toMatch(/^partial: 2 of 2 .* users read 1 of them/)
    })

    test('where a document goes out that nobody looked at, a security guide above all', async () => {
      const guide = { title: 'Hardening guide', name: 'hardening.md' }
      const { humanId } = await aDocument(team, made.product, 'Lock the cabinet.', guide)
      expect(await proven('4.1.9/identify')).toContain(`Nobody has looked at ${humanId}.`)
      expect(await proven('4.1.9/guidelines')).toMatch(/^partial: 1 of 2 security guides/)
    })

    test('where nobody follows a finding, or it is in no tracker', async () => {
      const about = { title: 'Cabinet guide', documentKind: 'other', name: 'cabinet.md' }
      const document = await aDocument(team, made.product, 'The password is "care".', about)
      const defect = await aDefect(team.engineer, document)
      for (const id of ['4.1.9/closure', '4.1.9/defect-system'])
        expect(await proven(id)).toMatch(new RegExp(`^partial: .*Not: ${defect.humanId}`))
      expect(await proven('4.1.9/documentation-only')).toMatch(/^met: 2 defects/)
    })

    test('once more than a year has gone by without any of it', async () => {
      team.maker.time.now += 400 * 86_400_000
      const auditor = await signedInAgain(team.maker, team.auditor)
      const later = await answers(auditor, made.product.id)
      const past = constraintIds.filter((id) => later.get(id)?.legs.record.verdict !== 'met')
      expect(past).toEqual(
        expect.arrayContaining([
          '9.2/internal',
          ...[...'abcdefg'].map((source) => `9.2/source-${source}`),
          '9.2/closure',
          '9.5/open-review',
          '9.5/proactive',
          '4.1.9/identify',
          '4.1.9/guidelines',
        ]),
      )
      expect(await proven('4.1.9/identify', auditor)).toContain('Nobody has looked for a year.')
      // What was done once stays done.
      for (const id of ['9.5/verified', '4.1.9/after-fix', '6.3/integrity'])
        expect(past).not.toContain(id)
    })
  })
})
