import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Maker, openMaker } from '../support/maker.ts'

describe('the founder of a small maker', () => {
  let maker: Maker
  beforeAll(async () => {
    maker = await openMaker()
  })
  afterAll(() => maker.close())

  const take = (roles: readonly string[], signed = true) => {
    const { administrator } = maker
    return administrator.post(`/api/people/${administrator.person}/take-roles`, {
      input: { roles, reason: 'I am alone here yet.' },
      ...(signed ? { signature: administrator.signature() } : {}),
    })
  }

  test('signs for a case after taking the role by a signature, and not before', async () => {
    const { administrator } = maker
    const { id } = await administrator.does('/api/cases/open', { title: 'Gateway takes any' })
    const decide = () =>
      administrator.post(`/api/cases/${id}/approve-disclosure`, {
        input: {},
        signature: administrator.signature(),
      })
    expect((await decide()).status).toBe(403)
    expect((await take(['engineer', 'writer'], false)).body.code).toBe('access/signature-needed')
    expect((await take(['engineer', 'writer'])).status).toBe(200)
    // Let in: it is the decision that is not there yet.
    expect((await decide()).body.code).toBe('case/no-disclosure')
  })

  test('leaves a signed fact behind', async () => {
    const { administrator } = maker
    const { body } = await administrator.get(`/api/people/${administrator.person}/history`)
    expect(body.events.at(-1)).toMatchObject({
      type: 'person.roles-taken',
      signature: { name: 'Ada Administrator' },
      payload: { roles: ['engineer', 'writer', 'administrator'], reason: 'I am alone here yet.' },
    })
  })

  test('asks the other administrator once there is one', async () => {
    await maker.colleague('second', ['administrator'])
    expect((await take(['approver'])).body.code).toBe('person/own-roles')
  })
})
