import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sendsForm } from '../support/work/report.ts'
import { aTeam, listOf, stateOf } from '../support/work/team.ts'

// Issue 3: a reporter's link cannot reach another report.
const team = aTeam(['triager'])

const secret = 'Thornwick'

test('no link, id or path that a reporter can make reaches another report', async () => {
  const { maker, triager } = team
  const mine = await sendsForm(maker, { description: 'Mine.' })
  const other = await sendsForm(maker, {
    description: `${secret}: the port of another report.`,
    reporterEmail: 'thornwick@example.org',
  })
  const [{ id, humanId }] = await listOf(triager, `/api/reports?search=${secret}`)
  const path = mine.link
  const token = path.split('/')[2] ?? ''
  const theirs = other.link.split('/')[2] ?? ''
  const { linkHash } = await stateOf(triager, `/api/reports/${id}`)
  const part = fc.constantFrom(id, humanId, linkHash, token, '..', '.', '%2e%2e', '', 'withdraw')
  const near = fc
    .tuple(fc.nat(theirs.length - 1), fc.constantFrom(...'ABCxyz019-_'))
    .filter(([at, letter]) => theirs[at] !== letter)
    .map(([at, letter]) => `/r/${theirs.slice(0, at)}${letter}${theirs.slice(at + 1)}`)
  const attempts = fc.oneof(
    near,
    fc.base64String({ minLength: 44, maxLength: 44 }).map((text) => `/r/${text.slice(0, 43)}`),
    fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `/r/${parts.join('/')}`),
    fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `${path}/${parts.join('/')}`),
    part.map((name) => `${path}?id=${name}&token=${name}&report=${name}`),
    part.map((name) => `/api/reports/${name}`),
    part.map((name) => `/api/reports/${name}/history`),
    part.map((name) => `/api/reports/${name}/candidates`),
    fc.constant(
      `/r/${theirs.toUpperCase() === theirs ? theirs.toLowerCase() : theirs.toUpperCase()}`,
    ),
    fc.constant(`/r/${theirs.slice(0, -1)}`),
    fc.constant(`/r/${theirs}A`),
  )
  const before = JSON.stringify(await maker.server.parts.ledger.load(id))
  await fc.assert(
    fc.asyncProperty(attempts, fc.boolean(), async (attempt, writes) => {
      const response = await maker.fetch(attempt, {
        ...(writes
          ? { method: 'POST', body: new URLSearchParams({ message: 'Forged.', credit: 'Forged.' }) }
          : {}),
        redirect: 'manual',
        // Each as another stranger: the bound on one address is tested elsewhere.
        headers: { 'x-forwarded-for': `10.${Math.floor(calls / 250)}.${calls++ % 250}.7` },
      })
      const text = await response.text()
      expect(text).not.toContain(secret)
      // What they typed themselves may come back in a link to the same page.
      if (!attempt.includes(humanId)) expect(text).not.toContain(humanId)
      expect(text).not.toContain('thornwick@')
    }),
    { numRuns: 200 },
  )
  expect(JSON.stringify(await maker.server.parts.ledger.load(id))).toBe(before)
})

let calls = 0
