import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import type { Option, Words } from '../command.ts'
import type { Io } from '../io.ts'
import { type Credential, contentOf } from './records.ts'
import type { Transport } from './transport.ts'

/** Who acts, where it is a person and not the machine's own operator. */
export interface Person {
  readonly login: string
  /** For signing in, then for signing: each code works once. */
  readonly codes: readonly string[]
}

/** The options of commands that a person may give under their name. */
export const signInOptions: readonly Option[] = [
  {
    name: 'login',
    value: 'NAME',
    help: 'Act as this person; the password comes from VULNERARY_PASSWORD or is asked.',
  },
  {
    name: 'code',
    value: 'CODE',
    many: true,
    help: 'Code of the authenticator. A signature takes a second one, since each works once.',
  },
]

export const personOf = (words: Words): Person | undefined => {
  const login = words.value('login')
  return login === undefined ? undefined : { login, codes: words.values('code') }
}

/** A person's session: the headers that carry it, and their credential for signatures. */
export interface SignedIn {
  readonly headers: Readonly<Record<string, string>>
  readonly signature: () => Promise<Credential | Refusal>
  end(): Promise<void>
}

const session = z.object({ signedIn: z.literal(true), csrfToken: z.string() })

/** Signs in as the workbench does; refuses as it would, or with `sign-in/password` or `…/code`. */
export const signIn = async (
  io: Io,
  transport: Transport,
  { login, codes }: Person,
): Promise<SignedIn | Refusal> => {
  const password = await secretOf(io, login)
  if (isRefusal(password)) return password
  const code = codes[0] ?? (await io.ask(`Code of ${login}: `, false))
  if (code === undefined) return refuse('sign-in/code', 'Give the code: --code CODE.')
  const reply = await transport({
    method: 'POST',
    path: '/api/session',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, code: code.trim() }),
  })
  const content = await contentOf(reply)
  if (isRefusal(reply)) return reply
  if (isRefusal(content)) return content
  const headers = {
    cookie: reply.cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; '),
    'x-csrf-token': session.parse(content).csrfToken,
  }
  return {
    headers,
    signature: async () => {
      const next = codes[1] ?? (await io.ask('To sign, the next code (each works once): ', false))
      return next === undefined
        ? refuse(
            'sign-in/second-code',
            'This is a signature: give --code twice, the code for signing in and the next one.',
          )
        : { password, code: next.trim() }
    },
    end: async () => {
      const ended = await transport({ method: 'DELETE', path: '/api/session', headers })
      if (!isRefusal(ended)) ended.stream.resume()
    },
  }
}

const secretOf = async (io: Io, login: string): Promise<string | Refusal> =>
  io.env['VULNERARY_PASSWORD'] ??
  (await io.ask(`Password of ${login}: `, true)) ??
  refuse(
    'sign-in/password',
    'There is no terminal to ask for the password. Set VULNERARY_PASSWORD.',
  )
