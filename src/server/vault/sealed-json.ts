import { limits } from '../../kernel/limits.ts'
import { isRefusal } from '../../kernel/result.ts'
import type { PersonKeys } from './person-keys.ts'
import { isSealed, parseSealed } from './sealed-text.ts'

/** What stands where a sealed text cannot or may not be shown. */
const shown = { erased: '(erased)', sealed: '(sealed)', unreadable: '(unreadable)' } as const

/** See `PersonKeys.openDeep`. */
export const openDeep = async (
  openAll: PersonKeys['openAll'],
  value: unknown,
  only?: string,
): Promise<unknown> => {
  const mayOpen = (text: string) => only === undefined || parseSealed(text)?.person === only
  const opened = await openAll([...sealedWithin(value)].filter(mayOpen))
  return replaceSealed(value, (text) => {
    const plain = opened.get(text)
    if (plain === undefined) return shown.sealed
    if (!isRefusal(plain)) return plain
    return plain.code === 'vault/erased' ? shown.erased : shown.unreadable
  })
}

/** See `PersonKeys.maskDeep`. */
export const maskDeep = (value: unknown): unknown => replaceSealed(value, () => shown.sealed)

/** See `PersonKeys.holdsSealed`. */
export const holdsSealed = (value: unknown): boolean => {
  for (const _ of sealedWithin(value)) return true
  return false
}

const replaceSealed = (value: unknown, replace: (text: string) => string, depth = 0): unknown => {
  if (typeof value === 'string') return isSealed(value) ? replace(value) : value
  if (typeof value !== 'object' || value === null) return value
  if (depth >= limits.json.deepest) throw new Error('Sealed JSON: nested too deep, or a cycle.')
  if (Array.isArray(value)) return value.map((item) => replaceSealed(item, replace, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, replaceSealed(item, replace, depth + 1)]),
  )
}

function* sealedWithin(value: unknown, depth = 0): Generator<string> {
  if (typeof value === 'string') {
    if (isSealed(value)) yield value
    return
  }
  if (typeof value !== 'object' || value === null) return
  if (depth >= limits.json.deepest) throw new Error('Sealed JSON: nested too deep, or a cycle.')
  for (const item of Array.isArray(value) ? value : Object.values(value))
    yield* sealedWithin(item, depth + 1)
}
