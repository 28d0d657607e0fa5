import { type VersionExpression, versionsFrom } from './version-expressions.ts'

/**
 * What a passage speaks of, as far as no single word tells it. Matchers and index keys share these:
 * whoever changes one raises `keysVersion` in `keys.ts`.
 */
const credentialWords =
  /\b(?:passwords?|passcodes?|passphrases?|pin|credentials?|log ?in|log ?on|log in|sign in|accounts?|user ?names?|users?|kennwort|passwort)\b/
const defaultCredentials =
  /\b(?:default|factory|initial|preset|hard-?coded|built-in)\b.{0,30}\b(?:passwords?|credentials?|passcodes?|accounts?|log ?ins?|user ?names?|pin)\b/
const versionWord = /\b(?:version|release|revision|firmware|software)s?\s{1,2}(?=v?\d|[<>≤≥])/g
const numberRange = /(?<![\d.])(\d{1,5})\s?(?:-|–|to|:)\s?(\d{1,5})(?![\d.])/g

export const speaksOfCredentials = (lower: string): boolean => credentialWords.test(lower)

/** Where default passwords or accounts in general are spoken of. */
export const defaultCredentialsAt = (lower: string): number | undefined =>
  defaultCredentials.exec(lower)?.index

/** "version 2.3": the word's place and the versions after it. */
export interface SpokenVersions {
  readonly at: number
  readonly versions: readonly VersionExpression[]
}

export const spokenVersions = (lower: string): readonly SpokenVersions[] =>
  Array.from(lower.matchAll(versionWord), (match) => ({
    at: match.index,
    versions: versionsFrom(lower, match.index + match[0].length),
  })).filter(({ versions }) => versions.length > 0)

/** "ports 8000-8100": numbers between two others where ports are spoken of. */
export interface PortRange {
  readonly at: number
  readonly above: number
  readonly below: number
}

export const portRanges = (lower: string): readonly PortRange[] =>
  /\bports?\b/.test(lower)
    ? Array.from(lower.matchAll(numberRange), (match) => ({
        at: match.index,
        above: Number(match[1]),
        below: Number(match[2]),
      }))
    : []
