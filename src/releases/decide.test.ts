import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../test/support/deciding.ts'
import { refuse } from '../kernel/result.ts'
import { type GateCheck, type GateState, gateStates, letsThrough } from './contract.ts'
import { effectiveChecks, gateOpen, releaseKind } from './index.ts'

const [rita, anna, ben] = ['person:rita', 'person:anna', 'person:ben']
const product = fixedId(1)
const plan = { title: 'Gateway 2.4.1', product, revision: '2.4.1', cases: [fixedId(2)] }

const check = (id: string, state: GateState = 'passed', detail = 'As it is.'): GateCheck => ({
  id,
  title: `Check ${id}`,
  constraint: '9.5/verified',
  state,
  detail,
})
const whole = [check('a'), check('b')]
const written = {
  documents: [
    {
      title: 'Security guide',
      name: 'guide.pdf',
      format: 'pdf',
      file: { hash: 'ab'.repeat(32), name: 'guide.pdf', size: 9 },
      missing: [],
      gaps: [],
    },
  ],
  recordsHash: 'cd'.repeat(32),
}

const aRelease = async (checks: () => readonly GateCheck[] = () => whole) => {
  const release = recordUnderTest(
    releaseKind({
      product: async (id) =>
        id === product
          ? { facts: undefined, read: [] }
          : refuse('release/no-product', 'No such product.'),
      gateChecks: async () => ({ facts: checks(), read: [] }),
    }),
    'REL-2026-0001',
  )
  await release.given('plan', plan, rita)
  return release
}
type Release = Awaited<ReturnType<typeof aRelease>>
const document = async (release: Release) => {
  await release.given('write-documents', {}, rita)
  await release.given('record-documents', written, 'system:reactions')
}
const waiver = (id: string, as = 'waived') => ({ check: id, as, reason: 'Not reachable.' })

describe('the gaps of the documents', () => {
  const gap = { gap: 'guide/accounts', title: 'Account management', what: 'Nothing is recorded.' }
  const other = { ...gap, gap: 'notes/compatibility', title: 'Compatibility' }
  const withGaps = (gaps: readonly object[]) => ({
    ...written,
    documents: written.documents.map((one) => ({ ...one, gaps })),
  })
  const shown = async (gaps: readonly object[] = [gap, other]) => {
    const release = await aRelease()
    await release.given('write-documents', {}, rita)
    await release.given('record-documents', withGaps(gaps), 'system:reactions')
    return release
  }
  const reason = 'There are no accounts in this revision.'
  const both = { gaps: [gap, other].map((one) => ({ gap: one.gap, reason })) }

  it('keep a release from being signed, each by its name', async () => {
    const release = await shown()
    expect(await release.when('sign', {}, anna)).toMatchObject({
      code: 'release/document-gaps',
      details: { missing: [{ gap: gap.gap }, { gap: other.gap }] },
    })
  })

  it('are waived one by one with a reason, and the documents are written again', async () => {
    const release = await shown()
    await release.given('waive-gaps', both, anna)
    expect(release.state()).toMatchObject({
      documentsOrdered: true,
      gapWaivers: [
        { ...gap, reason },
        { ...other, reason },
      ],
    })
    expect(await release.when('sign', {}, anna)).toMatchObject({ code: 'release/being-written' })
    await release.given('record-documents', withGaps([]), 'system:reactions')
    await release.given('sign', {}, anna)
    expect(release.state().status).toBe('signed-once')
  })

  it('are waived only where the documents show them, and once', async () => {
    const release = await shown([gap])
    expect(await release.when('waive-gaps', both, anna)).toMatchObject({
      code: 'release/no-such-gap',
    })
    const twice = { gaps: [gap, gap].map((one) => ({ gap: one.gap, reason })) }
    expect(await release.when('waive-gaps', twice, anna)).toMatchObject({
      code: 'release/gap-twice',
    })
    await release.given('write-documents', {}, rita)
    expect(
      await release.when('waive-gaps', { gaps: [{ gap: gap.gap, reason }] }, anna),
    ).toMatchObject({ code: 'release/being-written' })
  })
})

describe('planning a release', () => {
  it('takes a product that is there', async () => {
    const release = await aRelease()
    expect(release.state()).toMatchObject({ status: 'planned', plannedBy: rita, gate: null })
    expect(release.facets().values).toMatchObject({ product: [product], case: [fixedId(2)] })
    expect(await release.when('plan', { ...plan, product: fixedId(9) })).toMatchObject({
      code: 'release/no-product',
    })
  })
})

describe('the gate', () => {
  it.each(gateStates.map((state) => [state, letsThrough(state)] as const))(
    'with one check %s lets through: %s',
    async (state, open) => {
      const release = await aRelease(() => [check('a'), check('b', state)])
      await release.given('evaluate-gate', {})
      expect(gateOpen(release.state())).toBe(open)
      expect(release.state().status).toBe(open ? 'gate-open' : 'planned')
    },
  )

  it('lets through three states out of eight, and nothing without a check', async () => {
    expect(gateStates.filter(letsThrough)).toEqual(['waived', 'not-applicable', 'passed'])
    expect(gateOpen((await aRelease()).state())).toBe(false)
    const empty = await aRelease(() => [])
    await empty.given('evaluate-gate', {})
    expect(gateOpen(empty.state())).toBe(false)
  })

  it('goes back when a check no longer passes', async () => {
    let checks = whole
    const release = await aRelease(() => checks)
    await release.given('evaluate-gate', {})
    checks = [check('a'), check('b', 'failed')]
    await release.given('evaluate-gate', {})
    expect(release.state().status).toBe('planned')
  })
})

describe('a waiver', () => {
  const waived = async (checks: () => readonly GateCheck[]) => {
    const release = await aRelease(checks)
    await release.given('evaluate-gate', {})
    await release.given('waive', waiver('b'), anna)
    return release
  }
  const states = (release: Release) => effectiveChecks(release.state()).map(({ state }) => state)

  it('lets through and never says passed, with reason and name', async () => {
    const release = await waived(() => [check('a'), check('b', 'missing')])
    expect(effectiveChecks(release.state())[1]).toMatchObject({
      state: 'waived',
      detail: `Not reachable. (${anna})`,
    })
    await release.given('waive', waiver('b', 'not-applicable'), anna)
    expect(states(release)).toEqual(['passed', 'not-applicable'])
  })

  it('is for a check of the gate that was looked at and does not pass', async () => {
    const release = await aRelease()
    expect(await release.when('waive', waiver('a'))).toMatchObject({
      code: 'release/no-such-check',
    })
    await release.given('evaluate-gate', {})
    expect(await release.when('waive', waiver('z'))).toMatchObject({
      code: 'release/no-such-check',
    })
    expect(await release.when('waive', waiver('a'))).toMatchObject({
      code: 'release/passed-already',
    })
  })

  it('stays while the check says the same', async () => {
    const release = await waived(() => [check('a'), check('b', 'missing')])
    await release.given('evaluate-gate', {})
    expect(states(release)).toEqual(['passed', 'waived'])
  })

  it.each([
    ['another state', check('b', 'failed')],
    ['another record', check('b', 'missing', 'Open: DEF-2026-0002.')],
  ])('does not cover %s that came later', async (_name, later) => {
    let b = check('b', 'missing')
    const release = await waived(() => [check('a'), b])
    await document(release)
    b = later
    // Signing looks again by itself.
    expect(await release.when('sign', {}, anna)).toMatchObject({ code: 'release/gate-shut' })
    await release.given('evaluate-gate', {})
    expect(states(release)).toEqual(['passed', later.state])
    expect(release.state().waivers).toEqual([])
  })
})

describe('the release documents', () => {
  it('are ordered by a person, written by the server, once for each order', async () => {
    const release = await aRelease()
    expect(await release.when('record-documents', written)).toEqual({ events: [] })
    await document(release)
    expect(release.state()).toMatchObject({ status: 'documented', documentsOrdered: false })
    expect(await release.when('record-documents', written)).toEqual({ events: [] })
  })

  it('that could not be written say why, until they are ordered again', async () => {
    const release = await aRelease()
    await release.given('write-documents', {})
    await release.given('documents-failed', { reason: 'The maker has no name.' })
    expect(release.state()).toMatchObject({
      status: 'planned',
      documentsOrdered: false,
      documentsProblem: 'The maker has no name.',
    })
    expect(await release.when('documents-failed', { reason: 'x' })).toEqual({ events: [] })
    await release.given('write-documents', {})
    expect(release.state().documentsProblem).toBeNull()
  })

  it('written anew are not what was signed', async () => {
    const release = await aRelease()
    await document(release)
    await release.given('sign', {}, anna)
    expect(release.state().status).toBe('signed-once')
    await document(release)
    expect(release.state()).toMatchObject({ status: 'documented', signatures: [] })
  })
})

describe('signing a release', () => {
  it('comes after the documents and an open gate', async () => {
    let checks: readonly GateCheck[] = [check('a'), check('b', 'incomplete')]
    const release = await aRelease(() => checks)
    expect(await release.when('sign', {}, anna)).toMatchObject({ code: 'release/no-documents' })
    await document(release)
    expect(await release.when('sign', {}, anna)).toMatchObject({
      code: 'release/gate-shut',
      details: { checks: [{ id: 'b' }] },
    })
    checks = []
    expect(await release.when('sign', {}, anna)).toMatchObject({ code: 'release/gate-shut' })
    checks = whole
    await release.given('sign', {}, anna)
  })

  it('takes two people', async () => {
    const release = await aRelease()
    await document(release)
    await release.given('sign', { comment: 'Read.' }, anna)
    expect(await release.when('sign', {}, anna)).toMatchObject({ code: 'release/second-person' })
    expect(release.state().status).toBe('signed-once')
    await release.given('sign', {}, ben)
    expect(release.state()).toMatchObject({
      status: 'released',
      signatures: [
        { by: anna, name: anna, meaning: 'approval of the release' },
        { by: ben, name: ben },
      ],
    })
  })

  it('ends it: nothing changes any more', async () => {
    const release = await aRelease()
    await document(release)
    for (const by of [anna, ben]) await release.given('sign', {}, by)
    for (const [command, input] of [
      ['evaluate-gate', {}],
      ['waive', waiver('a')],
      ['declare-unchanged', { reason: 'x' }],
      ['write-documents', {}],
      ['sign', {}],
    ] as const)
      expect(await release.when(command, input, 'person:cyd')).toMatchObject({
        code: 'release/released',
      })
  })
})

describe('the statement that nothing changed', () => {
  it('is signed, with its reason', async () => {
    const release = await aRelease()
    await release.given('declare-unchanged', { reason: 'Only a translation.' }, anna)
    expect(release.state().unchanged).toEqual({
      reason: 'Only a translation.',
      name: anna,
      at: '2026-03-02T10:00:00.000Z',
    })
  })
})
