import type { StreamId } from '../../kernel/ids.ts'
import { limits } from '../../kernel/limits.ts'
import { orThrow } from '../../kernel/result.ts'
import type { Role } from '../../kernel/roles.ts'
import type { Found, Ledger } from '../../ledger/index.ts'
import { type PersonPorts, type PersonState, productsOf } from './person/index.ts'

export interface Person {
  readonly id: StreamId
  readonly humanId: string
  readonly version: number
  readonly state: PersonState
}

/** A person as other people see them. */
export interface PersonInfo {
  readonly id: StreamId
  readonly humanId: string
  readonly name: string
  readonly login: string
  readonly roles: readonly Role[]
  readonly status: PersonState['status']
  /** False where they have not set up an account: a link can still be made for them. */
  readonly hasAccount: boolean
}

export interface People extends PersonPorts {
  load(person: StreamId): Promise<Person | undefined>
  list(): Promise<readonly PersonInfo[]>
}

/**
 * The people in the ledger. `ledger` is a function because the ledger is made from its kinds, and
 * the kind `person` is made with these ports.
 */
export const createPeople = (ledger: () => Ledger): People => {
  const withAccount = async (persons: readonly StreamId[]): Promise<ReadonlySet<string>> => {
    if (persons.length === 0) return new Set()
    const rows = await ledger()
      .database.reader.selectFrom('account')
      .select('person')
      .where('person', 'in', [...persons])
      .execute()
    return new Set(rows.map(({ person }) => person))
  }
  const loadAll = async (ids: readonly StreamId[]): Promise<readonly Person[]> =>
    (await ledger().loadAll(ids)).flatMap(personOf)

  return {
    administrators: async () => {
      const ids = await ledger().having('person', 'role', 'administrator')
      const able = await withAccount(ids)
      const all = (await loadAll(ids)).filter(
        ({ id, state }) =>
          state.status === 'active' && able.has(id) && productsOf(state).length === 0,
      )
      return {
        facts: all.map(({ id }) => id),
        read: all.map(({ id, version }) => ({ stream: id, version })),
      }
    },
    unknownProducts: async (ids) => {
      const known = new Set(
        (await ledger().loadAll(ids))
          .filter(({ kind }) => kind === 'product')
          .map(({ stream }) => stream),
      )
      return ids.filter((id) => !known.has(id))
    },
    named: async (login) => ({
      facts: await ledger().having('person', 'login', login, 2),
      read: [],
    }),
    load: async (person) => {
      const found = await ledger().load(person)
      return found === undefined ? undefined : personOf(found)[0]
    },
    list: async () => {
      const people: PersonInfo[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = orThrow(
          await ledger().list({
            kind: 'person',
            person: undefined,
            sort: 'title',
            descending: false,
            limit: limits.page.max,
            cursor,
          }),
        )
        const ids = page.items.map(({ id }) => id)
        const [able, loaded] = [await withAccount(ids), await loadAll(ids)]
        const byId = new Map(loaded.map((person) => [person.id, person]))
        for (const id of ids) {
          const person = byId.get(id)
          if (person !== undefined) people.push(infoOf(person, able.has(id)))
        }
        cursor = page.next
      }
      return people
    },
  }
}

const personOf = (found: Found): readonly Person[] =>
  found.kind === 'person'
    ? [
        {
          // Rows of this kind hold this kind's states under ids that the ledger made.
          id: found.stream as StreamId,
          humanId: found.humanId,
          version: found.version,
          state: found.state as PersonState,
        },
      ]
    : []

const infoOf = ({ id, humanId, state }: Person, hasAccount: boolean): PersonInfo => ({
  id,
  humanId,
  name: state.name,
  login: state.login,
  roles: state.roles,
  status: state.status,
  hasAccount,
})
