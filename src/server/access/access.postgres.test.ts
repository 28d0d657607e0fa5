import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AccessWorld, openAccessWorld, type Staff } from '../../../test/support/access.ts'
import { describeWith } from '../../../test/support/needs.ts'
import { createDatabase, type TestDatabase } from '../../../test/support/postgres.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import { openPostgres } from '../../ledger/index.ts'

describeWith('postgres', 'access on PostgreSQL', () => {
  let test: TestDatabase
  let world: AccessWorld
  let ada: Staff
  beforeAll(async () => {
    test = await createDatabase()
    world = await openAccessWorld(() => openPostgres(test.url))
    ada = await world.firstAdministrator()
  })
  afterAll(async () => {
    await world?.close()
    await test?.drop()
  })

  it('takes a code once, also where two server processes are asked at once', async () => {
    const other = world.again()
    const attempts = [world.access, other, world.access, other].map((access) =>
      access.signIn(ada.login, ada.password, ada.code()),
    )
    const results = await Promise.all(attempts)
    expect(results.filter((result) => !isRefusal(result))).toHaveLength(1)
  })

  it('keeps sessions and tokens for all server processes', async () => {
    world.time.now += 30_000
    const { token } = orThrow(await world.access.signIn(ada.login, ada.password, ada.code()))
    const other = world.again()
    expect(await other.authenticate({ session: token })).toMatchObject({ person: ada.person })
    world.time.now += 61_000
    expect(await other.authenticate({ session: token })).toMatchObject({ person: ada.person })
    const made = orThrow(
      await other.createToken(ada.principal, {
        label: 'ci',
        roles: ['administrator'],
        expiresInDays: 1,
      }),
    )
    expect(await world.access.authenticate({ bearer: made.token })).toMatchObject({ via: 'token' })
    expect(await world.access.listTokens(ada.principal)).toMatchObject([made.info])
    expect(await other.revokeToken(ada.principal, made.info.id)).toBe(true)
    await other.signOut(token)
    expect(await world.access.authenticate({ session: token })).toBeUndefined()
  })

  it('counts guesses that come to two server processes at once', async () => {
    world.time.now += 30_000
    const other = world.again()
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        (n % 2 === 0 ? world.access : other).signIn(ada.login, ada.password, '000000'),
      ),
    )
    const row = await world.database.reader
      .selectFrom('account')
      .select(['failed', 'locked_until'])
      .executeTakeFirstOrThrow()
    expect(row.failed).toBe(limits.lockout.failures)
    expect(await other.signIn(ada.login, ada.password, ada.code())).toMatchObject({
      code: 'access/sign-in-failed',
    })
  })

  it('invites and lists people', async () => {
    world.time.now += limits.lockout.last
    await world.invited(ada, 'bob', ['writer'])
    expect((await world.access.listPeople()).map(({ login }) => login).sort()).toEqual([
      ada.login,
      'bob',
    ])
  })
})
