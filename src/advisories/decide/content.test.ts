import { describe, expect, it } from 'vitest'
import {
  ada,
  anAdvisory,
  ben,
  drafted,
  orderedContent,
  publish,
} from '../../../test/support/an-advisory.ts'
import { validateCsaf } from '../../formats/csaf-validate.ts'
import { writeCsaf } from '../../formats/csaf-write.ts'
import { orThrow } from '../../kernel/result.ts'
import { parseInstant } from '../../kernel/time.ts'
import { contentToPublish } from './content.ts'

describe('the versions of an advisory', () => {
  const second = async () => {
    const advisory = anAdvisory()
    await advisory.given('draft', drafted, ada)
    await advisory.given('revise', { change: 'A typing error.' }, ada)
    await publish(advisory, 1)
    advisory.at('2026-04-01T09:00:00.000Z')
    await advisory.given('revise', { change: 'Revision 2.4.2 is fixed too.' }, ada)
    return advisory
  }

  it('are numbered on, and the first date stays the initial release', async () => {
    const advisory = await second()
    await advisory.given('approve', {}, ben)
    await advisory.given('publish', {}, ada)
    expect(orderedContent(advisory)?.tracking.revisions).toEqual([
      { date: '2026-03-02T10:00:00.000Z', summary: 'Initial version.' },
      { date: '2026-04-01T09:00:00.000Z', summary: 'Revision 2.4.2 is fixed too.' },
    ])
  })

  it('need an author and a second person each time', async () => {
    const advisory = await second()
    expect(await advisory.when('approve', {}, ada)).toMatchObject({
      code: 'advisory/second-person',
    })
    await publish(advisory, 2)
    expect(advisory.state()).toMatchObject({
      status: 'published',
      publications: [{ trackingVersion: 1 }, { trackingVersion: 2 }],
    })
  })

  it('are valid CSAF, each of them', async () => {
    const advisory = anAdvisory()
    const now = orThrow(parseInstant('2026-04-01T09:00:00.000Z'))
    await advisory.given('draft', drafted, ada)
    const documents = [contentToPublish(advisory.state(), now)]
    await publish(advisory, 1)
    await advisory.given('revise', { change: 'More.', tlp: 'AMBER+STRICT' }, ada)
    documents.push(contentToPublish(advisory.state(), now))
    for (const [index, whole] of documents.entries()) {
      if (whole === undefined) throw new Error('There is a draft.')
      const document = writeCsaf(whole)
      expect((await validateCsaf(document)).errors).toEqual([])
      expect(document).toMatchObject({
        document: { tracking: { version: String(index + 1), status: 'final' } },
      })
    }
  })
})
