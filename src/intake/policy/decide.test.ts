import { describe, expect, it } from 'vitest'
import { recordUnderTest } from '../../../test/support/deciding.ts'
import { isRefusal } from '../../kernel/result.ts'
import { policyKind } from './index.ts'

const settings = { scope: 'All products.', disclosureDays: 90 }
const aPolicy = (already?: string) => {
  const rules = { acknowledgeDays: 5, progressDays: 30 }
  const policy = recordUnderTest(
    policyKind({ facts: async () => ({ facts: { promised: { ...rules }, already }, read: [] }) }),
    'POL-2026-0001',
  )
  return { policy, rules }
}
const codeOf = (decided: unknown) => (isRefusal(decided) ? decided.code : 'decided')

describe('publishing the policy', () => {
  it('begins with version 1, and keeps what the clocks promise on that day', async () => {
    const { policy, rules } = aPolicy()
    await policy.given('publish', settings)
    expect(policy.state()).toMatchObject({
      number: 1,
      scope: 'All products.',
      safeHarbour: 'good-faith',
      versions: [{ number: 1, changes: '', promised: rules, at: '2026-03-02T10:00:00.000Z' }],
    })
  })

  it('is refused where there is a policy already, and names it', async () => {
    const { policy } = aPolicy('POL-2025-0001')
    expect(await policy.when('publish', settings)).toMatchObject({
      code: 'policy/there-already',
      message: expect.stringContaining('POL-2025-0001'),
    })
  })
})

describe('a new version', () => {
  it('takes away what it no longer says, and leaves the older one as it was', async () => {
    const { policy } = aPolicy()
    await policy.given('publish', settings)
    await policy.given('revise', { scope: 'All products.', changes: 'No number of days.' })
    const { versions, disclosureDays } = policy.state()
    expect(disclosureDays).toBeUndefined()
    expect(versions.map((version) => version.disclosureDays)).toEqual([90, undefined])
  })

  it('needs a difference: in what it says, or in what the clocks now promise', async () => {
    const { policy, rules } = aPolicy()
    await policy.given('publish', settings)
    const same = { ...settings, changes: 'Nothing.' }
    expect(codeOf(await policy.when('revise', same))).toBe('policy/unchanged')
    rules.acknowledgeDays = 2
    expect(codeOf(await policy.when('revise', { ...same, changes: 'We answer sooner.' }))).toBe(
      'decided',
    )
  })

  it('is found by its words, and titled by its number', async () => {
    const { policy } = aPolicy()
    await policy.given('publish', settings)
    expect(policy.facets()).toMatchObject({
      title: 'Disclosure policy, version 1',
      status: 'published',
    })
  })
})
