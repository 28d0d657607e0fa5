import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSync } from 'otplib'
import type { StreamId } from '../../src/kernel/ids.ts'
import { orThrow } from '../../src/kernel/result.ts'
import type { Role } from '../../src/kernel/roles.ts'
import { createLedger, type Database, type Ledger, openSqlite } from '../../src/ledger/index.ts'
import {
  type Access,
  createAccess,
  createPeople,
  personKind,
  type SignedIn,
} from '../../src/server/access/index.ts'
import { createDispatch, type Dispatch } from '../../src/server/commands/dispatch.ts'
import { createPersonKeys, openPersonStore } from '../../src/server/vault/index.ts'

/** What the person's authenticator app shows at this time, or so many steps later. */
export const codeAt = (secret: string, milliseconds: number, steps = 0): string =>
  generateSync({
    secret: secret.replaceAll(' ', ''),
    epoch: Math.floor(milliseconds / 1_000) + 30 * steps,
  })

/** Sign-in on a real database in a folder of its own, with a clock that the test moves. */
export interface AccessWorld {
  readonly access: Access
  readonly dispatch: Dispatch
  readonly ledger: Ledger
  readonly database: Database
  readonly folder: string
  readonly time: { now: number }
  /** A second server process on the same database. */
  again(): Access
  /** An account set up by a one-time link: its authenticator's secret and first session. */
  firstAdministrator(login?: string): Promise<Staff>
  invited(by: SignedIn, login: string, roles: readonly Role[]): Promise<Staff>
  close(): Promise<void>
}

export interface Staff extends SignedIn {
  readonly person: StreamId
  readonly login: string
  readonly password: string
  readonly secret: string
  /** The code of now, or of so many steps later. */
  code(steps?: number): string
}

export const openAccessWorld = async (
  open: (folder: string) => Promise<Database> = (folder) => openSqlite(join(folder, 'facts.db')),
): Promise<AccessWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'access-'))
  const time = { now: Date.UTC(2026, 0, 2, 3, 4, 5) }
  const clock = () => time.now
  const master = createSecretKey(randomBytes(32))
  const database = await open(folder)
  const store = await openPersonStore(folder)
  const ledger: Ledger = createLedger(database, [personKind(createPeople(() => ledger))])
  const sealing = createPersonKeys({ store, master, clock, random: randomBytes })
  const dispatch = createDispatch({ ledger, sealing, clock, random: randomBytes })
  const again = () => createAccess({ ledger, dispatch, master, clock, random: randomBytes })
  const access = again()

  const complete = async (token: string, login: string): Promise<Staff> => {
    const { secret } = orThrow(await access.beginInvitation(token))
    const password = `${login.length} quiet otters on the roof`
    const code = codeAt(secret, time.now)
    const names = { name: `Name of ${login}`, login }
    const signedIn = orThrow(await access.completeInvitation(token, { ...names, password, code }))
    // The code that proved the authenticator is used up.
    time.now += 30_000
    return {
      ...signedIn,
      person: signedIn.principal.person,
      login,
      password,
      secret,
      code: (steps = 0) => codeAt(secret, time.now, steps),
    }
  }

  return {
    access,
    dispatch,
    ledger,
    database,
    folder,
    time,
    again,
    firstAdministrator: async (login = 'ada@example.org') => {
      const token = await access.bootstrapLink()
      if (token === undefined) throw new Error('There is an administrator already.')
      return complete(token, login)
    },
    invited: async (by, login, roles) => {
      const { id } = orThrow(
        await dispatch({
          kind: 'person',
          command: 'invite',
          input: { name: `Name of ${login}`, login, roles },
          actor: { id: `person:${by.principal.person}`, roles: by.principal.roles },
          requestId: 'test',
        }),
      )
      const { token } = orThrow(await access.invitationLink(by.principal, id))
      return complete(token, login)
    },
    close: async () => {
      await ledger.drain()
      await store.close()
      await database.close()
      await rm(folder, { recursive: true })
    },
  }
}
