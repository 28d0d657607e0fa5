import { beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Colleague } from '../support/maker.ts'
import { type ACase, aCase } from '../support/work/case.ts'
import { type AProduct, aProduct } from '../support/work/product.ts'
import { aTeam, tries } from '../support/work/team.ts'

// 9.5, bad input: each is refused with its code, says what to do next, and leaves the case as it was.
const team = aTeam(['engineer', 'second', 'approver'])
let product: AProduct
let about: ACase

beforeAll(async () => {
  product = await aProduct(team.engineer, { revisions: ['2.3.0', '2.4.0', '2.4.1'] })
  about = await aCase(team, product)
  await about.does('set-impact', { rows: [row('2.4.0', 'affected')] })
})

const row = (revision: string, status: string, more: object = {}) => ({
  product: product.id,
  revision,
  status,
  ...more,
})

const versionOf = async (): Promise<number> => (await team.engineer.get(about.path)).body.version

/** Refused with this code and these words of the next step, and nothing was recorded. */
const refuses = async (command: string, input: unknown, code: string, next: RegExp) => {
  const before = await versionOf()
  const answer = await tries(team.engineer, `${about.path}/${command}`, input)
  expect(answer.body.code).toBe(code)
  expect(answer.body.title).toMatch(next)
  expect(answer.headers.get('content-type')).toContain('problem+json')
  expect(answer.status).toBe(code === 'input/invalid' ? 400 : 422)
  expect(await versionOf()).toBe(before)
}

describe('rows of the impact that contradict', () => {
  test('each other, or a range that was decided', async () => {
    const rows = [row('2.3.0', 'affected'), row('2.3.0', 'fixed')]
    await refuses('set-impact', { rows }, 'case/impact-twice', /Keep one row/)
    await about.does('decide-range', { product: product.id, range: '<2.4.1', status: 'affected' })
    await refuses(
      'set-impact',
      { rows: [row('2.3.0', 'fixed')] },
      'case/range-contradicts',
      /Take that range back or decide a narrower one/,
    )
    await about.does('drop-range', { product: product.id, range: '<2.4.1' })
  })

  test('their own status, or what the product has', async () => {
    await refuses(
      'set-impact',
      { rows: [row('2.4.0', 'not-affected')] },
      'case/justification-missing',
      /choose a justification/,
    )
    await refuses(
      'set-impact',
      { rows: [row('2.4.0', 'affected', { justification: 'component-not-present' })] },
      'case/justification-misplaced',
      /belongs to "not affected" only/,
    )
    await refuses(
      'set-impact',
      { rows: [row('9.9.9', 'affected')] },
      'case/no-such-revision',
      /Add the revision to the product first/,
    )
  })
})

describe('a vector that does not parse', () => {
  test.each([
    ['CVSS:3.1/AV:N', 'cvss/missing-metric', 'Add AC '],
    ['CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', 'cvss/duplicate-metric', 'State it once'],
    ['CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', 'cvss/unknown-value', 'Choose one of these'],
    ['CVSS:9.9/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', 'cvss/unknown-version', 'Give a vector of'],
    ['high', 'cvss/malformed', 'Write '],
  ])('%s: %s', async (vector, code, next) => {
    const before = await versionOf()
    const answer = await tries(team.engineer, `${about.path}/score`, { vector })
    expect(answer.body.code).toBe(code)
    expect(answer.body.title).toContain(next)
    expect(await versionOf()).toBe(before)
  })
})

describe('ranges', () => {
  const range = (given: string) => ({ product: product.id, range: given, status: 'affected' })

  test('that cannot be read, hold nothing, or overlap', async () => {
    const decide = (given: string, code: string, next: RegExp) =>
      refuses('decide-range', range(given), code, next)
    await decide('all of them', 'versions/unreadable', /Write it like "<2\.4\.1"/)
    await decide('>=2.4 <2.3', 'versions/empty', /Swap them/)
    await decide('<2.4 | >2.3 <2.5', 'versions/overlap', /Write them as one/)
    await decide(
      '>=7.0',
      'case/range-empty',
      /It has 2\.3\.0, 2\.4\.0, 2\.4\.1\. Name a range that holds some of them/,
    )
    await decide('', 'input/invalid', /Give the range/)
  })

  test('that overlap one decided otherwise', async () => {
    await about.does('decide-range', range('<2.4.0'))
    await refuses(
      'decide-range',
      { ...range('<=2.3.0'), status: 'not-affected', justification: 'component-not-present' },
      'case/ranges-overlap',
      /first|Take/,
    )
  })
})

describe('moments across daylight saving', () => {
  const at = (time: string, which?: string) => ({
    at: time,
    zone: 'Europe/Berlin',
    ...(which === undefined ? {} : { which }),
  })
  const aware = (time: string, which?: string) => ({
    aware: at(time, which),
    who: 'Erika Example',
    how: 'By mail.',
    reason: 'It was the other hour.',
  })

  test('that the night leaves out, has twice, or has once only', async () => {
    const until = (untilAt: object) => ({
      named: [`person:${team.engineer.person}`],
      untilAt,
      reason: 'Agreed with the reporter.',
    })
    const left = until(at('2027-03-28T02:30'))
    await refuses('set-embargo', left, 'time/left-out', /put forward then\. Choose another time/)
    const twice = until(at('2026-10-25T02:30'))
    await refuses('set-embargo', twice, 'time/stands-twice', /Say whether .* first or the second/)
    const once = until(at('2026-10-25T12:00', 'second'))
    await refuses('set-embargo', once, 'time/only-once', /Leave out which/)
    const nowhere = until({ at: '2026-10-25T12:00', zone: 'Europe/Berlyn' })
    await refuses('set-embargo', nowhere, 'input/invalid', /time zone like "Europe\/Berlin"/)
  })

  test('of an awareness, from which clocks run', async () => {
    const record = (input: object, code: string, next: RegExp) =>
      refuses('record-awareness', input, code, next)
    await record(aware('2025-03-30T02:30'), 'time/left-out', /Choose another time/)
    await record(aware('2025-10-26T02:30'), 'time/stands-twice', /Say whether/)
    await record(aware('2025-10-26'), 'input/invalid', /Write it as 2026-03-29T14:30/)
    await record(aware('2099-10-27T12:00'), 'case/moment-ahead', /Record what has happened/)
    // The two moments of that night are an hour apart, and each is taken when it is named.
    const moments: string[] = []
    for (const which of ['first', 'second']) {
      await about.does('record-awareness', aware('2025-10-26T02:30', which))
      moments.push((await about.state()).awareness.moment)
    }
    expect(moments).toEqual(['2025-10-26T00:30:00.000Z', '2025-10-26T01:30:00.000Z'])
  })
})

test('an approver whose products these are not', async () => {
  const other = await aProduct(team.engineer, { name: 'Imaging Viewer' })
  const scoped = await team.maker.colleague('sven', ['approver'])
  await team.maker.administrator.does(`/api/people/${scoped.person}/set-scope`, {
    products: [other.id],
    reason: 'Imaging only.',
  })
  await about.take('disposition')
  await about.does('propose-disposition', {
    path: 'code-fix',
    reason: 'Another way.',
    guidance: ['Close port 80.'],
  })
  const answer = await tries(scoped, `${about.path}/approve-disposition`, {}, true)
  expect(answer.status).toBe(403)
  expect(answer.body.code).toBe('access/product-scope')
  expect(answer.body.title).toMatch(/Ask Anna Example or .* administrator to add the product/)
})

describe('two people who decide at once', () => {
  const proposal = (reason: string) => ({ path: 'code-fix', reason, guidance: ['Close port 80.'] })
  const proposes = (who: Colleague, reason: string, seen?: number): Promise<Answer> =>
    who.post(
      `${about.path}/propose-disposition`,
      { input: proposal(reason) },
      seen === undefined ? {} : { 'if-match': `"${seen}"` },
    )

  test('on the same version: one stands, the other is told, and loses nothing', async () => {
    const { engineer, second } = team
    const seen = await versionOf()
    const answers = await Promise.all([
      proposes(engineer, 'By Erika.', seen),
      proposes(second, 'By Simon.', seen),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = answers.find(({ status }) => status === 409)
    expect(late?.body).toMatchObject({
      code: 'ledger/conflict',
      details: { expected: seen, found: seen + 1 },
    })
    expect(late?.body.title).toMatch(/Load it again, look at what changed, and decide anew/)
    // What the other one recorded stands whole; the late one looks, and then decides on top of it.
    const [loser, stands] = answers[0]?.status === 409 ? ['Erika', 'Simon'] : ['Simon', 'Erika']
    expect((await about.state()).disposition.reason).toBe(`By ${stands}.`)
    const again = await proposes(
      loser === 'Erika' ? engineer : second,
      `By ${loser}.`,
      await versionOf(),
    )
    expect(again.status).toBe(200)
    expect((await about.state()).disposition.reason).toBe(`By ${loser}.`)
  })

  test('without saying which version they saw: both are recorded, in an order', async () => {
    const { engineer, second } = team
    const seen = await versionOf()
    const notes = await Promise.all(
      [engineer, second, engineer, second].map((who, index) =>
        tries(who, `${about.path}/note`, { text: `Note ${index} at the same moment.` }),
      ),
    )
    expect(notes.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(new Set(notes.map(({ body }) => body.version)).size).toBe(4)
    expect(await versionOf()).toBe(seen + 4)
  })

  test('and twenty of them: each is recorded, nobody is sent away', async () => {
    const before = await versionOf()
    const notes = Array.from({ length: 20 }, (_, index) => `Seen by ${index}.`)
    const answers = await Promise.all(
      notes.map((text) => tries(team.engineer, `${about.path}/note`, { text })),
    )
    expect(answers.map(({ status }) => status)).toEqual(notes.map(() => 200))
    expect(await versionOf()).toBe(before + notes.length)
  })

  test('one by a signature on what another has just changed', async () => {
    const seen = await versionOf()
    expect((await proposes(team.engineer, 'Changed underneath.')).status).toBe(200)
    const signed = await team.approver.post(
      `${about.path}/approve-disposition`,
      { input: {}, signature: team.approver.signature() },
      { 'if-match': `"${seen}"` },
    )
    expect(signed.status).toBe(409)
    expect((await about.state()).disposition.approved).toBeNull()
  })
})
