/** How every reader here checks the shape of outside data and says what did not fit. */
import { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { type Refusal, refuse } from '../kernel/result.ts'

/**
 * `value` as `schema` describes it, or a refusal `<area>/unreadable` that names the format and the
 * first places that do not fit; `details.places` has up to twenty.
 */
export const readShape = <T>(
  schema: z.ZodType<T>,
  value: unknown,
  area: string,
  format: string,
): T | Refusal => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const places = parsed.error.issues
    .slice(0, 20)
    .map((issue) => `${pathText(issue.path)}: ${issue.message}`)
  const rest = parsed.error.issues.length - 1
  return refuse(
    `${area}/unreadable`,
    `This does not read as ${format}: ${places[0] ?? 'unknown place'}${rest > 0 ? ` (and ${rest} more)` : ''}. Ask its author for a valid file.`,
    { places },
  )
}

/** A list with the bound on outside lists. */
export const listOf = <T extends z.ZodType>(item: T) => z.array(item).max(limits.formats.items)

export const filledText = z.string().min(1)

/** RFC 3339 date and time with its offset from UTC. */
export const dateTime = z.iso.datetime({ offset: true })

/** `{ [name]: value }`, or nothing to spread where there is no value. */
export const given = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [key in Name]?: Value } =>
  // A computed name types as an index signature; the only key is `name`.
  (value === undefined ? {} : { [name]: value }) as { readonly [key in Name]?: Value }

const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the whole' : path.map(String).join('.').slice(0, 200)

/**
 * Whether a value nests deeper than `depth` arrays and objects. Readers that recurse ask this
 * first, so that data which did not come through `parseStrictJson` cannot exhaust the stack.
 */
export const nestsDeeperThan = (value: unknown, depth: number): boolean => {
  let level: readonly unknown[] = [value]
  for (let reached = 0; level.length > 0; reached++) {
    const containers = level.filter((each) => typeof each === 'object' && each !== null)
    if (containers.length > 0 && reached >= depth) return true
    level = containers.flatMap((each) => Object.values(each as object))
  }
  return false
}

/** An own member of an outside value, if it is an object that has it. */
export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? // `value` was just seen to be an object with this member.
      (value as Record<string, unknown>)[name]
    : undefined
