/** What we keep of a software bill of materials, whatever its format. */
import { limits } from '../kernel/limits.ts'
import { isRefusal } from '../kernel/result.ts'
import type { Problems } from './problems.ts'
import { canonicalPurl } from './purl.ts'
import { given } from './shape.ts'
import type { StatedVulnerability } from './stated.ts'

export interface SbomSummary {
  readonly format: 'CycloneDX' | 'SPDX'
  readonly specVersion: string
  /** CycloneDX: `urn:uuid:…`; SPDX: the document namespace. */
  readonly serialNumber?: string
  /** RFC 3339, as in the file. */
  readonly created?: string
  /** What the bill is of, where it names one thing. */
  readonly subject?: SbomComponent
  /** All others, nested ones too, in the order of the file. */
  readonly components: readonly SbomComponent[]
  /** How many "depends on" between two things the file states. */
  readonly dependencies: number
  /** How many vulnerabilities the file states (a CycloneDX VEX may hold nothing else). */
  readonly vulnerabilities: number
  /** CycloneDX: which revision of the document this is, where it says so. */
  readonly revision?: number
  /** What it states of vulnerabilities: a VEX or VDR is a document of these. */
  readonly statements: readonly StatedVulnerability[]
  /** What the file gets wrong that we could read past; at most `limits.formats.problems`. */
  readonly problems: readonly string[]
}

export interface SbomComponent {
  readonly name: string
  readonly group?: string
  readonly version?: string
  /** Canonical; an unreadable one is a problem and left out. */
  readonly purl?: string
  /** CPE 2.2 or 2.3; an unreadable one is a problem and left out. */
  readonly cpe?: string
  /** Kinds of CycloneDX, or `other` and `unknown`. */
  readonly type: string
  /** SPDX ids, SPDX expressions and names, as the file has them. */
  readonly licenses: readonly string[]
  /** Hex in lower case, algorithms named as CycloneDX does: `SHA-256`. */
  readonly hashes: readonly { readonly algorithm: string; readonly value: string }[]
  readonly supplier?: string
  /** The name by which other parts of the file refer to it. */
  readonly bomRef?: string
}

/** The purl and the CPE of a component, each only if it can be read. */
export const identifiers = (
  name: string,
  purl: string | undefined,
  cpe: string | undefined,
  problems: Problems,
): Pick<SbomComponent, 'purl' | 'cpe'> => {
  const canonical = purl === undefined ? undefined : canonicalPurl(purl)
  if (isRefusal(canonical))
    problems.add(`purl ${quoted(purl)} of ${quoted(name)}: ${canonical.message}`)
  const readable = cpe === undefined || isCpe(cpe)
  if (!readable) problems.add(`cpe ${quoted(cpe)} of ${quoted(name)} is not a CPE 2.2 or 2.3 name.`)
  return {
    ...given('purl', isRefusal(canonical) ? undefined : canonical),
    ...given('cpe', readable ? cpe : undefined),
  }
}

/** CPE 2.3 formatted string (NISTIR 7695 section 6.2) or CPE 2.2 URI (section 6.1), in outline. */
const isCpe = (text: string): boolean => {
  if (text.length > limits.text.line) return false
  if (!text.startsWith('cpe:2.3:')) return /^cpe:\/[aho](:[A-Za-z0-9._\-~%!*?+]*){0,6}$/i.test(text)
  // A colon that belongs to a value is escaped with a backslash.
  const fields = text.slice('cpe:2.3:'.length).replaceAll(/\\./g, '_').split(':')
  return (
    fields.length === 11 &&
    /^[aho*-]$/.test(fields[0] ?? '') &&
    fields.every((field) => /^[A-Za-z0-9._\-*?]+$/.test(field))
  )
}

const quoted = (text: string | undefined): string =>
  JSON.stringify((text ?? '').slice(0, limits.text.line))
