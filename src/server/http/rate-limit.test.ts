import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Maker, openMaker } from '../../../test/support/maker.ts'
import { limits } from '../../kernel/limits.ts'

describe('the limit of requests', () => {
  let maker: Maker
  beforeAll(async () => {
    maker = await openMaker()
  })
  afterAll(() => maker?.close())

  const statuses = async (times: number, ask: () => Promise<{ readonly status: number }>) => {
    const seen = new Set<number>()
    for (let sent = 0; sent < times; sent++) seen.add((await ask()).status)
    return [...seen].sort()
  }

  test('slows strangers by their address, and nobody who has signed in from the same one', async () => {
    const stranger = async () => {
      const response = await maker.fetch('/api/session')
      await response.arrayBuffer()
      return response
    }
    expect(await statuses(limits.rate.perMinute + 1, stranger)).toEqual([200, 429])
    expect((await maker.administrator.get('/api/session')).status).toBe(200)
  })

  test('lets a person do much more than a stranger', async () => {
    const { administrator } = maker
    const person = () => administrator.get('/api/session')
    expect(await statuses(limits.rate.perMinute + 1, person)).toEqual([200])
  })
})
