import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { parseVerifierKey, type VerifierKey } from '../ledger/index.ts'
import { sha256 } from './signing.ts'

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
