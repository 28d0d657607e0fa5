import { describe, expect, it } from 'vitest'
import { fixedId, recordUnderTest } from '../../../test/support/deciding.ts'
import { patchKind } from '../index.ts'

const recorded = {
  vendor: 'Example',
  name: 'OS monthly update',
  version: '2026-02',
  product: fixedId(2),
  revision: '2.4.1',
}
const ada = 'person:ada'
const ben = 'person:ben'

const aPatch = async () => {
  const patch = recordUnderTest(patchKind(), 'PAT-2026-0001')
  await patch.given('record', recorded, ada)
  return patch
}

describe('a third-party patch', () => {
  it('is found by its product before anybody took a position', async () => {
    const patch = await aPatch()
    expect(patch.facets()).toMatchObject({
      title: 'Example OS monthly update 2026-02',
      status: 'recorded',
      values: { product: [recorded.product] },
    })
  })

  it('needs a mitigation unless it is approved', async () => {
    for (const position of ['not-approved', 'under-test'] as const) {
      const patch = await aPatch()
      expect(await patch.when('decide-position', { position, reason: 'Untested.' })).toMatchObject({
        code: 'patch/mitigation-missing',
      })
    }
  })

  it('keeps every position with its signature; the last one holds', async () => {
    const patch = await aPatch()
    const mitigation = 'Keep the gateway behind its firewall.'
    await patch.given(
      'decide-position',
      { position: 'under-test', mitigation, reason: 'In test.' },
      ada,
    )
    await patch.given('decide-position', { position: 'approved', reason: 'Tested.' }, ben)
    expect(patch.state()).toMatchObject({
      status: 'approved',
      positions: [
        { position: 'under-test', mitigation, by: ada, name: ada },
        { position: 'approved', by: ben, name: ben },
      ],
    })
  })

  it('is not approved by who recorded it', async () => {
    const patch = await aPatch()
    expect(
      await patch.when('decide-position', { position: 'approved', reason: 'Tested.' }, ada),
    ).toMatchObject({ code: 'patch/second-person' })
  })
})
