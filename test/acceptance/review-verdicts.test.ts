import { describe, expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aProduct } from '../support/work/product.ts'
import { answerTo, disclosurePolicy, reachable, reviewed } from '../support/work/review.ts'
import { aTeam, tries } from '../support/work/team.ts'

const title = 'Vulnerability disclosure policy'

onDatabases('A verdict of the clause review', (openDatabase) => {
  const team = aTeam(['engineer', 'approver', 'auditor'], () => reachable(openDatabase))

  test('is met where a document exists, says it, is in force, and a record proves it', async () => {
    const product = await aProduct(team.engineer)
    const about = { title, products: [product.id] }
    const policy = await reviewed(team, team.engineer, about, disclosurePolicy)
    const answer = await answerTo(team.auditor, '9.2/channel', { product })
    const shown = {
      documentId: policy.id,
      version: '1',
      file: `${policy.humanId}-1.md`,
      revision: expect.stringMatching(/^[0-9a-f]{64}$/),
      passageHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      quote: expect.stringContaining('security@example-medical.example'),
      heading: 'Reporting a vulnerability',
      pattern: 'report-to-address',
    }
    expect(answer).toMatchObject({
      verdict: 'met',
      documents: { verdict: 'met' },
      records: { verdict: 'met' },
      legs: {
        exists: { verdict: 'met', documents: [{ id: policy.id, kind: 'policy' }] },
        says: { verdict: 'met', evidence: [shown] },
        inForce: {
          verdict: 'met',
          detail: expect.stringContaining('approved by Petra Example on 2026-01-05'),
          documents: [{ approved: { by: 'Petra Example', on: '2026-01-05' } }],
        },
        record: { verdict: 'met' },
      },
    })
  })

  test.each([
    ['nobody approved it', { approved: false }, 'partial', /no approval of version 1/],
    ['its day is still to come', { inForceFrom: '2999-01-01' }, 'absent', /holds only from 2999/],
  ] as const)('is partial where the document says it, but %s', async (_what, how, inForce, why) => {
    const product = await aProduct(team.engineer)
    const about = { title, products: [product.id] }
    await reviewed(team, team.engineer, about, disclosurePolicy, how)
    const { verdict, legs } = await answerTo(team.auditor, '9.2/channel', { product })
    expect([verdict, legs.exists.verdict, legs.inForce.verdict]).toEqual([
      'partial',
      'met',
      inForce,
    ])
    expect(legs.inForce.detail).toMatch(why)
  })

  test('is partial where a document of the kind is silent, and says which', async () => {
    const product = await aProduct(team.engineer)
    const about = { title, products: [product.id] }
    const silent = await reviewed(team, team.engineer, about, '# Policy\n\nThe case is blue.\n')
    const { verdict, legs } = await answerTo(team.auditor, '9.2/channel', { product })
    expect(verdict).toBe('partial')
    expect(legs.says).toMatchObject({ verdict: 'absent', evidence: [] })
    expect(legs.exists).toMatchObject({ verdict: 'met', documents: [{ id: silent.id }] })
  })

  test('is absent where neither documents nor records show it', async () => {
    const product = await aProduct(team.engineer)
    const answer = await answerTo(team.auditor, '9.2/complaints', { product })
    expect(answer).toMatchObject({ verdict: 'absent', severity: 'major' })
    expect(answer.legs).toMatchObject({
      exists: { verdict: 'absent', detail: expect.stringContaining('complaint handling') },
      says: { verdict: 'absent' },
      inForce: { verdict: 'absent' },
      record: { verdict: 'absent' },
    })
  })

  test('could not run where a file cannot be read, and is never absent then', async () => {
    const product = await aProduct(team.engineer)
    const about = { title: 'Complaint handling', products: [product.id] }
    await reviewed(team, team.engineer, about, '%PDF-1.7 broken', { name: 'broken.pdf' })
    expect(await answerTo(team.auditor, '9.2/complaints', { product })).toMatchObject({
      verdict: 'could-not-run',
      legs: { exists: { verdict: 'met' }, says: { verdict: 'could-not-run' } },
    })
  })

  describe('is not applicable, with the reason,', () => {
    const registered = async (facts: object, commands: readonly [string, object][] = []) => {
      const { id } = await team.engineer.does('/api/products/register', {
        name: 'Viewer',
        maker: 'Example Medical',
        ...facts,
      })
      for (const [command, input] of commands)
        await team.engineer.does(`/api/products/${id}/${command}`, input)
      return { id }
    }
    const sbom = async (components: readonly object[]): Promise<readonly [string, object][]> => {
      const bytes = new TextEncoder().encode(JSON.stringify(components))
      const file = await team.engineer.upload('sbom.json', bytes)
      return [
        ['add-revision', { revision: '1' }],
        ['record-sbom', { revision: '1', file, format: 'cyclonedx', components }],
      ]
    }
    const answered = async (product: { id: string }, id: string) => {
      const { verdict, applicability, records } = await answerTo(team.auditor, id, { product })
      return {
        verdict,
        applies: applicability.applies,
        reason: `${applicability.reason} ${records.detail}`,
      }
    }

    test('without health information (5.8.2)', async () => {
      const none = await registered({ healthInformation: false })
      for (const id of ['5.8.2/retention', '5.8.2/disposal'])
        expect(await answered(none, id)).toMatchObject({
          verdict: 'not-applicable',
          applies: false,
          reason: expect.stringContaining('health information'),
        })
      expect((await answered(await registered({}), '5.8.2/disposal')).verdict).toBe('absent')
    })

    test('by the class of its software, items of another class included (4.3)', async () => {
      const required = await registered({ itemClass: 'required' })
      expect(await answered(required, '6.3/integrity')).toMatchObject({
        verdict: 'not-applicable',
        reason: expect.stringContaining('4.3'),
      })
      expect((await answered(required, '9.5/verified')).verdict).toBe('absent')
      const items = [{ name: 'library', itemClass: 'maintained' }]
      const mixed = await registered({ itemClass: 'required' }, [['classify-items', { items }]])
      expect((await answered(mixed, '6.3/integrity')).verdict).toBe('absent')
    })

    test('without accounts, where somebody says why', async () => {
      const profile = { noAccounts: 'It has no user interface.' }
      const none = await registered({}, [['set-security-profile', { profile }]])
      expect(await answered(none, '5.8.2/accounts')).toMatchObject({
        verdict: 'not-applicable',
        reason: expect.stringContaining('no accounts'),
      })
      const silent = await registered({}, [['set-security-profile', { profile: {} }]])
      expect((await answered(silent, '5.8.2/accounts')).verdict).toBe('absent')
    })

    test('without items of others, where the bill of materials of each revision says so', async () => {
      const own = await registered({}, await sbom([]))
      expect(await answered(own, '9.5/third-party')).toMatchObject({
        verdict: 'not-applicable',
        reason: expect.stringContaining('bills of materials'),
      })
      const openssl = [{ name: 'openssl', version: '3.0' }]
      for (const other of [await registered({}), await registered({}, await sbom(openssl))])
        expect((await answered(other, '9.5/third-party')).verdict).toBe('absent')
    })
  })

  test('is of one revision where one is named', async () => {
    const product = await aProduct(team.engineer)
    const covers = [{ product: product.id, revisions: ['2.4.0'] }]
    await reviewed(team, team.engineer, { title, covers }, disclosurePolicy)
    const of = async (revision?: string) =>
      (
        await answerTo(team.auditor, '9.2/channel', {
          product,
          ...(revision === undefined ? {} : { revision }),
        })
      ).verdict
    expect([await of(), await of('2.4.0'), await of('2.4.1')]).toEqual(['met', 'met', 'partial'])
    const asked = (query: string) => team.auditor.get(`/api/clauses?${query}`)
    expect((await asked(`product=${product.id}&revision=9.9`)).status).toBe(404)
    expect((await asked('revision=2.4.0')).body.code).toBe('review/no-product')
  })

  test('tells a product’s gap apart from the same of another', async () => {
    const [with_, without] = [await aProduct(team.engineer), await aProduct(team.engineer)]
    await reviewed(team, team.engineer, { title, products: [with_.id] }, disclosurePolicy)
    const verdicts = [with_, without].map(async (product) => {
      const { legs } = await answerTo(team.auditor, '9.2/channel', { product })
      return legs.says.verdict
    })
    expect(await Promise.all(verdicts)).toEqual(['met', 'absent'])
  })

  test('of a person is refused where it is about nothing', async () => {
    const reason = 'I looked.'
    const said = { constraint: '9.2/channel', verdict: 'met', reason }
    const refused = async (command: string, input: object) =>
      (await tries(team.engineer, `/api/findings/${command}`, input)).body.code
    expect(await refused('confirm', said)).toBe('finding/no-basis')
    expect(await refused('confirm', { ...said, basis: 'x' })).toBe('input/invalid')
    expect(await refused('confirm', { ...said, passageHash: 'a'.repeat(64) })).toBe(
      'finding/no-document',
    )
  })
})
