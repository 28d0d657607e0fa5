import { defaultCredentialsAt, speaksOfCredentials } from './concepts.ts'
import type { AccountFact } from './facts.ts'
import { type FactMatcher, type Hit, type KeyGroup, strongest, textGroup } from './hit.ts'
import { credentialsKey, defaultCredentialsKey, findable } from './keys.ts'
import { occurrences } from './occurrences.ts'
import type { PreparedPassage } from './prepared-passage.ts'

const defaultWords =
  /\b(?:default|factory|initial|preset|pre-set|preconfigured|pre-configured|out of the box|shipped|built-in|hard-?coded|standard|same)\b/

/**
 * Looks for a default account and its credential. Both are often common words ("admin"), so each
 * counts only as a whole word, with its case, beside words of signing in.
 */
export const accountMatchers = (accounts: readonly AccountFact[]): readonly FactMatcher[] =>
  accounts.flatMap(({ name, defaultCredential }) => {
    if (name === undefined && defaultCredential === undefined) return []
    const account: Account = {
      name: findable(name),
      defaultCredential: findable(defaultCredential),
    }
    return [
      {
        fact: `account ${name ?? ''}/${defaultCredential ?? ''}`,
        keys: groupsOf(account),
        match: (passage: PreparedPassage) => matchAccount(passage, account),
      },
    ]
  })

interface Account {
  readonly name: string | undefined
  readonly defaultCredential: string | undefined
}

const groupsOf = ({ name, defaultCredential }: Account): readonly KeyGroup[] => [
  ...(isRare(defaultCredential)
    ? textGroup(defaultCredential, 0.98)
    : [credentialsKey, `^${credentialsKey}`].flatMap((about) =>
        textGroup(defaultCredential, 0.98, [about]),
      )),
  ...textGroup(name, 0.75, [credentialsKey]),
  { all: [defaultCredentialsKey], atMost: 0.55 },
]

/** A credential that is no word can be nothing else. */
const isRare = (credential: string | undefined): boolean =>
  credential !== undefined && /[\d\W_]/.test(credential) && credential.length >= 5

const matchAccount = (
  passage: PreparedPassage,
  { name, defaultCredential }: Account,
): Hit | undefined => {
  const { lower, context } = passage
  const { text } = passage.passage
  const aboutCredentials = speaksOfCredentials(lower) || speaksOfCredentials(context)
  const secretAt =
    defaultCredential === undefined
      ? undefined
      : secretPlace(text, defaultCredential, defaultCredential === name)
  const nameAt = name === undefined ? undefined : occurrences(lower, name.toLowerCase(), '.-')[0]
  const rare = isRare(defaultCredential)
  const shown = name === undefined ? 'the account' : `the account ${name}`
  return strongest([
    secretAt !== undefined && nameAt !== undefined && (aboutCredentials || rare)
      ? { strength: 0.98, at: secretAt, reason: `gives ${shown} with its default credential` }
      : undefined,
    secretAt !== undefined && (aboutCredentials || rare)
      ? { strength: rare ? 0.95 : 0.8, at: secretAt, reason: 'gives the default credential' }
      : undefined,
    nameAt !== undefined && speaksOfCredentials(lower)
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
  const at = defaultCredentialsAt(lower)
  return at === undefined
    ? undefined
    : { strength: 0.55, at, reason: 'speaks of default credentials' }
}
