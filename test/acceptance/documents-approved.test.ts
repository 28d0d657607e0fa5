import { afterAll, beforeAll, expect, test } from 'vitest'
import { bytesOf } from '../support/made-documents.ts'
import { type Colleague, type Maker, openMaker } from '../support/maker.ts'
import { type DatabasePlace, onDatabases } from '../support/on-databases.ts'

const approved = (by: string, on: string) => `# Complaint handling

| Role | Name | Date |
| --- | --- | --- |
| Prepared by | Jan Weber | 2025-02-01 |
| Approved by | ${by} | ${on} |

## Security in complaints

Customer support screens each complaint for security and forwards it on the same day.
`

onDatabases('What documents say of their own approval', (openDatabase) => {
  let place: DatabasePlace
  let maker: Maker
  let writer: Colleague
  let auditor: Colleague
  beforeAll(async () => {
    place = await openDatabase()
    maker = await openMaker({ environment: place.environment })
    writer = await maker.colleague('wanda', ['writer'])
    auditor = await maker.colleague('otto', ['auditor'])
  }, 60_000)
  afterAll(async () => {
    await maker?.close()
    await place?.drop()
  })

  const register = async (title: string, text: string, version = '1') => {
    const { id } = await writer.does('/api/documents/register', { title, documentKind: 'policy' })
    await revise(id, version, text)
    return id
  }
  const revise = async (id: string, version: string, text: string) => {
    const file = await writer.upload(`${version}.md`, bytesOf(text))
    await writer.does(`/api/documents/${id}/add-revision`, { version, file })
    await maker.settle()
  }
  const waiting = async (who = auditor) => (await who.get('/api/library/approvals')).body.items
  const stateOf = async (id: string) => (await auditor.get(`/api/documents/${id}`)).body.state
  const said = { version: '1', approvedBy: 'Ruth Keller', approvedOn: '2025-03-03' }

  test('is proposed with its words and place, and nothing is approved by it', async () => {
    const id = await register('Complaints', approved('Ruth Keller', '2025-03-03'))
    expect(await waiting()).toEqual([
      expect.objectContaining({
        id,
        version: '1',
        proposal: {
          by: 'Ruth Keller',
          on: '2025-03-03',
          quote: '| Approved by | Ruth Keller | 2025-03-03 |',
          passage: 3,
          page: null,
          heading: 'Complaint handling',
        },
      }),
    ])
    expect((await stateOf(id)).revisions).toMatchObject([{ approved: null }])
    const refused = await writer.post(`/api/documents/${id}/confirm-approval`, {
      input: { ...said, approvedBy: 'Somebody Else' },
    })
    expect(refused.body.code).toBe('document/not-proposed')
    const auditors = await auditor.post(`/api/documents/${id}/confirm-approval`, { input: said })
    expect(auditors.status).toBe(403)
    await writer.does(`/api/documents/${id}/confirm-approval`, said)
    expect((await stateOf(id)).revisions).toMatchObject([
      { approved: { by: 'Ruth Keller', on: '2025-03-03' } },
    ])
    expect(await waiting()).toEqual([])
    // The fact holds where the document says it.
    const { body } = await auditor.get(`/api/documents/${id}/history`)
    expect(body.events).toContainEqual(
      expect.objectContaining({
        type: 'document.revision-approved',
        payload: expect.objectContaining({
          source: expect.objectContaining({ quote: '| Approved by | Ruth Keller | 2025-03-03 |' }),
        }),
      }),
    )
  })

  test('is not proposed again once it was dismissed, until there is a new revision', async () => {
    const id = await register('Policy', approved('Ruth Keller', '2025-03-04'))
    expect(await waiting()).toHaveLength(1)
    await writer.does(`/api/documents/${id}/dismiss-approval`, {
      version: '1',
      reason: 'Copied from the draft.',
    })
    expect(await waiting()).toEqual([])
    expect((await stateOf(id)).revisions).toMatchObject([{ approved: null }])
    await revise(id, '2', approved('Ruth Keller', '2025-04-04'))
    expect(await waiting()).toMatchObject([{ version: '2', proposal: { on: '2025-04-04' } }])
    // What a person recorded by hand needs no confirming.
    await writer.does(`/api/documents/${id}/record-approval`, {
      version: '2',
      approvedBy: 'R. Keller',
      approvedOn: '2025-04-04',
    })
    expect(await waiting()).toEqual([])
  })

  test('is no template, no day to come and nothing that the text does not say', async () => {
    await register('Template', approved('<name>', 'YYYY-MM-DD'))
    await register('To come', approved('Ruth Keller', '2099-03-03'))
    const id = await register('Silent', 'Complaints are approved by the head of quality.')
    expect(await waiting()).toEqual([])
    const refused = await writer.post(`/api/documents/${id}/dismiss-approval`, {
      input: { version: '1', reason: 'There is none.' },
    })
    expect(refused.body.code).toBe('document/not-proposed')
    expect((await maker.fetch('/api/library/approvals')).status).toBe(401)
  })
})
