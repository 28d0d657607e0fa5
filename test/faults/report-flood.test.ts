import { expect, test } from 'vitest'
import { limits } from '../../src/kernel/limits.ts'
import { provesWork } from '../support/work/proof.ts'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, listOf } from '../support/work/team.ts'

const team = aTeam(['triager'])
const flooding = 10_000
const attacker = { 'x-forwarded-for': '203.0.113.66' }
const sends = (headers: Record<string, string>, description: string, proof?: string) =>
  team.maker.fetch(`/report${proof === undefined ? '' : `?${new URLSearchParams({ proof })}`}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ description }),
  })

test('10,000 reports a minute from one address are refused, and everybody else is served', async () => {
  const { maker, triager } = team
  const statuses = new Map<number, number>()
  let left = flooding
  const flood = async () => {
    while (left-- > 0) {
      const answer = await sends(attacker, 'Buy!')
      await answer.arrayBuffer()
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    }
  }
  const proof = await provesWork(maker, attacker)
  const begun = Date.now()
  const flooded = Promise.all(Array.from({ length: 32 }, flood))
  // While it goes on: the form from elsewhere, the API, the pages, and a browser that shows work.
  expect((await sends(attacker, 'I sit beside a flooder.', proof)).status).toBe(201)
  const neighbour = await sends({ 'x-forwarded-for': '203.0.113.67' }, 'From next door.')
  expect(neighbour.status).toBe(201)
  await triager.does('/api/reports/receive', { source: 'f', description: 'By the API.' })
  for (const path of ['/security', '/report', '/.well-known/security.txt'])
    expect((await maker.fetch(path)).status).toBe(200)
  await flooded
  // A slow machine takes more than a minute for the flood; each minute lets as many in.
  const minutes = Math.floor((Date.now() - begun) / 60_000) + 1
  const taken = statuses.get(201) ?? 0
  expect(taken).toBeGreaterThanOrEqual(limits.rate.portalReportsPerMinute)
  expect(taken).toBeLessThanOrEqual(minutes * limits.rate.portalReportsPerMinute)
  expect([...statuses.keys()].sort()).toEqual([201, 429])
  expect(taken + (statuses.get(429) ?? 0)).toBe(flooding)
  // What was refused left nothing behind.
  expect(await listOf(triager, '/api/reports?limit=500')).toHaveLength(taken + 3)
  // And this machine, which is another address, still reports.
  expect((await sendsForm(maker, { description: 'After the flood.' })).status).toBe(201)
}, 300_000)

/** Uses up what an address may send within this minute. */
const usesUp = async (headers: Record<string, string>): Promise<Response> => {
  for (;;) {
    const answer = await sends(headers, '')
    if (answer.status === 429) return answer
    await answer.arrayBuffer()
  }
}

test('who is refused reads what to do, in their language', async () => {
  for (const [language, said] of [
    ['en', ['wait a minute', 'allow script', 'security@example-medical.example']],
    ['de', ['warten Sie eine Minute', 'erlauben Sie', 'security@example-medical.example']],
  ] as const) {
    const answer = await usesUp({ ...attacker, 'accept-language': language })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    const page = await answer.text()
    for (const words of said) expect(page).toContain(words)
  }
})

test('a proof counts once, and one that is none changes nothing', async () => {
  const proof = await provesWork(team.maker)
  await usesUp(attacker)
  expect((await sends(attacker, 'With work.', proof)).status).toBe(201)
  // The same work again, and nonsense, count as none: with room they are not refused for it.
  for (const shown of [proof, 'nonsense']) {
    await usesUp(attacker)
    expect((await sends(attacker, 'With no work.', shown)).status).toBe(429)
    const elsewhere = { 'x-forwarded-for': '203.0.113.68' }
    expect((await sends(elsewhere, 'An old tab.', shown)).status).toBe(201)
  }
})
