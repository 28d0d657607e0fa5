import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AccessWorld,
  codeAt,
  openAccessWorld,
  type Staff,
} from '../../../test/support/access.ts'
import { isRefusal, orThrow } from '../../kernel/result.ts'

const next = 'nine loud herons in the reeds'

describe('the own account', () => {
  let world: AccessWorld
  let ada: Staff
  beforeEach(async () => {
    world = await openAccessWorld()
    ada = await world.firstAdministrator('ada')
  })
  afterEach(() => world.close())

  const proof = () => ({ password: ada.password, code: ada.code() })
  const signsIn = async (password: string, code: string) =>
    !isRefusal(await world.access.signIn('ada', password, code))
  const facts = async () =>
    (await world.ledger.history(ada.person)).map(({ type, onBehalfOf }) => [type, onBehalfOf])
  const elsewhere = async () => {
    const other = orThrow(await world.access.signIn('ada', ada.password, ada.code()))
    world.time.now += 30_000
    return other.token
  }

  it('changes the password by the one of now, and ends the other sessions', async () => {
    const other = await elsewhere()
    expect(await world.access.changePassword(ada.principal, proof(), next)).toBe(true)
    expect(await world.access.authenticate({ session: other })).toBeUndefined()
    expect(await world.access.authenticate({ session: ada.token })).toMatchObject({
      name: ada.principal.name,
    })
    world.time.now += 30_000
    expect(await signsIn(ada.password, ada.code())).toBe(false)
    world.time.now += 30_000
    expect(await signsIn(next, ada.code())).toBe(true)
    expect((await facts()).at(-1)).toEqual(['person.credential-changed', `person:${ada.person}`])
  })

  it('keeps the password where the proof is wrong or the new one weak', async () => {
    const { access } = world
    const wrong = { password: 'not the password', code: ada.code() }
    expect(await access.changePassword(ada.principal, wrong, next)).toMatchObject({
      code: 'access/credential-wrong',
    })
    expect(
      await access.changePassword(ada.principal, { ...proof(), code: '' }, next),
    ).toMatchObject({ code: 'access/credential-wrong' })
    for (const [given, code] of [
      ['short', 'access/password-short'],
      ['password1234', 'access/password-common'],
      [ada.password, 'access/password-same'],
    ] as const)
      expect(await access.changePassword(ada.principal, proof(), given)).toMatchObject({ code })
    expect((await facts()).map(([type]) => type)).toEqual(['person.invited', 'person.accepted'])
    expect(await signsIn(ada.password, ada.code())).toBe(true)
  })

  it('changes the authenticator by a code of each, and the old one is void', async () => {
    const other = await elsewhere()
    const begun = orThrow(await world.access.beginAuthenticator(ada.principal))
    const newCode = (steps = 0) => codeAt(begun.secret, world.time.now, steps)
    const change = (code: string) =>
      world.access.changeAuthenticator(ada.principal, proof(), begun.request, code)
    expect(await change('000000')).toMatchObject({ code: 'access/code-wrong' })
    const used = newCode()
    expect(await change(used)).toBe(true)
    expect(await world.access.authenticate({ session: other })).toBeUndefined()
    expect(await signsIn(ada.password, used)).toBe(false)
    expect(await signsIn(ada.password, ada.code(1))).toBe(false)
    world.time.now += 60_000
    expect(await signsIn(ada.password, newCode())).toBe(true)
    expect((await facts()).at(-1)?.[0]).toBe('person.credential-changed')
  })

  it('lets the secret of one person’s change be of no use to another', async () => {
    const bob = await world.invited(ada, 'bob', ['writer'])
    const begun = orThrow(await world.access.beginAuthenticator(ada.principal))
    const code = codeAt(begun.secret, world.time.now)
    const asked = { password: bob.password, code: bob.code() }
    expect(
      await world.access.changeAuthenticator(bob.principal, asked, begun.request, code),
    ).toMatchObject({ code: 'access/code-wrong' })
  })

  it('lets no token change it', async () => {
    const made = orThrow(
      await world.access.createToken(ada.principal, {
        label: 'ci',
        roles: ['administrator'],
        expiresInDays: 1,
      }),
    )
    const machine = await world.access.authenticate({ bearer: made.token })
    if (machine === undefined) throw new Error('the token is void')
    const refused = { code: 'access/not-by-token' }
    expect(await world.access.changePassword(machine, proof(), next)).toMatchObject(refused)
    expect(await world.access.beginAuthenticator(machine)).toMatchObject(refused)
    expect(await world.access.changeAuthenticator(machine, proof(), 'x', '1')).toMatchObject(
      refused,
    )
  })
})

describe('a new way in', () => {
  let world: AccessWorld
  let ada: Staff
  let bob: Staff
  beforeEach(async () => {
    world = await openAccessWorld()
    ada = await world.firstAdministrator('ada')
    bob = await world.invited(ada, 'bob', ['writer'])
  })
  afterEach(() => world.close())

  const recover = (by: Staff, person: string, signed = true) =>
    world.dispatch({
      kind: 'person',
      command: 'recover',
      id: person,
      input: { reason: 'lost the phone on a train' },
      actor: { id: `person:${by.person}`, roles: by.principal.roles },
      ...(signed ? { signature: { name: 'Ada', at: '', meaning: 'made sure' } as never } : {}),
      requestId: 'test',
    })
  const setUp = async (token: string) => {
    const { secret } = orThrow(await world.access.beginInvitation(token))
    const code = codeAt(secret, world.time.now)
    return orThrow(await world.access.completeInvitation(token, { password: next, code }))
  }

  it('is handed out by an administrator who signs, and not to themselves', async () => {
    expect(await recover(ada, bob.person, false)).toMatchObject({ code: 'access/signature-needed' })
    expect(await recover(bob, ada.person)).toMatchObject({ code: 'access/not-permitted' })
    expect(await recover(ada, ada.person)).toMatchObject({ code: 'person/own-account' })
    expect(await recover(ada, bob.person)).toMatchObject({ humanId: 'PER-2026-0002' })
    expect(await recover(ada, bob.person)).toMatchObject({ code: 'person/recovering' })
  })

  it('ends sessions and tokens at once, and the old credential for good', async () => {
    const { access } = world
    const { token } = orThrow(
      await access.createToken(bob.principal, { label: 'ci', roles: ['writer'], expiresInDays: 9 }),
    )
    orThrow(await recover(ada, bob.person))
    expect(await access.authenticate({ session: bob.token })).toBeUndefined()
    expect(await access.authenticate({ bearer: token })).toBeUndefined()
    expect(isRefusal(await access.signIn('bob', bob.password, bob.code()))).toBe(true)
    const link = orThrow(await access.invitationLink(ada.principal, bob.person))
    world.time.now += 60_000
    const again = await setUp(link.token)
    expect(again.principal).toMatchObject({ person: bob.person, roles: ['writer'] })
    expect(await access.authenticate({ session: bob.token })).toBeUndefined()
    expect(await access.authenticate({ bearer: token })).toBeUndefined()
    expect(await access.beginInvitation(link.token)).toMatchObject({
      code: 'access/invitation-invalid',
    })
    world.time.now += 60_000
    expect(isRefusal(await access.signIn('bob', bob.password, bob.code()))).toBe(true)
    expect((await world.ledger.history(bob.person)).map(({ type }) => type)).toEqual([
      'person.invited',
      'person.accepted',
      'person.token-made',
      'person.recovery-begun',
      'person.accepted',
    ])
  })

  it('does not bring the old credential back by disabling and enabling', async () => {
    orThrow(await recover(ada, bob.person))
    for (const command of ['disable', 'enable'])
      orThrow(
        await world.dispatch({
          kind: 'person',
          command,
          id: bob.person,
          input: { reason: 'test' },
          actor: { id: `person:${ada.person}`, roles: ada.principal.roles },
          requestId: 'test',
        }),
      )
    expect(isRefusal(await world.access.signIn('bob', bob.password, bob.code()))).toBe(true)
    const [, person] = await world.access.listPeople()
    expect(person?.status).toBe('recovering')
  })

  it('is there for the only administrator on the machine itself', async () => {
    const link = orThrow(await world.access.recoverOnMachine('Ada'))
    expect(await world.access.authenticate({ session: ada.token })).toBeUndefined()
    // A start in between offers nobody to become the first administrator.
    expect(await world.access.bootstrapLink()).toBeUndefined()
    const lost = await world.access.recoverOnMachine('ada')
    expect(await world.access.beginInvitation(link.token)).toMatchObject({ refused: true })
    expect((await setUp(orThrow(lost).token)).principal.person).toBe(ada.person)
    const facts = await world.ledger.history(ada.person)
    expect(facts.find(({ type }) => type === 'person.recovery-begun')).toMatchObject({
      actor: 'system:recovery',
      onBehalfOf: 'local:operator',
    })
  })

  it('is on the machine for administrators only', async () => {
    expect(await world.access.recoverOnMachine('bob')).toMatchObject({
      code: 'person/not-administrator',
    })
    expect(await world.access.recoverOnMachine('eve')).toMatchObject({ code: 'record/not-found' })
  })
})
