import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessWorld, openAccessWorld, type Staff } from '../../../test/support/access.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import type { Role } from '../../kernel/roles.ts'
import type { Principal } from './principal.ts'

const day = 86_400_000

describe('tokens and signatures', () => {
  let world: AccessWorld
  let ada: Staff
  let bob: Staff
  beforeEach(async () => {
    world = await openAccessWorld()
    ada = await world.firstAdministrator()
    bob = await world.invited(ada, 'bob', ['engineer', 'release-manager'])
  })
  afterEach(() => world.close())

  const make = async (roles: readonly Role[], by: Principal = bob.principal, expiresInDays = 30) =>
    orThrow(await world.access.createToken(by, { label: 'pipeline', roles, expiresInDays }))
  const who = (bearer: string) => world.access.authenticate({ bearer })

  describe('a token', () => {
    it('acts for its owner with the roles it was given', async () => {
      const { token, info } = await make(['engineer'])
      expect(token).toMatch(/^vul_[\w-]{43}$/)
      expect(await who(token)).toEqual({
        person: bob.person,
        name: 'Name of bob',
        roles: ['engineer'],
        via: 'token',
        tokenId: info.id,
      })
    })

    it('has no role that its owner has not, or has no more', async () => {
      expect(
        await world.access.createToken(bob.principal, {
          label: 'x',
          roles: ['engineer', 'administrator'],
          expiresInDays: 1,
        }),
      ).toMatchObject({ code: 'access/not-permitted' })
      const { token } = await make(['engineer', 'release-manager'])
      orThrow(
        await world.dispatch({
          kind: 'person',
          command: 'change-roles',
          id: bob.person,
          input: { roles: ['engineer', 'approver'], reason: 'moved' },
          actor: { id: `person:${ada.person}`, roles: ['administrator'] },
          requestId: 'test',
        }),
      )
      expect(await who(token)).toMatchObject({ roles: ['engineer'] })
    })

    it('ends on its day, or when it is revoked', async () => {
      const [short, long] = [await make(['engineer'], bob.principal, 1), await make(['engineer'])]
      world.time.now += day
      expect(await who(short.token)).toBeUndefined()
      expect(await who(long.token)).toBeDefined()
      expect(await world.access.revokeToken(bob.principal, long.info.id)).toBe(true)
      expect(await who(long.token)).toBeUndefined()
      expect(await world.access.revokeToken(bob.principal, long.info.id)).toMatchObject({
        code: 'record/not-found',
      })
    })

    it('is listed to its owner, and revoked by its owner or an administrator', async () => {
      const cy = await world.invited(ada, 'cy', ['engineer'])
      const [one, other] = [await make(['engineer']), await make(['engineer'])]
      expect((await world.access.listTokens(bob.principal)).map(({ id }) => id).sort()).toEqual(
        [one.info.id, other.info.id].sort(),
      )
      expect(await world.access.listTokens(cy.principal)).toEqual([])
      expect(await world.access.revokeToken(cy.principal, one.info.id)).toMatchObject({
        code: 'record/not-found',
      })
      expect(await world.access.revokeToken(ada.principal, one.info.id)).toBe(true)
    })

    it('makes no tokens, revokes none and invites nobody', async () => {
      const { token, info } = await make(['administrator'], ada.principal)
      const machine = (await who(token)) ?? ada.principal
      const input = { label: 'x', roles: ['administrator'], expiresInDays: 1 } as const
      const refused = { code: 'access/not-by-token' }
      expect(await world.access.createToken(machine, input)).toMatchObject(refused)
      expect(await world.access.revokeToken(machine, info.id)).toMatchObject(refused)
      expect(await world.access.invitationLink(machine, bob.person)).toMatchObject(refused)
    })

    it('is one of few', async () => {
      for (let n = 0; n < limits.account.tokensPerPerson; n++) await make(['engineer'])
      await expect(make(['engineer'])).rejects.toThrow(/access\/too-many-tokens/)
    })

    it('is not taken from nonsense or from a session', async () => {
      for (const bad of ['', 'vul_', bob.token, `vul_${'A'.repeat(43)}`])
        expect(await who(bad)).toBeUndefined()
    })
  })

  describe('a signature', () => {
    const failed = { code: 'access/signature-failed' }
    const confirm = (by: Staff, code: string, password = by.password) =>
      world.access.confirm(by.principal, { password, code })

    it('takes password and code at first, then the password for a while', async () => {
      expect(await confirm(bob, '')).toMatchObject(failed)
      expect(world.access.codeNeeded(bob.principal)).toBe(true)
      expect(await confirm(bob, bob.code())).toBe(true)
      expect(world.access.codeNeeded(bob.principal)).toBe(false)
      expect(await confirm(bob, '')).toBe(true)
      expect(await confirm(bob, '', 'not the password')).toMatchObject(failed)
      world.time.now += limits.session.confirmed
      expect(await confirm(bob, '')).toMatchObject(failed)
      expect(await confirm(bob, bob.code())).toBe(true)
    })

    it('asks for the code again in another session', async () => {
      expect(await confirm(bob, bob.code())).toBe(true)
      world.time.now += 30_000
      const other = orThrow(await world.access.signIn(bob.login, bob.password, bob.code()))
      expect(world.access.codeNeeded(other.principal)).toBe(true)
    })

    it('takes no code that signed somebody in, or signed before', async () => {
      const used = bob.code()
      const signedIn = orThrow(await world.access.signIn(bob.login, bob.password, used))
      const again = { password: bob.password, code: used }
      expect(await world.access.confirm(signedIn.principal, again)).toMatchObject(failed)
      expect(await confirm(bob, bob.code(1))).toBe(true)
    })

    it('is nobody else’s, and no machine’s', async () => {
      expect(
        await world.access.confirm(bob.principal, { password: ada.password, code: ada.code() }),
      ).toMatchObject(failed)
      const machine = await who((await make(['engineer'])).token)
      expect(
        machine &&
          (await world.access.confirm(machine, { password: bob.password, code: bob.code() })),
      ).toMatchObject(failed)
    })

    it('counts as an attempt: five failures let the account rest', async () => {
      for (let n = 0; n < limits.lockout.failures; n++) await confirm(bob, '', 'guess')
      expect(await confirm(bob, bob.code())).toMatchObject(failed)
      expect(await world.access.signIn(bob.login, bob.password, bob.code())).toMatchObject({
        code: 'access/sign-in-failed',
      })
    })
  })
})
