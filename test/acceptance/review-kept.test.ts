import { expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aProduct } from '../support/work/product.ts'
import { aRelease } from '../support/work/release.ts'
import {
  answerTo,
  changesOf,
  disclosurePolicy,
  reachable,
  reviewed,
} from '../support/work/review.ts'
import { aTeam, listOf, stateOf, tries } from '../support/work/team.ts'

onDatabases('A kept clause review', (openDatabase) => {
  const team = aTeam(['engineer', 'approver', 'manager', 'auditor'], () => reachable(openDatabase))

  test('freezes what every constraint was answered, with the hashes it rests on', async () => {
    const { engineer, auditor } = team
    const product = await aProduct(engineer)
    const policy = await reviewed(
      team,
      team.engineer,
      { title: 'Vulnerability disclosure policy', products: [product.id] },
      disclosurePolicy,
    )
    expect((await changesOf(auditor, { product })).since).toBeNull()
    const kept = await engineer.does('/api/clause-reviews/keep', {
      product: product.id,
      reason: 'Before the audit.',
    })
    expect(kept.humanId).toMatch(/^CRV-/)
    const state = await stateOf(auditor, `/api/clause-reviews/${kept.id}`)
    const now = await answerTo(auditor, '9.2/channel', { product })
    expect(state).toMatchObject({ product: product.id, revision: null, release: null })
    expect(state.title).toBe(product.name)
    expect(state.catalogue).toMatch(/^[0-9a-f]{64}$/)
    expect(state.answers).toHaveLength(49)
    expect(state.answers[0]).toMatchObject({
      id: '9.2/channel',
      verdict: now.verdict,
      legs: { exists: 'met', says: 'met', inForce: 'met', record: 'met' },
      basis: now.basis,
      passages: [
        {
          documentId: policy.id,
          version: '1',
          passageHash: now.documents.evidence[0]?.passageHash,
        },
      ],
    })

    const same = await changesOf(auditor, { product })
    expect(same).toMatchObject({
      since: { humanId: kept.humanId, reason: 'Before the audit.' },
      changes: [],
      unchanged: 49,
    })

    await policy.revise('2', disclosurePolicy.replace('an e-mail', 'an encrypted e-mail'))
    const { changes } = await changesOf(auditor, { product })
    const evidence = changes.find(({ id }) => id === '9.2/channel')
    expect(evidence).toMatchObject({
      is: 'evidence',
      before: { verdict: 'met' },
      after: { verdict: 'met' },
    })
    expect(evidence?.because).toEqual([
      expect.stringContaining(`No longer shown by: ${policy.humanId}`),
      expect.stringContaining(`Newly shown by: ${policy.humanId}`),
    ])

    await policy.revise('3', '# Policy\n\nThe pump has a blue case.\n')
    const worse = await changesOf(auditor, { product })
    expect(worse.changes.find(({ id }) => id === '9.2/channel')).toMatchObject({
      is: 'worse',
      before: { verdict: 'met' },
      after: { verdict: 'partial', legs: { exists: 'met', says: 'absent' } },
      because: expect.arrayContaining(['A passage that says it: met, now absent.']),
    })
  })

  test('is of one scope: a product, a revision of it, or all', async () => {
    const { engineer, auditor } = team
    const [one, other] = [await aProduct(engineer), await aProduct(engineer)]
    await engineer.does('/api/clause-reviews/keep', { product: one.id, revision: '2.4.1' })
    expect((await changesOf(auditor, { product: one, revision: '2.4.1' })).since).not.toBeNull()
    for (const scope of [{ product: one }, { product: one, revision: '2.4.0' }, { product: other }])
      expect((await changesOf(auditor, scope)).since).toBeNull()
    const unknown = { product: one.id, revision: '9.9' }
    expect((await tries(engineer, '/api/clause-reviews/keep', unknown)).status).toBe(404)
    const homeless = await tries(engineer, '/api/clause-reviews/keep', { revision: '2.4.1' })
    expect(homeless.body.code).toBe('review/no-product')
    expect((await tries(auditor, '/api/clause-reviews/keep', {})).status).toBe(403)
    expect((await auditor.get('/api/clauses/changes?product=PRD-2026-9999')).status).toBe(404)
    expect((await team.maker.fetch('/api/clauses/changes')).status).toBe(401)
  })

  test('is kept when the second person has signed a release', async () => {
    const { engineer, auditor, maker } = team
    const product = await aProduct(engineer)
    const release = await aRelease(team, product)
    await release.release()
    await maker.settle()
    const kept = await listOf(auditor, `/api/clause-reviews?facet=release:${release.id}`)
    expect(kept.map(({ title }) => title).sort()).toEqual([
      product.name,
      `${product.name}, revision 2.4.1`,
    ])
    expect((await changesOf(auditor, { product })).since).toMatchObject({
      release: release.id,
      reason: expect.stringContaining(release.humanId),
    })
  })

  test('holds nothing of a case under embargo, whoever keeps it', async () => {
    const { engineer, auditor } = team
    const product = await aProduct(engineer)
    const { id } = await engineer.does('/api/cases/open', { title: 'Secret flaw' })
    const at = (command: string) => `/api/cases/${id}/${command}`
    await engineer.does(at('set-impact'), {
      rows: [{ product: product.id, revision: '2.4.1', status: 'affected' }],
    })
    await engineer.does(at('propose-disposition'), { path: 'code-fix', reason: 'Close it.' })
    await team.approver.does(at('approve-disposition'), {}, true)
    await engineer.does(at('request-change'), { reference: 'CR-1', description: 'Close it.' })
    await engineer.does(at('set-embargo'), {
      named: [`person:${engineer.person}`],
      reason: 'Not public.',
    })
    expect(
      (await answerTo(engineer, '9.5/change-request', { product })).records.links,
    ).toMatchObject([{ id }])
    const kept = await engineer.does('/api/clause-reviews/keep', { product: product.id })
    const state = await stateOf(auditor, `/api/clause-reviews/${kept.id}`)
    expect(JSON.stringify(state)).not.toContain(id)
    expect((await changesOf(engineer, { product })).changes).toEqual([])
  })
})
