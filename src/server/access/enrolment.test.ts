import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AccessWorld,
  codeAt,
  openAccessWorld,
  type Staff,
} from '../../../test/support/access.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'

const invalid = { code: 'access/invitation-invalid' }
const password = 'seven quiet otters'

describe('setting up accounts', () => {
  let world: AccessWorld
  beforeEach(async () => {
    world = await openAccessWorld()
  })
  afterEach(() => world.close())

  const linkOf = async () => (await world.access.bootstrapLink()) ?? ''
  const complete = async (token: string, input: object = {}) => {
    const { secret } = orThrow(await world.access.beginInvitation(token))
    const code = codeAt(secret, world.time.now)
    const names = { name: 'Ada Lovelace', login: 'ada' }
    return world.access.completeInvitation(token, { ...names, password, code, ...input })
  }
  const invite = async (by: Staff, login = 'bob') =>
    orThrow(
      await world.dispatch({
        kind: 'person',
        command: 'invite',
        input: { name: 'Bob', login, roles: ['writer'] },
        actor: { id: `person:${by.person}`, roles: by.principal.roles },
        requestId: 'test',
      }),
    ).id
  const disable = async (by: Staff, person: string) =>
    orThrow(
      await world.dispatch({
        kind: 'person',
        command: 'disable',
        id: person,
        input: { reason: 'left' },
        actor: { id: `person:${by.person}`, roles: by.principal.roles },
        requestId: 'test',
      }),
    )

  it('begins with a link for the first administrator, until somebody used it', async () => {
    const token = await linkOf()
    const signedIn = orThrow(await complete(token))
    expect(signedIn.principal).toMatchObject({
      name: 'Ada Lovelace',
      roles: ['administrator'],
      via: 'session',
    })
    expect(await world.access.authenticate({ session: signedIn.token })).toEqual(signedIn.principal)
    expect(await world.access.bootstrapLink()).toBeUndefined()
    expect(await world.access.beginInvitation(token)).toMatchObject(invalid)
    expect(await world.access.listPeople()).toMatchObject([
      { login: 'ada', status: 'active', hasAccount: true, humanId: 'PER-2026-0001' },
    ])
  })

  it('makes the link anew at each start, and the earlier one stops working', async () => {
    const first = await linkOf()
    const second = await linkOf()
    expect(await world.access.beginInvitation(first)).toMatchObject(invalid)
    expect(await world.access.beginInvitation(second)).toMatchObject({ roles: ['administrator'] })
  })

  it('shows the secret in three forms, the same each time', async () => {
    const token = await linkOf()
    const enrolment = orThrow(await world.access.beginInvitation(token))
    expect(enrolment.secret).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
    expect(enrolment.uri).toContain(`secret=${enrolment.secret.replaceAll(' ', '')}`)
    expect(enrolment.qr).toMatch(/^<svg /)
    expect(await world.access.beginInvitation(token)).toEqual(enrolment)
  })

  it('lets one of two win who use the same link at once', async () => {
    const token = await linkOf()
    const results = await Promise.all([
      complete(token, { login: 'ada' }),
      complete(token, { login: 'eve' }),
    ])
    expect(results.filter((result) => 'refused' in result)).toMatchObject([invalid])
    expect(await world.access.listPeople()).toHaveLength(1)
  })

  it('refuses a link that is too old, not ours, or nonsense', async () => {
    const token = await linkOf()
    world.time.now += limits.account.invitation
    for (const bad of [token, `${token.slice(0, -1)}_`, '', '../x', 'x'.repeat(100_000)])
      expect(await world.access.beginInvitation(bad)).toMatchObject(invalid)
  })

  it.each([
    ['a wrong code', { code: '000000' }, 'access/code-wrong'],
    ['no code', { code: '' }, 'access/code-wrong'],
    ['a short password', { password: 'short otter' }, 'access/password-short'],
    ['an endless password', { password: 'x y z w '.repeat(40) }, 'access/password-long'],
    ['a common password', { password: 'Password2026!' }, 'access/password-common'],
    ['a dull password', { password: 'abababababab' }, 'access/password-common'],
    [
      'the name as password',
      { login: 'lovelace', password: 'Lovelace-1815' },
      'access/password-has-name',
    ],
    ['no name', { name: undefined }, 'input/invalid'],
    ['a bad sign-in name', { login: 'ada lovelace' }, 'input/invalid'],
  ])('refuses %s, and the link stays good', async (_what, input, code) => {
    const token = await linkOf()
    expect(await complete(token, input)).toMatchObject({ code })
    expect(orThrow(await complete(token)).principal.name).toBe('Ada Lovelace')
  })

  it('goes on after a server was killed between record and account', async () => {
    const token = await linkOf()
    orThrow(
      await world.dispatch({
        kind: 'person',
        command: 'register-first-administrator',
        input: { name: 'Ada Lovelace', login: 'ada' },
        actor: { id: 'system:access', roles: [] },
        requestId: 'test',
      }),
    )
    orThrow(await complete(token))
    expect(await world.access.listPeople()).toHaveLength(1)
    expect(await world.access.bootstrapLink()).toBeUndefined()
  })

  it('lets nobody from outside register as the first administrator', async () => {
    for (const id of ['person:x', 'outsider:portal'])
      expect(
        await world.dispatch({
          kind: 'person',
          command: 'register-first-administrator',
          input: { name: 'Eve', login: 'eve' },
          actor: { id, roles: ['administrator'] },
          requestId: 'test',
        }),
      ).toMatchObject({ code: 'access/internal' })
  })

  it('goes on with invitations by administrators, under the roles they gave', async () => {
    const ada = await world.firstAdministrator()
    const person = await invite(ada)
    const early = orThrow(await world.access.invitationLink(ada.principal, person))
    const { token } = orThrow(await world.access.invitationLink(ada.principal, person))
    expect(await world.access.beginInvitation(early.token)).toMatchObject(invalid)
    expect(await world.access.beginInvitation(token)).toMatchObject({ name: 'Bob', login: 'bob' })
    const bob = orThrow(await complete(token, { name: 'Somebody Else', login: 'eve' }))
    expect(bob.principal).toMatchObject({ person, name: 'Bob', roles: ['writer'] })
    expect(await world.access.invitationLink(ada.principal, person)).toMatchObject({
      code: 'access/has-account',
    })
    expect(await world.access.invitationLink(bob.principal, person)).toMatchObject({
      code: 'access/not-permitted',
    })
  })

  it('ends with a disabled account', async () => {
    const ada = await world.firstAdministrator()
    const person = await invite(ada)
    const { token } = orThrow(await world.access.invitationLink(ada.principal, person))
    await disable(ada, person)
    expect(await world.access.beginInvitation(token)).toMatchObject(invalid)
    expect(await complete(token).catch((error: Error) => error.message)).toMatch(/invitation/)
    expect(await world.access.invitationLink(ada.principal, person)).toMatchObject({
      code: 'person/disabled',
    })
  })

  it('gives each sign-in name once', async () => {
    const ada = await world.firstAdministrator('ada')
    await expect(invite(ada, 'Ada')).rejects.toThrow(/person\/name-taken/)
  })
})
