import { describe, expect, it } from 'vitest'
import {
  ada,
  anUpdate,
  approved,
  ben,
  file,
  passed,
  prepared,
  product,
  published,
  release,
  target,
} from '../../test/support/an-update.ts'
import { fixedId } from '../../test/support/deciding.ts'
import { updateOffer } from './views.ts'

describe('an update', () => {
  it('goes from prepared to approved, publishing and published', async () => {
    const update = anUpdate()
    await update.given('prepare', prepared, ada)
    expect(update.state().status).toBe('prepared')
    await update.given('approve', { comment: 'Tested.' }, ben)
    expect(update.state().status).toBe('approved')
    await update.given('publish', {}, ada)
    expect(update.state()).toMatchObject({
      status: 'publishing',
      order: { releaseReference: 'REL-2026-0001', by: ada },
    })
    update.at('2026-03-02T11:00:00.000Z')
    await update.given('record-publication', published, 'system:publisher')
    expect(update.state()).toMatchObject({
      status: 'published',
      publication: { ...published, at: '2026-03-02T11:00:00.000Z' },
    })
  })

  it('can be found by its release, product and cases', async () => {
    const update = anUpdate()
    await update.given('prepare', prepared)
    expect(update.facets().values).toEqual({
      release: [release],
      product: [product],
      case: prepared.cases,
      revision: ['2.4.1'],
    })
  })

  it('needs a compatibility statement and a file', async () => {
    const update = anUpdate()
    await expect(update.when('prepare', { ...prepared, compatibility: ' ' })).rejects.toThrow(
      /Say which revisions/,
    )
    await expect(update.when('prepare', { ...prepared, files: [] })).rejects.toThrow(
      /without files/,
    )
  })

  it('refuses a compatibility statement with control characters', async () => {
    const hostile = { ...prepared, compatibility: 'Fits \u001b[2Jall.' }
    await expect(anUpdate().when('prepare', hostile)).rejects.toThrow(/plain text/)
  })

  it('refuses file names that the repository could not publish', async () => {
    const files = [{ ...file, name: '../pump.bin' }]
    expect(await anUpdate().when('prepare', { ...prepared, files })).toMatchObject({
      code: 'updates/file-name',
    })
    const twice = [file, { ...file, name: file.name.toUpperCase() }]
    expect(await anUpdate().when('prepare', { ...prepared, files: twice })).toMatchObject({
      code: 'updates/file-name',
    })
  })

  it('is not approved by who prepared it', async () => {
    const update = anUpdate()
    await update.given('prepare', prepared, ada)
    expect(await update.when('approve', {}, ada)).toMatchObject({ code: 'update/second-person' })
  })

  it('is approved once', async () => {
    const update = anUpdate()
    await approved(update)
    expect(await update.when('approve', {}, ben)).toMatchObject({
      code: 'update/approved-already',
    })
  })
})

describe('publishing an update', () => {
  it('refuses before the approval', async () => {
    const update = anUpdate()
    await update.given('prepare', prepared, ada)
    expect(await update.when('publish', {}, ben)).toMatchObject({ code: 'update/not-approved' })
  })

  it('refuses while the release is not signed, and says what is missing', async () => {
    const missing = ['The second signature.']
    const update = anUpdate(() => ({ ...passed, passed: false, missing }))
    await approved(update)
    expect(await update.when('publish', {}, ada)).toMatchObject({
      code: 'update/release-not-passed',
      message: 'REL-2026-0001 is not released yet. The second signature.',
      details: { missing },
    })
  })

  it('refuses an update of another product or revision than its release', async () => {
    for (const other of [{ revision: '2.4.0' }, { product: fixedId(9) }]) {
      const update = anUpdate(() => ({ ...passed, ...other }))
      await approved(update)
      expect(await update.when('publish', {}, ada)).toMatchObject({ code: 'update/other-release' })
    }
  })

  it('refuses a second order while one is on its way, and after it', async () => {
    const update = anUpdate()
    await approved(update)
    await update.given('publish', {}, ada)
    expect(await update.when('publish', {}, ada)).toMatchObject({ code: 'update/publishing' })
    await update.given('record-publication', published)
    expect(await update.when('publish', {}, ada)).toMatchObject({
      code: 'update/published-already',
    })
  })

  it('can be ordered again after it failed, and the reason is kept until then', async () => {
    const update = anUpdate()
    await approved(update)
    await update.given('publish', {}, ada)
    await update.given('publication-failed', { reason: 'No keys.' })
    expect(update.state()).toMatchObject({ status: 'approved', failure: { reason: 'No keys.' } })
    await update.given('publish', {}, ada)
    expect(update.state()).toMatchObject({ status: 'publishing', failure: null })
  })

  it('keeps a publication told twice or after a failure once, and ignores a late failure', async () => {
    const update = anUpdate()
    await approved(update)
    await update.given('publish', {}, ada)
    await update.given('publication-failed', { reason: 'Timed out.' })
    await update.given('record-publication', published)
    expect(await update.when('record-publication', published)).toEqual({ events: [] })
    expect(await update.when('publication-failed', { reason: 'Late.' })).toEqual({ events: [] })
    expect(update.state().status).toBe('published')
  })

  it('is not recorded where nobody ordered it', async () => {
    const update = anUpdate()
    await approved(update)
    expect(await update.when('record-publication', published)).toMatchObject({
      code: 'update/not-ordered',
    })
  })

  it('offers to the public only what is published', async () => {
    const update = anUpdate()
    await approved(update)
    expect(updateOffer(update.state())).toBeUndefined()
    await update.given('publish', {}, ada)
    await update.given('record-publication', published)
    expect(updateOffer(update.state())).toMatchObject({
      reference: 'UPD-2026-0001',
      status: 'published',
      compatibility: prepared.compatibility,
      files: [target],
    })
  })
})
