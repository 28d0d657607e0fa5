/** Reads SPDX 2.2 and 2.3 documents in JSON (ISO/IEC 5962; SPDX 2.3, clauses 6 to 11, annex F). */
import { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { Problems } from './problems.ts'
import { identifiers, type SbomComponent, type SbomSummary } from './sbom.ts'
import { dateTime, filledText, given, listOf, member, readShape } from './shape.ts'

/**
 * Refuses with `spdx/not-spdx`, `spdx/version` (3.0 among them) or `spdx/unreadable`. Packages are
 * the components; the files and snippets of a document are not.
 */
export const readSpdx = (json: unknown): SbomSummary | Refusal => {
  const version = member(json, 'spdxVersion')
  if (typeof version !== 'string')
    return refuse('spdx/not-spdx', 'This does not call itself an SPDX 2 document.')
  if (version !== 'SPDX-2.2' && version !== 'SPDX-2.3')
    return refuse('spdx/version', 'Export the document in SPDX 2.2 or 2.3.', { version })
  const read = readShape(spdxDocument, json, 'spdx', 'SPDX')
  return isRefusal(read) ? read : summarise(read)
}

const spdxPackage = z.object({
  SPDXID: filledText,
  name: filledText,
  versionInfo: z.string().optional(),
  supplier: z.string().optional(),
  primaryPackagePurpose: z.string().optional(),
  licenseConcluded: z.string().optional(),
  licenseDeclared: z.string().optional(),
  checksums: listOf(
    z.object({ algorithm: filledText, checksumValue: z.string().regex(/^[\da-fA-F]{1,256}$/) }),
  ).optional(),
  externalRefs: listOf(
    z.object({
      referenceCategory: filledText,
      referenceType: filledText,
      referenceLocator: filledText,
    }),
  ).optional(),
})
type Package = z.infer<typeof spdxPackage>

const spdxDocument = z.object({
  spdxVersion: z.enum(['SPDX-2.2', 'SPDX-2.3']),
  SPDXID: z.literal('SPDXRef-DOCUMENT'),
  name: filledText,
  documentNamespace: filledText.optional(),
  creationInfo: z.object({ created: dateTime }),
  documentDescribes: listOf(filledText).optional(),
  packages: listOf(spdxPackage).optional(),
  files: listOf(z.object({ SPDXID: filledText })).optional(),
  snippets: listOf(z.object({ SPDXID: filledText })).optional(),
  relationships: listOf(
    z.object({
      spdxElementId: filledText,
      relatedSpdxElement: filledText,
      relationshipType: filledText,
    }),
  ).optional(),
})
type Document = z.infer<typeof spdxDocument>

const summarise = (read: Document): SbomSummary => {
  const problems = new Problems()
  const packages = read.packages ?? []
  const relationships = read.relationships ?? []
  checkReferences(read, problems)
  const described = new Set([
    ...(read.documentDescribes ?? []),
    ...relationships.flatMap((each) => {
      if (each.relationshipType === 'DESCRIBES' && each.spdxElementId === read.SPDXID)
        return [each.relatedSpdxElement]
      if (each.relationshipType === 'DESCRIBED_BY' && each.relatedSpdxElement === read.SPDXID)
        return [each.spdxElementId]
      return []
    }),
  ])
  const subjects = packages.filter(({ SPDXID }) => described.has(SPDXID))
  const subject = subjects.length === 1 ? subjects[0] : undefined
  return {
    format: 'SPDX',
    specVersion: read.spdxVersion.slice('SPDX-'.length),
    ...given('serialNumber', read.documentNamespace),
    created: read.creationInfo.created,
    ...given('subject', subject && component(subject, problems)),
    components: packages
      .filter((each) => each !== subject)
      .map((each) => component(each, problems)),
    dependencies: relationships.filter(({ relationshipType }) =>
      /^(?:DEPENDS_ON|(?:[A-Z]+_)?DEPENDENCY_OF)$/.test(relationshipType),
    ).length,
    vulnerabilities: 0,
    statements: [],
    problems: problems.list(),
  }
}

const checkReferences = (read: Document, problems: Problems): void => {
  const known = new Set([read.SPDXID, 'NONE', 'NOASSERTION'])
  for (const { SPDXID } of [
    ...(read.packages ?? []),
    ...(read.files ?? []),
    ...(read.snippets ?? []),
  ]) {
    if (known.has(SPDXID)) problems.add(`The id ${quoted(SPDXID)} is there twice.`)
    known.add(SPDXID)
  }
  // Elements of other documents are named DocumentRef-…:SPDXRef-…
  for (const { spdxElementId, relatedSpdxElement } of read.relationships ?? [])
    for (const id of [spdxElementId, relatedSpdxElement])
      if (!known.has(id) && !id.startsWith('DocumentRef-'))
        problems.add(`A relationship names ${quoted(id)}, which is not there.`)
}

const component = (read: Package, problems: Problems): SbomComponent => {
  const reference = (...types: readonly string[]): string | undefined =>
    read.externalRefs?.find(({ referenceType }) => types.includes(referenceType))?.referenceLocator
  return {
    name: read.name,
    ...given('version', read.versionInfo || undefined),
    ...identifiers(read.name, reference('purl'), reference('cpe23Type', 'cpe22Type'), problems),
    type: purposes[read.primaryPackagePurpose ?? ''] ?? 'unknown',
    licenses: [read.licenseConcluded, read.licenseDeclared].filter(isStated).slice(0, 1),
    hashes: (read.checksums ?? []).map(({ algorithm, checksumValue }) => ({
      algorithm: algorithm.replace(/^SHA(?=\d{1,3}$)/, 'SHA-'),
      value: checksumValue.toLowerCase(),
    })),
    ...given('supplier', nameOf(read.supplier)),
    bomRef: read.SPDXID,
  }
}

const isStated = (text: string | undefined): text is string =>
  text !== undefined && !['', 'NOASSERTION', 'NONE'].includes(text)

/** `Organization: Example (mail@example.com)` is `Example`. */
const nameOf = (supplier: string | undefined): string | undefined => {
  if (!isStated(supplier)) return undefined
  const name = supplier.replace(/^(?:Organization|Person|Tool):\s*/, '')
  const mail = name.lastIndexOf('(')
  return (name.endsWith(')') && mail > 0 ? name.slice(0, mail) : name).trim() || undefined
}

const purposes: Readonly<Record<string, string>> = {
  APPLICATION: 'application',
  ARCHIVE: 'other',
  CONTAINER: 'container',
  DEVICE: 'device',
  FILE: 'file',
  FIRMWARE: 'firmware',
  FRAMEWORK: 'framework',
  INSTALL: 'other',
  LIBRARY: 'library',
  OPERATING_SYSTEM: 'operating-system',
  'OPERATING-SYSTEM': 'operating-system',
  OTHER: 'other',
  SOURCE: 'other',
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, limits.text.line))
