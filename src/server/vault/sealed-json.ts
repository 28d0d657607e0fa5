import { erased } from '../../kernel/erased.ts'
import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { PersonKeys } from './person-keys.ts'
import { isSealed, parseSealed, type SealedForm } from './sealed-text.ts'

/** What stands where a sealed text cannot or may not be shown. */
const shown = { erased, sealed: '(sealed)', unreadable: '(unreadable)' } as const

/** See `PersonKeys.openDeep`. */
export const openDeep = async (
  openAll: PersonKeys['openAll'],
  value: unknown,
  only?: string,
): Promise<unknown> => {
  const mayOpen = (text: string) => only === undefined || parseSealed(text)?.person === only
  const opened = await openAll(sealedWithin(value).filter(mayOpen))
  return replaceSealed(value, (text) => asShown(opened.get(text)))
}

/** See `PersonKeys.openWords`. */
export const openWords = async (
  openAll: PersonKeys['openAll'],
  values: readonly unknown[],
): Promise<readonly unknown[]> => {
  const opened = await openAll(sealedWithin(values, 'w1'))
  if (opened.size === 0) return values
  return values.map((value) => replaceSealed(value, (text) => asShown(opened.get(text)), 'w1'))
}

const asShown = (plain: Awaited<ReturnType<PersonKeys['open']>> | undefined): string => {
  if (plain === undefined) return shown.sealed
  if (!isRefusal(plain)) return plain
  return plain.code === 'vault/erased' ? shown.erased : shown.unreadable
}

/** See `PersonKeys.maskDeep`. */
export const maskDeep = (value: unknown): unknown => replaceSealed(value, () => shown.sealed)

/** See `PersonKeys.holdsSealed`. */
export const holdsSealed = (value: unknown): boolean => firstPerson(value) !== undefined

/** The person whose sealed text stands first within; undefined where none does. */
export const firstPerson = (value: unknown): string | undefined => {
  const [first] = sealedWithin(value)
  return first === undefined ? undefined : parseSealed(first)?.person
}

/** The JSON value with `replace` in place of each sealed text, or of those in this form. */
const replaceSealed = (
  value: unknown,
  replace: (text: string) => string,
  form?: SealedForm,
  depth = 0,
): unknown => {
  if (typeof value === 'string') return isSealed(value, form) ? replace(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (depth >= limits.json.deepest) throw new Error('Sealed JSON: nested too deep, or a cycle.')
  if (Array.isArray(value))
    return value.map((item) => replaceSealed(item, replace, form, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      replaceSealed(item, replace, form, depth + 1),
    ]),
  )
}

/** Each text in sealed form within the value, as often as it stands there. */
const sealedWithin = (
  value: unknown,
  form?: SealedForm,
  found: string[] = [],
  depth = 0,
): string[] => {
  if (typeof value === 'string') {
    if (isSealed(value, form)) found.push(value)
    return found
  }
  if (typeof value !== 'object' || value === null) return found
  if (depth >= limits.json.deepest) throw new Error('Sealed JSON: nested too deep, or a cycle.')
  for (const item of Array.isArray(value) ? value : Object.values(value))
    sealedWithin(item, form, found, depth + 1)
  return found
}
