import { affectedRanges } from './affected-versions.ts'
import type { ComponentFact } from './facts.ts'
import { type FactMatcher, type Hit, strongest, textGroup } from './hit.ts'
import { findable } from './keys.ts'
import { namedVersions } from './match-versions.ts'
import type { PreparedPassage } from './prepared-passage.ts'

/**
 * Looks for a component by the names people give it, and reads the versions said with it: an
 * affected version or a range that lets one in ("2.3 or later") is wrong now; a fixed one is not.
 */
export const componentMatchers = (components: readonly ComponentFact[]): readonly FactMatcher[] =>
  components.flatMap((component) => {
    const names = componentNames(component)
    const [first] = names
    if (first === undefined) return []
    const affected = affectedRanges(component.affected, component.fixed)
    return [
      {
        fact: `component ${component.name ?? first}`,
        keys: names.flatMap((name) => textGroup(name, 0.95)),
        match: (passage: PreparedPassage) =>
          strongest(
            names.map((name) => matchName(passage, name, affected, component.name ?? first)),
          ),
      },
    ]
  })

const matchName = (
  passage: PreparedPassage,
  name: string,
  affected: ReturnType<typeof affectedRanges>,
  shown: string,
): Hit | undefined => {
  const hits = namedVersions(passage.lower, name, affected).map(({ at, says, words }): Hit => {
    switch (says) {
      case 'affected':
        return {
          strength: 0.95,
          at,
          reason: `names ${shown} ${words}, which lets in an affected version`,
        }
      case 'other':
        return { strength: 0.2, at, reason: `names ${shown} ${words}, not an affected version` }
      case 'no version':
        return { strength: 0.5, at, reason: `names the component ${shown}` }
      default:
        return says satisfies never
    }
  })
  return strongest(hits)
}

/** The given name, the purl's, and both without a maker's first word or a trailing version. */
const componentNames = ({ name, purl }: ComponentFact): readonly string[] => {
  const given = (name ?? '').toLowerCase().trim()
  const packaged = purlName(purl)
  const bare = given.replace(/\s+v?\d[\d.x]*$/, '')
  const words = bare.split(/\s+/)
  const withoutMaker =
    words.length > 1 && makers.has(words[0] ?? '') ? words.slice(1).join(' ') : ''
  const names = [
    given,
    bare,
    withoutMaker,
    packaged,
    packaged.replace(/[-_]/g, ' '),
    bare.replace(/[-_]/g, ' '),
  ]
  return [...new Set(names)].filter(
    (each) => each.length >= 2 && !/^\d+$/.test(each) && findable(each) !== undefined,
  )
}

const makers = new Set([
  'apache',
  'microsoft',
  'oracle',
  'google',
  'eclipse',
  'mozilla',
  'gnu',
  'red',
  'the',
  'spring',
  'ibm',
  'cisco',
])

/** The name in a package URL: after the last slash, before version, qualifiers and subpath. */
const purlName = (purl: string | undefined): string => {
  const path = (purl ?? '').split(/[?#]/)[0] ?? ''
  const last = path.slice(path.lastIndexOf('/') + 1)
  const name = (last.split('@')[0] ?? '').toLowerCase()
  return /^[a-z0-9._%-]{2,100}$/.test(name) ? name.replaceAll('%40', '@') : ''
}
