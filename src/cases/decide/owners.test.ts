import { describe, expect, it } from 'vitest'
import { ada, anOpenCase, ben, gateway, pump, wholeEvidence } from '../../../test/support/a-case.ts'
import { concernedProducts } from '../state/owners.ts'
import { ownersChecks } from './closure/owners.ts'

const ask = { products: [gateway] }
const not = {
  product: gateway,
  answer: 'not-affected',
  justification: 'component-not-present',
  statement: 'Not inside.',
}
const proposed = (product: string) => ({
  product,
  revision: '2.4.0',
  because: [{ reason: 'component' as const, what: 'zlib 1.2' }],
})

describe('the question to owners', () => {
  it('goes by mail with reference and link only, and once', async () => {
    const about = await anOpenCase()
    expect(await about.when('ask-owners', ask)).toMatchObject({
      events: [{ type: 'case.owners-asked', products: [{ name: 'Careline Gateway' }], mails: 1 }],
      deliveries: [
        {
          recipient: 'person-ben@maker.example',
          content: { subject: expect.stringMatching(/^\[CASE-/) },
        },
      ],
    })
    expect(await about.when('ask-owners', ask)).toMatchObject({ code: 'case/asked-already' })
  })

  it('is refused where nobody owns the product, or nothing is known to be concerned', async () => {
    const ownerless = await anOpenCase({ owners: () => [] })
    expect(await ownerless.when('ask-owners', ask)).toMatchObject({
      code: 'case/product-without-owner',
    })
    expect(await (await anOpenCase()).when('ask-owners', {})).toMatchObject({
      code: 'case/no-products',
    })
  })

  it('goes to all active products where the rules say so', async () => {
    const about = await anOpenCase({ rules: { ask: 'all' } })
    await about.given('ask-owners', {})
    expect(about.state().asks.map(({ product }) => product)).toEqual([pump, gateway])
  })

  it('may not be left out for a product that the impact brings up', async () => {
    const about = await anOpenCase({ proposed: () => [proposed(gateway)] })
    await about.given('set-impact', {
      rows: [{ product: pump, revision: '2.4.0', status: 'affected' }],
    })
    await about.given('propose-impact', {})
    expect(concernedProducts(about.state())).toEqual([gateway])
    expect(await about.when('ask-owners', { none: true, reason: 'None.' })).toMatchObject({
      code: 'case/owners-to-ask',
    })
    await about.given('ask-owners', {})
    await about.given('answer-for-product', not, ben)
    const [check] = ownersChecks(about.state(), wholeEvidence)
    expect(check).toMatchObject({ done: true, recorded: '1 answered for' })
  })

  it('is answered by an owner alone, and opens again when it is asked anew', async () => {
    const about = await anOpenCase()
    await about.given('ask-owners', ask)
    expect(await about.when('answer-for-product', not, ada)).toMatchObject({
      code: 'case/not-an-owner',
    })
    await about.given('answer-for-product', not, ben)
    expect(about.state().otherProducts).toMatchObject({ products: [gateway], none: false })
    await about.given('ask-owners', ask)
    expect(about.state().otherProducts).toBeNull()
  })

  it('reminds before its date, escalates after it, and falls silent with the answer', async () => {
    const about = await anOpenCase()
    await about.given('ask-owners', ask)
    const watch = () => about.facets().values?.['inquiry-watch']
    expect(watch()).toEqual(['2026-03-08T17:00:00.000Z'])
    about.at('2026-03-10T10:00:00.000Z')
    const kept = await about.when('keep-inquiries', {})
    // The server slept over the reminder: it is crossed off, and only the escalation leaves.
    expect(kept).toMatchObject({ events: [{ kind: 'remind', mails: 0 }, { kind: 'escalate' }] })
    expect(await about.when('keep-inquiries', {})).toMatchObject({ events: [] })
    expect(watch()).toBeUndefined()
  })
})
