import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'

export interface SoftwareItem {
  readonly name: string
  readonly version: string
  readonly purl: string
  /** Whose it is and how they are reached, where the SBOM says so. */
  readonly supplier?: string
  readonly contact?: string
}

export interface SoftwareItems {
  readonly format: string
  readonly items: readonly SoftwareItem[]
}

const cycloneSupplier = z.object({
  name: z.string().optional(),
  url: z.array(z.string()).optional(),
  contact: z.array(z.object({ email: z.string().optional() })).optional(),
})
type CycloneSupplier = z.output<typeof cycloneSupplier>

interface CycloneComponent {
  readonly name: string
  readonly version?: string | undefined
  readonly purl?: string | undefined
  readonly supplier?: CycloneSupplier | undefined
  readonly publisher?: string | undefined
  readonly externalReferences?:
    | readonly { readonly type: string; readonly url: string }[]
    | undefined
  readonly components?: readonly CycloneComponent[] | undefined
}

const component: z.ZodType<CycloneComponent> = z.lazy(() =>
  z.object({
    name: z.string(),
    version: z.string().optional(),
    purl: z.string().optional(),
    // What is only good to know keeps no list of components out.
    supplier: cycloneSupplier.optional().catch(undefined),
    publisher: z.string().optional().catch(undefined),
    externalReferences: z
      .array(z.object({ type: z.string(), url: z.string() }))
      .optional()
      .catch(undefined),
    components: z.array(component).optional(),
  }),
)

/** CycloneDX 1.2 and later in JSON, section "components". */
const cycloneDx = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  components: z.array(component).default([]),
})

/** SPDX 2.2 and 2.3 in JSON, section "packages". */
const spdx = z.object({
  spdxVersion: z.string(),
  packages: z
    .array(
      z.object({
        name: z.string(),
        versionInfo: z.string().optional(),
        supplier: z.string().optional().catch(undefined),
        externalRefs: z
          .array(z.object({ referenceType: z.string(), referenceLocator: z.string() }))
          .optional(),
      }),
    )
    .default([]),
})

/** The software items of an SBOM; undefined where it is none that this page can read. */
export const readSbom = (text: string): SoftwareItems | undefined => {
  const json = parsedJson(text)
  const cyclone = cycloneDx.safeParse(json)
  if (cyclone.success)
    return {
      format: `CycloneDX ${cyclone.data.specVersion}`,
      items: fitting(flattened(cyclone.data.components, 0)),
    }
  const packages = spdx.safeParse(json)
  if (!packages.success) return undefined
  return {
    format: packages.data.spdxVersion,
    items: fitting(
      packages.data.packages.map(({ name, versionInfo, supplier, externalRefs }) =>
        item(
          name,
          versionInfo,
          externalRefs?.find(({ referenceType }) => referenceType === 'purl')?.referenceLocator,
          ...whoseInSpdx(supplier),
        ),
      ),
    ),
  }
}

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

const flattened = (
  components: readonly CycloneComponent[],
  depth: number,
): readonly SoftwareItem[] =>
  depth > limits.formats.branches
    ? []
    : components.flatMap((one) => [
        item(one.name, one.version, one.purl, one.supplier?.name ?? one.publisher, contactOf(one)),
        ...flattened(one.components ?? [], depth + 1),
      ])

/** CycloneDX 1.5 has a reference of its own for whom to tell of a flaw. */
const contactOf = ({ supplier, externalReferences = [] }: CycloneComponent): string | undefined =>
  externalReferences
    .find(({ type }) => type === 'security-contact')
    ?.url.replace(/^mailto:/i, '') ??
  supplier?.contact?.find(({ email }) => email !== undefined)?.email ??
  supplier?.url?.[0]

/** SPDX 2.3 section 7.5: `Organization: Example (mail@example.com)`, or NOASSERTION. */
const whoseInSpdx = (
  text = '',
): readonly [name: string | undefined, contact: string | undefined] => {
  const [, name, contact] =
    /^(?:Organization|Person):\s*([^(]+?)\s*(?:\(([^()]*)\))?$/.exec(text.trim()) ?? []
  return [name, contact]
}

const item = (
  name: string,
  version = '',
  purl = '',
  supplier = '',
  contact = '',
): SoftwareItem => ({
  name: name.slice(0, limits.text.line),
  version: version.slice(0, limits.text.line),
  purl: purl.slice(0, limits.text.line),
  ...(supplier.trim() === '' ? {} : { supplier: supplier.trim().slice(0, limits.text.line) }),
  ...(contact.trim() === '' ? {} : { contact: contact.trim().slice(0, limits.text.line) }),
})

/** One fact holds so much: what is only good to know makes way for the list itself. */
const fitting = (items: readonly SoftwareItem[]): readonly SoftwareItem[] =>
  JSON.stringify(items).length < limits.events.payloadBytes * 0.8
    ? items
    : items.map(({ name, version, purl }) => ({ name, version, purl }))
