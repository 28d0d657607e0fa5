import { beforeAll, expect, test } from 'vitest'
import { aTeam, dayAfter } from '../support/work/team.ts'

const team = aTeam(['triager'])
const hour = 3_600_000
let token = ''

// Days pass here: a session would end, a token does not.
beforeAll(async () => {
  const asked = { label: 'figures', roles: ['triager'] }
  token = (await team.triager.post('/api/tokens', asked)).body.token
})

const calls = async (path: string, input?: unknown) => {
  const answer = await team.maker.fetch(path, {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(input === undefined ? {} : { method: 'POST', body: JSON.stringify({ input }) }),
  })
  return { status: answer.status, body: await answer.json() }
}

test('figures say what came, how long the first answer and the end took, and what still waits', async () => {
  const { maker } = team
  const from = dayAfter(maker, 0)
  const received = async (source: string, channel: string, product = '') => {
    const told = { source, channel, product, description: `From ${source} by ${channel}.` }
    return (await calls('/api/reports/receive', told)).body.id
  }
  const quick = await received('f', 'portal', ' Careline   Gateway, large')
  const slow = await received('d', 'complaint', 'Careline Gateway, large')
  await received('d', 'mail', 'Serafin')
  const answers = (id: string) =>
    calls(`/api/reports/${id}/acknowledge`, {
      message: 'We read it.',
      nextDate: dayAfter(maker, 10),
    })
  maker.time.now += 2 * hour
  await answers(quick)
  maker.time.now += 48 * hour
  await answers(slow)
  await calls(`/api/reports/${quick}/conclude`, {
    exit: 'not-a-vulnerability',
    reason: 'By design.',
    message: 'It works as described.',
  })
  const to = dayAfter(maker, 0)
  const { status, body } = await calls(`/api/intake/statistics?from=${from}&to=${to}`)
  expect(status).toBe(200)
  expect(body.received).toEqual({
    count: 3,
    unanswered: 1,
    open: 2,
    fromUsers: 2,
    fromUsersByComplaint: 1,
    byComplaint: 1,
  })
  expect(body.weeks[0].bySource).toEqual({ f: 1, d: 2 })
  expect(body.answered).toMatchObject({ count: 2, medianHours: 2, p90Hours: 50 })
  expect(body.ended).toMatchObject({ count: 1, medianHours: 50, p90Hours: 50 })
  const months = body.answered.months as readonly { readonly count: number }[]
  expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(2)
})

test('an empty span has no median, and is not called quick', async () => {
  const { body } = await calls('/api/intake/statistics?from=2001-01-01&to=2001-01-31')
  expect(body.weeks).toHaveLength(5)
  expect(body.answered).toMatchObject({ count: 0, medianHours: null, p90Hours: null })
})

test.each(['from=2026-02-01&to=2026-01-01', 'from=2020-01-01&to=2026-01-01', 'from=yesterday'])(
  'a span that is none is refused: %s',
  async (span) => {
    const { status } = await calls(`/api/intake/statistics?${span}`)
    expect(status).toBe(400)
  },
)

test('products are found by the words of their reporters, commas and all', async () => {
  const { body } = await calls('/api/intake/products')
  expect(body.items).toEqual([
    { product: 'Careline Gateway, large', count: 2 },
    { product: 'Serafin', count: 1 },
  ])
  const facet = encodeURIComponent('product:Careline Gateway, large,source:d')
  const found = (await calls(`/api/reports?facet=${facet}`)).body.items
  expect(found).toHaveLength(1)
  expect(found[0].facets.product).toEqual(['Careline Gateway, large'])
})

test('what is overdue is listed and counted by the clock of the server', async () => {
  const { maker } = team
  const overdue = async () => (await calls('/api/reports?due=overdue')).body.items
  expect(await overdue()).toEqual([])
  maker.time.now += 7 * 24 * hour
  expect(await overdue()).toHaveLength(1)
  expect((await calls('/api/reports/counts?due=overdue')).body).toEqual({ new: 1 })
})

test('nobody reads figures who may not read reports', async () => {
  const { status } = await team.maker.fetch('/api/intake/statistics')
  expect(status).toBe(401)
})
