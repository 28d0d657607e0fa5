import type { AccountFact } from './facts.ts'
import { type FactMatcher, type Hit, strongest } from './hit.ts'
import { occurrences } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'

const credentialWords =
  /\b(?:passwords?|passcodes?|passphrases?|pin|credentials?|log ?in|log ?on|log in|sign in|accounts?|user ?names?|users?|kennwort|passwort)\b/
const defaultWords =
  /\b(?:default|factory|initial|preset|pre-set|preconfigured|pre-configured|out of the box|shipped|built-in|hard-?coded|standard|same)\b/

/**
 * Looks for a default account and its credential. Both are often common words ("admin"), so each
 * counts only as a whole word, with its case, beside words of signing in.
 */
export const accountMatchers = (accounts: readonly AccountFact[]): readonly FactMatcher[] =>
  accounts.flatMap((account) =>
    account.name === undefined && account.defaultCredential === undefined
      ? []
      : [
          {
            fact: `account ${account.name ?? ''}/${account.defaultCredential ?? ''}`,
            match: (passage: PreparedPassage) => matchAccount(passage, account),
          },
        ],
  )

const matchAccount = (
  passage: PreparedPassage,
  { name, defaultCredential }: AccountFact,
): Hit | undefined => {
  const { lower, context } = passage
  const { text } = passage.passage
  const aboutCredentials = credentialWords.test(lower) || credentialWords.test(context)
  const secretAt =
    defaultCredential === undefined
      ? undefined
      : secretPlace(text, defaultCredential, defaultCredential === name)
  const nameAt = name === undefined ? undefined : occurrences(lower, name.toLowerCase(), '.-')[0]
  const rare =
    defaultCredential !== undefined &&
    /[\d\W_]/.test(defaultCredential) &&
    defaultCredential.length >= 5
  const shown = name === undefined ? 'the account' : `the account ${name}`
  return strongest([
    secretAt !== undefined && nameAt !== undefined && (aboutCredentials || rare)
      ? { strength: 0.98, at: secretAt, reason: `gives ${shown} with its default credential` }
      : undefined,
    secretAt !== undefined && (aboutCredentials || rare)
      ? { strength: rare ? 0.95 : 0.8, at: secretAt, reason: 'gives the default credential' }
      : undefined,
    nameAt !== undefined && credentialWords.test(lower)
      ? {
          strength: defaultWords.test(lower) ? 0.75 : 0.5,
          at: nameAt,
          reason: `speaks of ${shown}`,
        }
      : undefined,
    byDefault(lower),
  ])
}

/** Where the credential stands; the second place when account and credential are one word. */
const secretPlace = (text: string, credential: string, sameAsName: boolean): number | undefined =>
  occurrences(text, credential, '-')[sameAsName ? 1 : 0]

/** Default passwords in general: what the document says of them is in question too. */
const byDefault = (lower: string): Hit | undefined => {
  const match =
    /\b(?:default|factory|initial|preset|hard-?coded|built-in)\b.{0,30}\b(?:passwords?|credentials?|passcodes?|accounts?|log ?ins?|user ?names?|pin)\b/.exec(
      lower,
    )
  return match === null
    ? undefined
    : { strength: 0.55, at: match.index, reason: 'speaks of default credentials' }
}
