import type { Json } from '../../kernel/canonical-json.ts'
import { holdsSealed } from '../vault/index.ts'
import type { Sealing } from './seal-input.ts'

/** The payloads with every member of these names sealed under the subject's key; one key for all. */
export const sealWords = async (
  sealing: Sealing,
  names: readonly string[],
  subject: string,
  payloads: readonly Json[],
): Promise<readonly Json[]> => {
  const plain: string[] = []
  const note = (text: string): string => {
    plain.push(text)
    return text
  }
  for (const payload of payloads) replaceNamed(payload, names, note)
  if (plain.length === 0) return payloads
  const sealed = await sealing.sealWords(subject, plain)
  let at = 0
  // The same walk meets the same texts in the same order.
  return payloads.map((payload) => replaceNamed(payload, names, (text) => sealed[at++] ?? text))
}

const replaceNamed = (
  value: Json,
  names: readonly string[],
  replace: (text: string) => string,
): Json => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: Json) => replaceNamed(item, names, replace))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      typeof item === 'string' && item !== '' && names.includes(name) && !holdsSealed(item)
        ? replace(item)
        : replaceNamed(item, names, replace),
    ]),
  )
}
