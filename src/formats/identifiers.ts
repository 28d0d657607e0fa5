/** Finds the identifiers by which others name a vulnerability in a text of any kind. */
import { limits } from '../kernel/limits.ts'

type Rule = readonly [pattern: RegExp, canonical: (found: string) => string]

const upper = (found: string): string => found.toUpperCase()

/**
 * By naming authority: CVE and its numbering rules; the GitHub advisory database; ENISA's European
 * database; CERT/CC; CISA's advisories for industrial and medical systems; CERT@VDE; CERT-Bund;
 * JVN; and the databases that OSV lists with a prefix of their own.
 */
const rules: readonly Rule[] = [
  [/\bCVE-\d{4}-\d{4,19}(?!\d)/gi, upper],
  [/\bGHSA(?:-[23456789cfghjmpqrvwx]{4}){3}\b/gi, (found) => `GHSA${found.slice(4).toLowerCase()}`],
  [/\bEUVD-\d{4}-\d{1,10}\b/gi, upper],
  [/\bVU#\d{4,10}\b/gi, upper],
  [/\bICSM?A-\d{2}-\d{3}-\d{2}[A-Z]?\b/gi, upper],
  [/\bVDE-\d{4}-\d{3}\b/gi, upper],
  [/\bWID-SEC-(?:W-)?\d{4}-\d{1,6}\b/gi, upper],
  [/\bJVNDB-\d{4}-\d{6}\b/gi, upper],
  [/\bJVN#\d{8}\b/gi, upper],
  [/\b(?:GO|PYSEC|RUSTSEC|MAL|HSEC)-\d{4}-\d{1,7}\b/g, upper],
]

/** How each of them begins: most texts name none, and are looked through once instead of ten times. */
const anyPrefix = /(?:CVE|GHSA|EUVD|VU|ICSM?A|VDE|SEC|JVN|JVNDB|GO|MAL)[-#]/i

/** Hyphens that typesetting puts in place of the plain one; each is one character, too. */
const hyphens = /[\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d]/g

/**
 * Every identifier, in the spelling of its authority, in order of first appearance, each once, at
 * most `limits.intake.identifiers`. Takes linear time.
 */
export const readIdentifiers = (text: string): readonly string[] => {
  const plain = text.replaceAll(hyphens, '-')
  if (!anyPrefix.test(plain)) return []
  const found = rules.flatMap(([pattern, canonical]) =>
    [...plain.matchAll(pattern)].map((match) => [match.index, canonical(match[0])] as const),
  )
  const inOrder = found.sort(([left], [right]) => left - right).map(([, identifier]) => identifier)
  return [...new Set(inOrder)].slice(0, limits.intake.identifiers)
}
