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

  test('tells strangers apart behind a web server on this machine, whatever they say of themselves', async () => {
    const from = (addresses: string) => async () => {
      const headers = { 'x-forwarded-for': addresses }
      const response = await maker.fetch('/api/session', { headers })
      await response.arrayBuffer()
      return response
    }
    let sent = 0
    // The last address is the one that the web server saw; the first is what the stranger claims.
    const changing = () => from(`198.51.100.${sent++ % 250}, 203.0.113.7`)()
    expect(await statuses(limits.rate.perMinute + 1, changing)).toEqual([200, 429])
    expect((await from('203.0.113.8')()).status).toBe(200)
    expect((await from('127.0.0.1, 203.0.113.7')()).status).toBe(429)
  })

  test('lets a person do much more than a stranger', async () => {
    const { administrator } = maker
    const person = () => administrator.get('/api/session')
    expect(await statuses(limits.rate.perMinute + 1, person)).toEqual([200])
  })
})
