import { describe, expect, it } from 'vitest'
import { parseStreamId, type StreamId } from '../../../kernel/ids.ts'
import { orThrow } from '../../../kernel/result.ts'
import type { Role } from '../../../kernel/roles.ts'
import { instantOf } from '../../../kernel/time.ts'
import type { DecisionContext, EventEnvelope } from '../../../ledger/index.ts'
import { changeRoles, invite } from './contract.ts'
import {
  decideAccept,
  decideChangeRoles,
  decideDisable,
  decideEnable,
  decideInvite,
  decideRegisterFirst,
  decideTakeRoles,
} from './decide.ts'
import { evolvePerson, initialPerson, type PersonState } from './state.ts'

const id = (n: number): StreamId =>
  orThrow(parseStreamId(`01900000-0000-7000-8000-00000000000${n}`))
const [ada, bob] = [id(1), id(2)]
const context = (actor: string, stream = ada): DecisionContext => ({
  now: instantOf(0),
  actor: { id: actor, roles: ['administrator'] },
  stream,
  humanId: 'PER-2026-0001',
  signature: null,
  newId: () => id(9),
})
const active: PersonState = {
  status: 'active',
  name: 'Ada Lovelace',
  login: 'ada',
  address: '',
  roles: ['administrator'],
  products: [],
  accepted: true,
  recovering: false,
  activeSince: instantOf(5),
}
const reason = 'new job'
const ofBob = context(`person:${bob}`)
const envelope: EventEnvelope = { at: instantOf(5), actor: 'x', version: 1, signature: null }
const given = (state: PersonState, decided: ReturnType<typeof decideAccept>) =>
  'refused' in decided
    ? decided
    : decided.reduce((folded, event) => evolvePerson(folded, event, envelope), state)

describe('the only administrator', () => {
  const take = (
    by: string,
    administrators: readonly StreamId[],
    roles: readonly Exclude<Role, 'reporter'>[],
  ) =>
    given(
      active,
      decideTakeRoles(active, { roles: [...roles], reason }, context(by), administrators),
    )
  const self = `person:${ada}`

  it('takes further roles, beside those they have', () => {
    expect(take(self, [ada], ['writer', 'engineer'])).toMatchObject({
      roles: ['engineer', 'writer', 'administrator'],
    })
  })

  it('takes none for somebody else, none twice, and none where another can give them', () => {
    expect(take(`person:${bob}`, [ada], ['engineer'])).toMatchObject({ code: 'person/not-own' })
    expect(take(self, [ada], ['administrator'])).toMatchObject({ code: 'person/has-roles' })
    expect(take(self, [ada, bob], ['engineer'])).toMatchObject({ code: 'person/own-roles' })
  })

  it('takes none by a token', () => {
    const machine = { ...context(self), actor: { ...context(self).actor, token: 't' } }
    expect(decideTakeRoles(active, { roles: ['engineer'], reason }, machine, [ada])).toMatchObject({
      code: 'person/not-by-token',
    })
  })
})

describe('people', () => {
  it('are invited under a sign-in name that nobody else has', () => {
    const input = invite.input.parse({ name: 'Ada Lovelace', login: ' Ada ', roles: ['writer'] })
    expect(given(initialPerson, decideInvite(initialPerson, input, ofBob, []))).toEqual({
      ...initialPerson,
      name: 'Ada Lovelace',
      login: 'ada',
      roles: ['writer'],
    })
    expect(decideInvite(initialPerson, input, ofBob, [bob])).toMatchObject({
      code: 'person/name-taken',
    })
  })

  it('become active by accepting, once', () => {
    const accepted = given(initialPerson, decideAccept(initialPerson))
    expect(accepted).toMatchObject({ status: 'active', accepted: true })
    expect(decideAccept(active)).toEqual([])
    expect(decideAccept({ ...active, status: 'disabled' })).toMatchObject({
      code: 'person/disabled',
    })
  })

  it('start with one administrator, and only where there is none', () => {
    const input = { name: 'Ada Lovelace', login: 'ada' }
    const none = { administrators: [], named: [] }
    const decided = decideRegisterFirst(initialPerson, input, ofBob, none)
    expect(given(initialPerson, decided)).toEqual(active)
    expect(
      decideRegisterFirst(initialPerson, input, ofBob, { administrators: [bob], named: [] }),
    ).toMatchObject({ code: 'person/has-administrator' })
  })

  it('do not change their own roles or disable themselves', () => {
    const own = context(`person:${ada}`)
    const roles = changeRoles.input.parse({ roles: ['administrator', 'approver'], reason })
    expect(decideChangeRoles(active, roles, own, [ada, bob])).toMatchObject({
      code: 'person/own-roles',
    })
    expect(decideDisable(active, { reason }, own, [ada, bob])).toMatchObject({
      code: 'person/own-account',
    })
  })

  it('are not managed by tokens', () => {
    const machine = {
      ...context('person:x'),
      actor: { id: 'person:x', roles: ['administrator' as const], token: 'x' },
    }
    const refused = { code: 'person/not-by-token' }
    expect(decideDisable(active, { reason }, machine, [ada, bob])).toMatchObject(refused)
    expect(decideEnable(active, { reason }, machine)).toMatchObject(refused)
    expect(decideChangeRoles(active, { roles: [], reason }, machine, [])).toMatchObject(refused)
    expect(
      decideInvite(
        initialPerson,
        { name: 'Eve', login: 'eve', address: '', roles: [] },
        machine,
        [],
      ),
    ).toMatchObject(refused)
  })

  it('never lose the last administrator', () => {
    const last = { code: 'person/last-administrator' }
    const writer = changeRoles.input.parse({ roles: ['writer'], reason })
    expect(decideChangeRoles(active, writer, ofBob, [ada])).toMatchObject(last)
    expect(decideDisable(active, { reason }, ofBob, [ada])).toMatchObject(last)
    expect(given(active, decideChangeRoles(active, writer, ofBob, [ada, bob]))).toMatchObject({
      roles: ['writer'],
    })
    expect(given(active, decideDisable(active, { reason }, ofBob, [ada, bob]))).toMatchObject({
      status: 'disabled',
    })
    const more = changeRoles.input.parse({ roles: ['auditor', 'administrator'], reason })
    expect(given(active, decideChangeRoles(active, more, ofBob, [ada]))).toMatchObject({
      roles: ['auditor', 'administrator'],
    })
  })

  it('go back to where they were when enabled again', () => {
    const disabled: PersonState = { ...active, status: 'disabled' }
    const invited: PersonState = { ...disabled, accepted: false }
    expect(given(disabled, decideEnable(disabled, { reason }, ofBob))).toEqual(active)
    expect(given(invited, decideEnable(invited, { reason }, ofBob))).toMatchObject({
      status: 'invited',
    })
    expect(decideEnable(active, { reason }, ofBob)).toMatchObject({ code: 'person/not-disabled' })
    expect(decideDisable(disabled, { reason }, ofBob, [])).toMatchObject({
      code: 'person/disabled-already',
    })
  })
})

describe('what may be said of people', () => {
  const parse = (input: object) =>
    invite.input.safeParse({ name: 'Ada', login: 'ada', roles: ['writer'], ...input }).success

  it('is bounded and visible', () => {
    expect(parse({})).toBe(true)
    expect(parse({ login: 'ada@example.org' })).toBe(true)
    for (const login of ['a', '-ada', 'ada lovelace', 'adа', 'a'.repeat(101), 'ada\u0000'])
      expect(parse({ login })).toBe(false)
    for (const name of ['', '  ', 'Ada\u202e', 'A\nB', 'x'.repeat(301)])
      expect(parse({ name })).toBe(false)
    for (const given of [[], ['reporter'], ['king'], 'writer'])
      expect(parse({ roles: given })).toBe(false)
  })

  it('names each role once, in one order', () => {
    const input = invite.input.parse({
      name: 'Ada',
      login: 'ada',
      roles: ['administrator', 'triager', 'administrator'],
    })
    expect(given(initialPerson, decideInvite(initialPerson, input, ofBob, []))).toMatchObject({
      roles: ['triager', 'administrator'],
    })
  })
})
