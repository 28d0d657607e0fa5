import { hash, verify } from '@node-rs/argon2'
import { limits } from '../../../kernel/limits.ts'
import { type Refusal, RefusalError, refuse } from '../../../kernel/result.ts'
import { deriveKey, type MasterKey } from '../../vault/index.ts'
import { commonPasswords } from './common-passwords.ts'

export interface Passwords {
  hash(password: string): Promise<string>
  /** Takes equally long where nothing is stored, so that nobody learns who has an account. */
  verify(stored: string | undefined, password: string): Promise<boolean>
}

/** Argon2id as OWASP's Password Storage Cheat Sheet gives it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 }

/**
 * Passwords are hashed with a key derived from the master key beside the salt: who has only the
 * database cannot try guesses. Not more than a few are hashed at once, since each takes 19 MiB and
 * a thread that files need too; where too many wait, it throws the refusal `access/too-many`.
 */
export const createPasswords = (master: MasterKey): Passwords => {
  const options = { ...cost, secret: deriveKey(master, 'password') }
  const gate = createGate(limits.account.hashing)
  let dummy: Promise<string> | undefined
  return {
    hash: (password) => gate(() => hash(normal(password), options)),
    verify: (stored, password) =>
      gate(async () => {
        dummy ??= hash('nobody has this password', options)
        const against = stored ?? (await dummy)
        const right = await verify(against, normal(password), options)
        return right && stored !== undefined
      }),
  }
}

// What a keyboard composes differently is one password (NIST SP 800-63B section 3.1.1.2). Beyond the
// longest allowed nothing can match, so the rest is not worth the work.
const normal = (password: string): string =>
  password.slice(0, limits.account.passwordLongest + 1).normalize('NFKC')

/** Why a new password cannot be taken; undefined where it can. */
export const refusePassword = (password: string, login: string): Refusal | undefined => {
  const { passwordShortest, passwordLongest } = limits.account
  if ([...normal(password)].length < passwordShortest)
    return refuse(
      'access/password-short',
      `Choose a password of at least ${passwordShortest} characters. A few words are easy to keep.`,
    )
  if (password.length > passwordLongest)
    return refuse(
      'access/password-long',
      `Choose a password of at most ${passwordLongest} characters.`,
    )
  const folded = normal(password).toLowerCase()
  const names = [login, login.split('@', 1)[0] ?? login].filter(({ length }) => length >= 4)
  if (names.some((name) => folded.includes(name)))
    return refuse(
      'access/password-has-name',
      'Choose a password that does not contain the sign-in name.',
    )
  if (isCommon(folded))
    return refuse('access/password-common', 'This password is easy to guess. Choose another.')
  return undefined
}

const isCommon = (folded: string): boolean => {
  // "Password2026!" is "password" to whoever guesses.
  const core = folded.replace(/^[^\p{L}]{1,20}/u, '').replace(/[^\p{L}]{1,20}$/u, '')
  return (
    new Set(folded).size < 5 ||
    commonPasswords.has(folded) ||
    (core.length > 0 && commonPasswords.has(core))
  )
}

const createGate = ({
  atOnce,
  waiting: most,
}: {
  readonly atOnce: number
  readonly waiting: number
}) => {
  const waiting: (() => void)[] = []
  let running = 0
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running >= atOnce) {
      if (waiting.length >= most)
        throw new RefusalError(
          refuse('access/too-many', 'Too many people sign in at once. Try again in a minute.'),
        )
      // Whoever ends hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => waiting.push(resolve))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) running--
      else next()
    }
  }
}
