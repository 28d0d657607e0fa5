import { isProtected } from '../../kernel/protected-address.ts'
import { isRefusal, type Refusal, refuse } from '../../kernel/result.ts'
import { parseVerifierKey, type VerifierKey } from '../../ledger/index.ts'
import { sha256 } from '../signing.ts'

const most = 20

/** The witnesses of the setting: their verifier keys, parted by spaces, commas or lines. */
export const readWitnesses = (setting: string): readonly VerifierKey[] | Refusal => {
  const keys: VerifierKey[] = []
  for (const text of setting.split(/[\s,]+/).filter((part) => part !== '')) {
    const key = parseVerifierKey(sha256, text, 'cosignature')
    if (isRefusal(key))
      return refuse(
        'settings/bad-value',
        `The setting WITNESSES (witnesses in the config file) cannot be used: "${text.slice(0, 80)}": ${key.message} A witness prints its key when it starts: vulnerary ledger witness.`,
      )
    if (!keys.some(({ name, id }) => name === key.name && id === key.id)) keys.push(key)
  }
  return keys.length <= most
    ? keys
    : refuse('settings/bad-value', `The setting WITNESSES has more than ${most} keys.`)
}

const mostAddresses = 10

/**
 * Submission prefixes of witnesses that want to be called (C2SP tlog-witness), parted like the keys:
 * https, or http within this machine, without a query or an account.
 */
export const readWitnessUrls = (
  setting: string,
  witnesses: readonly VerifierKey[],
): readonly string[] | Refusal => {
  const urls = [...new Set(setting.split(/[\s,]+/).filter((part) => part !== ''))]
  for (const url of urls) {
    const why = unusable(url)
    if (why !== undefined)
      return refuse(
        'settings/bad-value',
        `The setting WITNESS_URLS (witnessUrls in the config file) cannot be used: "${url.slice(0, 80)}": ${why} An example that works: WITNESS_URLS=https://witness.example/submit`,
      )
  }
  if (urls.length > mostAddresses)
    return refuse('settings/bad-value', `The setting WITNESS_URLS has more than ${mostAddresses}.`)
  return urls.length > 0 && witnesses.length === 0
    ? refuse(
        'settings/bad-value',
        'The setting WITNESS_URLS names witnesses to call, and WITNESSES has no key of theirs: set it too, or nothing they say is believed.',
      )
    : urls.map((url) => url.replace(/\/+$/, ''))
}

const unusable = (text: string): string | undefined => {
  if (!isProtected(text)) return 'It begins with https://, or with http:// within this machine.'
  const { username, password, search, hash } = new URL(text)
  return [username, password, search, hash].some((part) => part !== '')
    ? 'It has no account, no question mark and no #.'
    : undefined
}
