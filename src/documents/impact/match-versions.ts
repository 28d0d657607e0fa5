import { anyOverlap, type VersionRange } from '../../kernel/versions.ts'
import { occurrences } from './occurrences.ts'
import { versionsFrom } from './version-expressions.ts'

/** How a text speaks of a named thing's versions. */
export interface NamedVersions {
  readonly at: number
  readonly says: 'affected' | 'other' | 'no version'
  /** The words that name the versions. */
  readonly words: string
}

/**
 * What the text says of versions right after each place where a name stands, or before it
 * ("version 2.3 or later of …"). `lower` and `name` are in lower case.
 */
export const namedVersions = (
  lower: string,
  name: string,
  affected: readonly VersionRange[] | undefined,
): readonly NamedVersions[] =>
  occurrences(lower, name, '-').map((at) => {
    const after = versionsFrom(lower, at + name.length)
    const found = after.length > 0 ? after : versionsBefore(lower, at)
    const words = after.length > 0 ? lower.slice(at + name.length, after.at(-1)?.end).trim() : ''
    if (found.length === 0) return { at, says: 'no version', words: '' }
    const hit =
      affected === undefined ||
      anyOverlap(
        found.map(({ range }) => range),
        affected,
      )
    return { at, says: hit ? 'affected' : 'other', words }
  })

const versionsBefore = (lower: string, at: number): ReturnType<typeof versionsFrom> => {
  const before = lower.slice(Math.max(0, at - 60), at)
  if (!/\b(?:of|for)\s(?:the\s)?$/.test(before)) return []
  const start = before.search(/(?:versions?|release|at least|v)\s{0,2}v?\d/)
  return start < 0 ? [] : versionsFrom(before, start)
}
