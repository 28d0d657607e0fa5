import { generateSync } from 'otplib'
import { orThrow } from '../../kernel/result.ts'
import type { Actor, Role } from '../../kernel/roles.ts'
import type { Principal } from '../access/principal.ts'
import { actorOf } from '../http/principals.ts'
import type { Parts } from '../parts.ts'

/** Who works at the invented maker. Each has an account, and signs with a name of their own. */
export const castList = [
  { login: 'helena', name: 'Helena Lindenau', roles: ['administrator'] },
  { login: 'mirko', name: 'Mirko Adler', roles: ['triager'] },
  { login: 'erika', name: 'Erika Sommer', roles: ['engineer', 'triager'] },
  { login: 'tomas', name: 'Tomas Novak', roles: ['engineer'] },
  { login: 'wanda', name: 'Wanda Klein', roles: ['writer'] },
  { login: 'anna', name: 'Anna Brandt', roles: ['approver'] },
  { login: 'ralf', name: 'Ralf Peters', roles: ['release-manager'] },
  { login: 'judith', name: 'Judith Okafor', roles: ['auditor'] },
] as const satisfies readonly {
  readonly login: string
  readonly name: string
  readonly roles: readonly [Role, ...Role[]]
}[]

export type Login = (typeof castList)[number]['login']

/** One of the cast with what they sign in with. */
export interface DemoPerson {
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Of the authenticator, in base32 groups of four. */
  readonly secret: string
}

/** Who can act in the story: somebody of the cast, or a stranger at the portal. */
export interface Player extends Actor {
  readonly name: string
}

export type Cast = Readonly<Record<Login, Player>>

/** The same for all of them: it is printed, and the code differs. */
export const demoPassword = 'quiet otters on the roof'

/** What the authenticator app of somebody with this secret shows at this moment. */
export const codeAt = (secret: string, milliseconds: number): string =>
  generateSync({
    secret: secret.replaceAll(' ', ''),
    epoch: Math.floor(milliseconds / 1_000),
    period: 30,
  })

/** Everybody enrols as a person would: by a link, with a password and a code. */
export const enrolCast = async (
  parts: Parts,
): Promise<{ readonly cast: Cast; readonly people: readonly DemoPerson[] }> => {
  const { access } = parts
  const players: [Login, Player][] = []
  const people: DemoPerson[] = []
  let administrator: Principal | undefined
  for (const { login, name, roles } of castList) {
    const token =
      administrator === undefined
        ? await access.bootstrapLink()
        : await invitationOf(parts, administrator, { login, name, roles })
    if (token === undefined) throw new Error('This server has an administrator already.')
    const { secret } = orThrow(await access.beginInvitation(token))
    const signedIn = orThrow(
      await access.completeInvitation(token, {
        name,
        login,
        password: demoPassword,
        code: codeAt(secret, parts.clock()),
      }),
    )
    await access.signOut(signedIn.token)
    administrator ??= signedIn.principal
    players.push([login, { id: `person:${signedIn.principal.person}`, name, roles }])
    people.push({ login, name, roles, secret })
  }
  // One entry for each of the list, which is where the type of the logins comes from.
  return { cast: Object.fromEntries(players) as Cast, people }
}

const invitationOf = async (
  { access, dispatch }: Parts,
  administrator: Principal,
  { login, name, roles }: Pick<DemoPerson, 'login' | 'name' | 'roles'>,
): Promise<string> => {
  const invited = orThrow(
    await dispatch({
      kind: 'person',
      command: 'invite',
      // Reminders of the story reach somebody.
      input: { login, name, roles, address: `${login}@lindenau-medical.example` },
      actor: actorOf(administrator),
      requestId: `demo-${login}`,
    }),
  )
  return orThrow(await access.invitationLink(administrator, invited.id)).token
}
