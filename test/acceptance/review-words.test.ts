import { describe, expect, test } from 'vitest'
import { onDatabases } from '../support/on-databases.ts'
import { aProduct } from '../support/work/product.ts'
import { answerTo, disclosurePolicy, reachable, reviewed } from '../support/work/review.ts'
import { aTeam, dayAfter, tries } from '../support/work/team.ts'

const title = 'Vulnerability disclosure policy'

onDatabases('A person’s word on a verdict', (openDatabase) => {
  const team = aTeam(['engineer', 'approver', 'auditor'], () => reachable(openDatabase))

  const withPolicy = async () => {
    const product = await aProduct(team.engineer)
    const about = { title, products: [product.id] }
    const policy = await reviewed(team, team.engineer, about, disclosurePolicy)
    const channel = () => answerTo(team.auditor, '9.2/channel', { product })
    const word = (command: string, input: object) =>
      team.engineer.does(`/api/findings/${command}`, {
        constraint: '9.2/channel',
        product: product.id,
        reason: 'I looked.',
        ...input,
      })
    return { product, policy, channel, word }
  }

  test('confirms a passage, is remembered in the next revision, and asks again when it changed', async () => {
    const { policy, channel, word } = await withPolicy()
    const { passageHash } = (await channel()).documents.evidence[0] ?? {}
    const said = await word('confirm', { document: policy.id, passageHash, verdict: 'met' })
    const confirmed = { humanId: said.humanId, reason: 'I looked.' }
    expect((await channel()).documents.evidence).toMatchObject([{ passageHash, confirmed }])

    await policy.revise('2', `${disclosurePolicy}\n\nWe answer within three days.\n`)
    expect(await channel()).toMatchObject({
      verdict: 'met',
      documents: { evidence: [{ version: '2', passageHash, confirmed }] },
      asksAgain: [],
    })

    await policy.revise('3', disclosurePolicy.replace('an e-mail', 'a signed e-mail'))
    const changed = await channel()
    expect(changed.documents.evidence[0]?.confirmed).toBeUndefined()
    expect(changed.asksAgain).toMatchObject([
      {
        humanId: said.humanId,
        was: 'confirmed',
        verdict: 'met',
        because: expect.stringContaining(`stands no more in ${policy.humanId}`),
      },
    ])

    const { passageHash: newer } = changed.documents.evidence[0] ?? {}
    await word('confirm', { document: policy.id, passageHash: newer, verdict: 'met' })
    expect((await channel()).asksAgain).toEqual([])
  })

  test('overrules a passage until the passage changes, and asks again then', async () => {
    const { policy, channel, word } = await withPolicy()
    const { passageHash } = (await channel()).documents.evidence[0] ?? {}
    const said = await word('overrule', { document: policy.id, passageHash, verdict: 'absent' })
    expect(await channel()).toMatchObject({ verdict: 'partial', documents: { verdict: 'absent' } })
    await policy.revise('2', disclosurePolicy.replace('an e-mail', 'a signed e-mail'))
    expect(await channel()).toMatchObject({
      verdict: 'met',
      asksAgain: [{ humanId: said.humanId, was: 'overruled', verdict: 'absent' }],
    })
    await team.engineer.does(`/api/findings/${said.id}/withdraw`, { reason: 'No longer so.' })
    expect((await channel()).asksAgain).toEqual([])
  })

  test.each([
    ['confirm', 'met', 'confirmed'],
    ['overrule', 'absent', 'overruled'],
  ] as const)('to %s the whole holds for what was found then', async (command, verdict, was) => {
    const { policy, channel, word } = await withPolicy()
    const { basis } = await channel()
    await word(command, { basis, verdict })
    expect(await channel()).toMatchObject({
      verdict,
      [was]: { reason: 'I looked.' },
      asksAgain: [],
    })
    await policy.revise('2', '# Policy\n\nThe case is blue.\n')
    const after = await channel()
    expect(after).toMatchObject({ verdict: 'partial', asksAgain: [{ was, verdict }] })
    expect(after[was]).toBeUndefined()
  })

  test('is about one product where it names one', async () => {
    const { product, channel, word } = await withPolicy()
    const { basis } = await channel()
    await word('overrule', { basis, verdict: 'absent' })
    expect((await channel()).verdict).toBe('absent')
    const other = await aProduct(team.engineer)
    const elsewhere = await answerTo(team.auditor, '9.2/channel', { product: other })
    expect([elsewhere.overruled, product.id === other.id]).toEqual([undefined, false])
  })

  describe('names a record of elsewhere as proof', () => {
    const withReport = async (constraint: string, days: number, documentKind = 'record') => {
      const product = await aProduct(team.engineer)
      const about = { title: 'Test report TR-12', documentKind, products: [product.id] }
      const report = await reviewed(team, team.engineer, about, disclosurePolicy)
      const on = dayAfter(team.maker, days)
      const input = { constraint, product: product.id, document: report.id, on, reason: 'Passed.' }
      const answer = () => answerTo(team.auditor, constraint, { product })
      return { product, report, on, input, answer }
    }
    const name = (input: object) => tries(team.engineer, '/api/findings/name-record', input)

    test('of the last year: it fills the silence of our own records', async () => {
      const { report, on, input, answer } = await withReport('9.5/verified', -20)
      expect((await answer()).records.verdict).toBe('absent')
      expect((await name(input)).status).toBe(201)
      const { records, legs } = await answer()
      expect(records).toMatchObject({
        verdict: 'met',
        detail: expect.stringContaining(`${report.humanId} Test report TR-12 of ${on}`),
        links: [{ kind: 'document', id: report.id }],
      })
      expect(legs.record.imported).toMatchObject([{ id: report.id, version: '1', on }])
      // What it says is no instruction: a record is not judged as a document.
      expect(legs.says.verdict).toBe('absent')
    })

    test('of earlier: it proves it in part', async () => {
      const { input, answer } = await withReport('9.5/verified', -400)
      await name(input)
      expect((await answer()).records).toMatchObject({
        verdict: 'partial',
        detail: expect.stringContaining('more than a year old'),
      })
    })

    test('beside a gap that our own records show: the gap stays', async () => {
      const { product, input, answer } = await withReport('9.2/source-d', -20)
      await team.engineer.does('/api/reports/receive', {
        description: 'The pump answers on port 23.',
        product: product.name,
        source: 'd',
        channel: 'mail',
      })
      await team.maker.settle()
      const before = (await answer()).records.verdict
      await name(input)
      expect((await answer()).records.verdict).toBe(before)
    })

    test('asks again once the record has other content', async () => {
      const { report, input, answer } = await withReport('9.5/verified', -20)
      await name(input)
      await report.revise('2', 'Another report.')
      expect(await answer()).toMatchObject({
        records: { verdict: 'absent' },
        asksAgain: [{ was: 'record-named', because: expect.stringContaining('another content') }],
      })
    })

    test('refuses what cannot prove anything', async () => {
      const policy = await withReport('9.5/verified', -20, 'policy')
      expect((await name(policy.input)).body.code).toBe('finding/not-a-record')
      const ahead = await withReport('9.5/verified', 20)
      expect((await name(ahead.input)).body.code).toBe('finding/future')
      const nowhere = { ...policy.input, document: policy.product.id }
      expect((await name(nowhere)).body.code).toBe('finding/no-such-document')
    })
  })
})
