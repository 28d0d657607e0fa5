/**
 * Reads CycloneDX bills of materials in JSON, versions 1.2 to 1.7 (ECMA-424 and the OWASP CycloneDX
 * JSON schemas). What we read must be as the schema has it; what we do not read passes.
 */
import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX'
import { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { isRefusal, type Refusal, refuse } from '../kernel/result.ts'
import { cycloneDxVulnerability, type PartNames, statedIn } from './cyclonedx-vulnerabilities.ts'
import { Problems } from './problems.ts'
import { identifiers, type SbomComponent, type SbomSummary } from './sbom.ts'
import { dateTime, filledText, given, listOf, member, nestsDeeperThan, readShape } from './shape.ts'

const versions = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'] as const

/**
 * Refuses with `cyclonedx/not-cyclonedx`, `cyclonedx/version`, `cyclonedx/too-deep`,
 * `cyclonedx/too-many-components` or `cyclonedx/unreadable`. Unreadable purls and CPEs, unknown
 * licences, references to nothing and repeated ones are told in `problems`.
 */
export const readCycloneDx = (json: unknown): SbomSummary | Refusal => {
  if (member(json, 'bomFormat') !== 'CycloneDX')
    return refuse('cyclonedx/not-cyclonedx', 'This does not call itself a CycloneDX BOM.')
  if (!versions.some((version) => version === member(json, 'specVersion')))
    return refuse(
      'cyclonedx/version',
      `Export the BOM in CycloneDX ${versions.at(0)} to ${versions.at(-1)}.`,
      { version: member(json, 'specVersion') },
    )
  if (nestsDeeperThan(json, limits.formats.depth))
    return refuse('cyclonedx/too-deep', 'This BOM nests its components too deep.')
  const read = readShape(bom, json, 'cyclonedx', 'CycloneDX')
  return isRefusal(read) ? read : summarise(read)
}

/** From the schema of version 1.7; earlier versions have fewer. */
const componentTypes = [
  'application',
  'framework',
  'library',
  'container',
  'platform',
  'operating-system',
  'device',
  'device-driver',
  'firmware',
  'file',
  'machine-learning-model',
  'data',
  'cryptographic-asset',
] as const

const digits: Readonly<Record<string, number>> = {
  MD5: 32,
  'SHA-1': 40,
  'SHA-256': 64,
  'SHA-384': 96,
  'SHA-512': 128,
  'SHA3-256': 64,
  'SHA3-384': 96,
  'SHA3-512': 128,
  'BLAKE2b-256': 64,
  'BLAKE2b-384': 96,
  'BLAKE2b-512': 128,
  BLAKE3: 64,
  'Streebog-256': 64,
  'Streebog-512': 128,
}

const hash = z
  .object({ alg: z.string(), content: z.string().max(256) })
  .refine(({ alg }) => Object.hasOwn(digits, alg), 'unknown hash algorithm')
  .refine(
    ({ content }) =>
      /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/i.test(content),
    'a hash is 32, 40, 64, 96 or 128 hex digits',
  )

const license = z
  .object({ id: filledText.optional(), name: filledText.optional() })
  .refine(({ id, name }) => (id === undefined) !== (name === undefined), 'needs an id or a name')

const licenseChoice = z
  .object({ license: license.optional(), expression: filledText.optional() })
  .refine(
    (choice) => (choice.license === undefined) !== (choice.expression === undefined),
    'needs either a license or an expression',
  )

const named = z.object({ name: z.string().optional() })

const component = z.object({
  type: z.enum(componentTypes),
  name: z.string(),
  group: z.string().optional(),
  version: z.string().optional(),
  purl: z.string().optional(),
  cpe: z.string().optional(),
  'bom-ref': z.string().optional(),
  publisher: z.string().optional(),
  supplier: named.optional(),
  manufacturer: named.optional(),
  licenses: listOf(licenseChoice).optional(),
  hashes: listOf(hash).optional(),
  get components() {
    return listOf(component).optional()
  },
})
type Component = z.infer<typeof component>

const service = z.object({
  'bom-ref': z.string().optional(),
  name: z.string().optional(),
  get services() {
    return listOf(service).optional()
  },
})
type Service = z.infer<typeof service>

const bom = z.object({
  specVersion: z.enum(versions),
  serialNumber: z
    .string()
    .regex(
      /^urn:uuid:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
      'must be urn:uuid:…',
    )
    .optional(),
  metadata: z
    .object({ timestamp: dateTime.optional(), component: component.optional() })
    .optional(),
  components: listOf(component).optional(),
  services: listOf(service).optional(),
  dependencies: listOf(
    z.object({ ref: z.string(), dependsOn: listOf(z.string()).optional() }),
  ).optional(),
  version: z.number().int().optional(),
  vulnerabilities: listOf(cycloneDxVulnerability).optional(),
})
type Bom = z.infer<typeof bom>

const summarise = (read: Bom): SbomSummary | Refusal => {
  const problems = new Problems()
  const root = read.metadata?.component
  const all: Component[] = []
  for (const each of [...(root?.components ?? []), ...(read.components ?? [])]) flatten(each, all)
  if (all.length > limits.formats.items)
    return refuse(
      'cyclonedx/too-many-components',
      `This BOM has more than ${limits.formats.items} components.`,
    )
  checkReferences(read, root === undefined ? all : [root, ...all], problems)
  return {
    format: 'CycloneDX',
    specVersion: read.specVersion,
    ...given('serialNumber', read.serialNumber),
    ...given('created', read.metadata?.timestamp),
    ...given('subject', root && summariseComponent(root, problems)),
    components: all.map((each) => summariseComponent(each, problems)),
    dependencies: (read.dependencies ?? []).reduce(
      (sum, { dependsOn }) => sum + (dependsOn?.length ?? 0),
      0,
    ),
    vulnerabilities: read.vulnerabilities?.length ?? 0,
    ...given('revision', read.version),
    statements: statedIn(read.vulnerabilities ?? [], partNames(read, root, all), problems),
    problems: problems.list(),
  }
}

/** Components and services by the reference that others of the document use. */
const partNames = (
  read: Bom,
  root: Component | undefined,
  components: readonly Component[],
): PartNames => {
  const names = new Map<string, string>()
  for (const part of root === undefined ? components : [root, ...components])
    if (part['bom-ref'] !== undefined)
      names.set(part['bom-ref'], part.version ? `${part.name} ${part.version}` : part.name)
  for (const part of flattenServices(read.services ?? []))
    if (part['bom-ref'] !== undefined) names.set(part['bom-ref'], part.name ?? part['bom-ref'])
  return names
}

const flatten = (component: Component, into: Component[]): void => {
  into.push(component)
  for (const inner of component.components ?? []) flatten(inner, into)
}

const checkReferences = (read: Bom, components: readonly Component[], problems: Problems): void => {
  const known = new Set<string>()
  for (const part of [...components, ...flattenServices(read.services ?? [])]) {
    const ref = part['bom-ref']
    if (ref === undefined) continue
    if (known.has(ref)) problems.add(`The bom-ref ${quoted(ref)} is there twice.`)
    known.add(ref)
  }
  for (const { ref, dependsOn } of read.dependencies ?? [])
    for (const each of [ref, ...(dependsOn ?? [])])
      if (!known.has(each)) problems.add(`A dependency names ${quoted(each)}, which is not there.`)
}

const flattenServices = (services: readonly Service[]): readonly Service[] =>
  services.flatMap((each) => [each, ...flattenServices(each.services ?? [])])

const summariseComponent = (read: Component, problems: Problems): SbomComponent => ({
  name: read.name,
  ...given('group', read.group || undefined),
  ...given('version', read.version || undefined),
  ...identifiers(read.name, read.purl || undefined, read.cpe || undefined, problems),
  type: read.type,
  licenses: (read.licenses ?? []).map(({ license: one, expression }) => {
    if (one?.id !== undefined && !isSupportedSpdxId(one.id))
      problems.add(`${quoted(one.id)} of ${quoted(read.name)} is not in the SPDX licence list.`)
    return expression ?? one?.id ?? one?.name ?? ''
  }),
  hashes: (read.hashes ?? []).map(({ alg, content }) => {
    if (content.length !== digits[alg])
      problems.add(`The ${alg} of ${quoted(read.name)} has ${content.length} digits.`)
    return { algorithm: alg, value: content.toLowerCase() }
  }),
  ...given(
    'supplier',
    read.supplier?.name || read.manufacturer?.name || read.publisher || undefined,
  ),
  ...given('bomRef', read['bom-ref']),
})

const quoted = (text: string): string => JSON.stringify(text.slice(0, limits.text.line))
