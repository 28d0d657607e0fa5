import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessWorld, openAccessWorld, type Staff } from '../../../test/support/access.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import { createAccessLog } from './access-log.ts'

describe('the access log', () => {
  let world: AccessWorld
  let ada: Staff
  beforeEach(async () => {
    world = await openAccessWorld()
    ada = await world.firstAdministrator('ada')
  })
  afterEach(() => world.close())

  const lines = async () =>
    (await world.access.log()).map(({ what, person, times }) => ({ what, person, times }))

  it('tells who signed in and out, the newest first', async () => {
    const again = orThrow(await world.access.signIn('ada', ada.password, ada.code()))
    world.time.now += 1_000
    await world.access.signOut(again.token)
    expect(await lines()).toEqual([
      { what: 'signed-out', person: ada.person, times: 1 },
      { what: 'signed-in', person: ada.person, times: 1 },
      { what: 'signed-in', person: ada.person, times: 1 },
    ])
  })

  it('counts the failures of a day in one line, also those of names that nobody has', async () => {
    const { access } = world
    for (const login of ['ada', 'ada', 'ada', 'eve', 'mallory', 'x'.repeat(9_000)])
      await access.signIn(login, 'not the password', '000000')
    await access.confirm(ada.principal, { password: 'not it', code: '' })
    const failures = (await lines()).filter(({ what }) => what.endsWith('failed'))
    expect(failures).toHaveLength(3)
    expect(failures).toContainEqual({ what: 'sign-in-failed', person: ada.person, times: 3 })
    expect(failures).toContainEqual({ what: 'sign-in-failed', person: null, times: 3 })
    expect(failures).toContainEqual({ what: 'confirmation-failed', person: ada.person, times: 1 })
    world.time.now += 86_400_000
    await access.signIn('eve', 'not the password', '000000')
    expect((await lines())[0]).toEqual({ what: 'sign-in-failed', person: null, times: 1 })
  })

  it('keeps nothing that somebody typed', async () => {
    await world.access.signIn('my secret in the wrong field', 'my other secret', '987654')
    const rows = await world.database.reader.selectFrom('access_entry').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/secret|987654/)
  })

  it('drops what is too old and what is too much', async () => {
    const log = createAccessLog(
      world.database,
      () => world.time.now,
      (length) => crypto.getRandomValues(new Uint8Array(length)),
    )
    const before = (await log.list(500)).length
    world.time.now += limits.accessLog.milliseconds + 1
    await log.note('signed-in', ada.person)
    expect([before, await log.list(500)]).toMatchObject([1, [{ times: 1 }]])
    const old = await world.database.reader.selectFrom('access_entry').selectAll().execute()
    const rows = Array.from({ length: limits.accessLog.entries }, (_, index) => ({
      ...(old[0] as (typeof old)[0]),
      id: `filled-${index}`,
    }))
    for (let from = 0; from < rows.length; from += 5_000)
      await world.database.writer
        .insertInto('access_entry')
        .values(rows.slice(from, from + 5_000))
        .execute()
    world.time.now += 1_000
    await log.note('signed-in', ada.person)
    expect(await log.list(10)).toHaveLength(1)
  })

  it('leads from page to page', async () => {
    const log = createAccessLog(
      world.database,
      () => world.time.now,
      (length) => crypto.getRandomValues(new Uint8Array(length)),
    )
    for (let count = 0; count < 4; count++) await log.note('signed-in', ada.person)
    const first = await log.list(3)
    const rest = await log.list(3, first.at(-1))
    expect(new Set([...first, ...rest].map(({ id }) => id)).size).toBe(5)
  })

  it('leaves tokens to the ledger, without the token', async () => {
    const { access, ledger } = world
    const made = orThrow(
      await access.createToken(ada.principal, {
        label: 'pipeline',
        roles: ['administrator'],
        expiresInDays: 1,
      }),
    )
    expect(await access.revokeToken(ada.principal, made.info.id)).toBe(true)
    const facts = (await ledger.history(ada.person)).slice(-2)
    expect(facts).toMatchObject([
      {
        type: 'person.token-made',
        onBehalfOf: `person:${ada.person}`,
        payload: { token: made.info.id, label: 'pipeline', roles: ['administrator'] },
      },
      { type: 'person.token-revoked', payload: { token: made.info.id } },
    ])
    expect(JSON.stringify(facts)).not.toContain(made.token)
  })
})
