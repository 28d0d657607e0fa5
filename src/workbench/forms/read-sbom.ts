import { z } from 'zod'
import { limits } from '../../kernel/limits.ts'

export interface SoftwareItem {
  readonly name: string
  readonly version: string
  readonly purl: string
}

export interface SoftwareItems {
  readonly format: string
  readonly items: readonly SoftwareItem[]
}

interface CycloneComponent {
  readonly name: string
  readonly version?: string | undefined
  readonly purl?: string | undefined
  readonly components?: readonly CycloneComponent[] | undefined
}

const component: z.ZodType<CycloneComponent> = z.lazy(() =>
  z.object({
    name: z.string(),
    version: z.string().optional(),
    purl: z.string().optional(),
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
      items: flattened(cyclone.data.components, 0),
    }
  const packages = spdx.safeParse(json)
  if (!packages.success) return undefined
  return {
    format: packages.data.spdxVersion,
    items: packages.data.packages.map(({ name, versionInfo, externalRefs }) =>
      item(
        name,
        versionInfo,
        externalRefs?.find(({ referenceType }) => referenceType === 'purl')?.referenceLocator,
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
    : components.flatMap(({ name, version, purl, components: inner = [] }) => [
        item(name, version, purl),
        ...flattened(inner, depth + 1),
      ])

const item = (name: string, version = '', purl = ''): SoftwareItem => ({
  name: name.slice(0, limits.text.line),
  version: version.slice(0, limits.text.line),
  purl: purl.slice(0, limits.text.line),
})
