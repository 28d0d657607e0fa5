import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessWorld, openAccessWorld, type Staff } from '../../../test/support/access.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'
import type { SignedIn } from './access.ts'

const failed = { code: 'access/sign-in-failed' }
const minute = 60_000

describe('access', () => {
  let world: AccessWorld
  let ada: Staff
  beforeEach(async () => {
    world = await openAccessWorld()
    ada = await world.firstAdministrator()
  })
  afterEach(() => world.close())

  const command = (by: SignedIn, name: string, id: string, input: object) =>
    world.dispatch({
      kind: 'person',
      command: name,
      id,
      input,
      actor: { id: `person:${by.principal.person}`, roles: by.principal.roles },
      requestId: 'test',
    })
  const signIn = (who: Staff, code = who.code()) =>
    world.access.signIn(who.login, who.password, code)
  const again = async (who: Staff) => {
    world.time.now += 30_000
    return orThrow(await signIn(who))
  }

  describe('by password and code', () => {
    it('lets in who has both, whatever the letters of the name', async () => {
      const result = orThrow(
        await world.access.signIn(' ADA@example.org ', ada.password, ada.code()),
      )
      expect(result.principal).toMatchObject({ person: ada.person, via: 'session' })
    })

    it('gives one and the same refusal, whatever was wrong', async () => {
      const refusals = await Promise.all([
        world.access.signIn(ada.login, 'not the password', ada.code()),
        world.access.signIn(ada.login, ada.password, '000000'),
        world.access.signIn(ada.login, ada.password, ''),
        world.access.signIn('nobody@example.org', ada.password, ada.code()),
        world.access.signIn("' or 1=1 --", ada.password, ada.code()),
        world.access.signIn('', '', ''),
      ])
      for (const refusal of refusals) expect(refusal).toEqual(refusals[0])
      expect(refusals[0]).toMatchObject(failed)
    })

    it('takes as long for a name that nobody has', async () => {
      const time = async (login: string) => {
        const start = performance.now()
        await world.access.signIn(login, 'not the password', '000000')
        return performance.now() - start
      }
      await time('nobody')
      const [known, unknown] = [[], []] as [number[], number[]]
      for (let n = 0; n < 4; n++) {
        unknown.push(await time('nobody'))
        known.push(await time(ada.login))
      }
      // Without the hash an unknown name is answered within a millisecond.
      expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2)
    })

    it('takes the code before and after, and each code once', async () => {
      world.time.now += 10 * 30_000
      expect(await signIn(ada, ada.code(-2))).toMatchObject(failed)
      expect(isRefusal(await signIn(ada, ada.code(-1)))).toBe(false)
      expect(isRefusal(await signIn(ada, ada.code()))).toBe(false)
      expect(await signIn(ada, ada.code())).toMatchObject(failed)
      expect(await signIn(ada, ada.code(-1))).toMatchObject(failed)
      expect(isRefusal(await signIn(ada, ada.code(1)))).toBe(false)
      expect(await signIn(ada, ada.code(2))).toMatchObject(failed)
    })

    it('lets one of two in who use the same code at once', async () => {
      const results = await Promise.all([signIn(ada), signIn(ada), signIn(ada)])
      expect(results.filter(isRefusal)).toHaveLength(2)
    })

    it('lets the account rest after five failures, longer each time', async () => {
      const fail = (times: number) =>
        Promise.all(Array.from({ length: times }, () => signIn(ada, '000000')))
      await fail(limits.lockout.failures)
      for (const rest of [1, 2, 4, 8, 16, 32, 60, 60]) {
        world.time.now += rest * minute - 1
        expect(await signIn(ada)).toMatchObject(failed)
        world.time.now += 1
        await fail(1)
      }
      world.time.now += 60 * minute
      expect(isRefusal(await signIn(ada))).toBe(false)
      // And a success starts the count anew.
      await fail(limits.lockout.failures - 1)
      world.time.now += 30_000
      expect(isRefusal(await signIn(ada))).toBe(false)
    })

    it('counts guesses that come all at once', async () => {
      await Promise.all(Array.from({ length: 20 }, () => signIn(ada, '000000')))
      expect(await signIn(ada)).toMatchObject(failed)
      const { failed: count } = await world.database.reader
        .selectFrom('account')
        .select('failed')
        .executeTakeFirstOrThrow()
      expect(count).toBe(limits.lockout.failures)
    })
  })

  describe('by session', () => {
    const who = (token: string) => world.access.authenticate({ session: token })

    it('ends when it was idle too long, and not while it is used', async () => {
      const { token } = await again(ada)
      for (let n = 0; n < 5; n++) {
        world.time.now += limits.session.idle - minute
        expect(await who(token)).toMatchObject({ person: ada.person })
      }
      world.time.now += limits.session.idle
      expect(await who(token)).toBeUndefined()
    })

    it('ends at its absolute age, however busy', async () => {
      const { token } = await again(ada)
      const end = world.time.now + limits.session.absolute
      while (world.time.now + 50 * minute < end) {
        world.time.now += 50 * minute
        expect(await who(token)).toBeDefined()
      }
      world.time.now = end
      expect(await who(token)).toBeUndefined()
    })

    it('notes at most once a minute that it was seen', async () => {
      const { token } = await again(ada)
      const seen = async () =>
        (
          await world.database.reader
            .selectFrom('session')
            .select('seen_at')
            .orderBy('created_at', 'desc')
            .executeTakeFirstOrThrow()
        ).seen_at
      const first = await seen()
      world.time.now += minute - 1
      await who(token)
      expect(await seen()).toBe(first)
      world.time.now += 1
      await who(token)
      expect(await seen()).not.toBe(first)
    })

    it('ends on signing out, the others stay', async () => {
      const [one, other] = [await again(ada), await again(ada)]
      await world.access.signOut(one.token)
      expect(await who(one.token)).toBeUndefined()
      expect(await who(other.token)).toBeDefined()
    })

    it('ends the oldest where a person has too many', async () => {
      const tokens: string[] = []
      for (let n = 0; n <= limits.session.perPerson; n++) tokens.push((await again(ada)).token)
      const alive = await Promise.all(tokens.map(who))
      expect(alive.map((principal) => principal !== undefined)).toEqual([
        false,
        ...tokens.slice(1).map(() => true),
      ])
    })

    it('is void at once when the account is disabled, and stays so when it is enabled', async () => {
      const bob = await world.invited(ada, 'bob', ['writer'])
      const { token } = orThrow(
        await world.access.createToken(bob.principal, {
          label: 'ci',
          roles: ['writer'],
          expiresInDays: 9,
        }),
      )
      const both = () => Promise.all([who(bob.token), world.access.authenticate({ bearer: token })])
      expect(await both()).toMatchObject([{ via: 'session' }, { via: 'token' }])
      orThrow(await command(ada, 'disable', bob.person, { reason: 'left' }))
      expect(await both()).toEqual([undefined, undefined])
      expect(await signIn(bob)).toMatchObject(failed)
      world.time.now += 1
      orThrow(await command(ada, 'enable', bob.person, { reason: 'came back' }))
      expect(await both()).toEqual([undefined, undefined])
      expect(isRefusal(await again(bob))).toBe(false)
    })

    it('takes changed roles at once', async () => {
      const bob = await world.invited(ada, 'bob', ['writer'])
      orThrow(
        await command(ada, 'change-roles', bob.person, { roles: ['auditor'], reason: 'moved' }),
      )
      expect(await who(bob.token)).toMatchObject({ roles: ['auditor'] })
    })

    it('takes no nonsense for one', async () => {
      for (const bad of ['', 'x', '../..', `${ada.token}A`, 'é'.repeat(43), 'A'.repeat(100_000)])
        expect(await who(bad)).toBeUndefined()
      expect(await world.access.authenticate({})).toBeUndefined()
    })

    it('has a CSRF token of its own, the same in each server process', async () => {
      const other = await again(ada)
      const token = world.access.csrfToken(ada.token)
      expect(world.again().isCsrfToken(ada.token, token)).toBe(true)
      expect(world.access.isCsrfToken(other.token, token)).toBe(false)
      expect(world.access.isCsrfToken(ada.token, '')).toBe(false)
    })
  })

  it('never loses its last administrator, also when two disable each other at once', async () => {
    const bob = await world.invited(ada, 'bob', ['administrator'])
    const results = await Promise.all([
      command(ada, 'disable', bob.person, { reason: 'x' }),
      command(bob, 'disable', ada.person, { reason: 'x' }),
    ])
    expect(results.filter(isRefusal)).toMatchObject([{ code: 'person/last-administrator' }])
  })

  it('does not count an administrator who has no account yet', async () => {
    const bob = await world.invited(ada, 'bob', ['administrator'])
    orThrow(
      await world.dispatch({
        kind: 'person',
        command: 'invite',
        input: { name: 'Cy', login: 'cy', roles: ['administrator'] },
        actor: { id: `person:${ada.person}`, roles: ['administrator'] },
        requestId: 'test',
      }),
    )
    orThrow(await command(bob, 'change-roles', ada.person, { roles: ['writer'], reason: 'x' }))
    // Ada may still issue it here: her roles are those of the request's beginning.
    expect(await command(ada, 'disable', bob.person, { reason: 'x' })).toMatchObject({
      code: 'person/last-administrator',
    })
  })

  it('stores nothing that lets somebody in', async () => {
    const { token } = orThrow(
      await world.access.createToken(ada.principal, {
        label: 'ci',
        roles: ['administrator'],
        expiresInDays: 9,
      }),
    )
    const files = await Promise.all(
      ['facts.db', 'facts.db-wal'].map((name) => readFile(join(world.folder, name))),
    )
    const stored = Buffer.concat(files)
    expect(stored.includes(ada.login)).toBe(true)
    for (const secret of [ada.password, ada.token, token, ada.secret.replaceAll(' ', '')])
      expect(stored.includes(secret)).toBe(false)
  })
})
