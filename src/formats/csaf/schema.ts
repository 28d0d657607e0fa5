/**
 * The members of a CSAF document that we read (OASIS CSAF 2.0 and 2.1, section 3 and their JSON
 * schemas). A member we read must have the type and the words of its version of the specification;
 * members we do not read pass, as they do in the schema.
 */
import { z } from 'zod'
import { dateTime, filledText, listOf } from '../shape.ts'

export const csafVersions = ['2.0', '2.1'] as const
export type CsafVersion = (typeof csafVersions)[number]

/** Words that only one of the versions has. */
const words = {
  '2.0': {
    branch: ['legacy'],
    publisher: [],
    remediation: [],
    status: [],
    tlp: ['WHITE'],
  },
  '2.1': {
    branch: ['platform'],
    publisher: ['multiplier'],
    remediation: ['fix_planned', 'optional_patch'],
    status: ['unknown'],
    tlp: ['AMBER+STRICT', 'CLEAR'],
  },
} as const

const ids = listOf(filledText).optional()

const note = z.object({
  category: z.enum([
    'description',
    'details',
    'faq',
    'general',
    'legal_disclaimer',
    'other',
    'summary',
  ]),
  text: filledText,
  title: filledText.optional(),
})

const reference = z.object({
  category: z.enum(['external', 'self']).optional(),
  summary: filledText,
  url: filledText,
})

const acknowledgment = z.object({
  names: listOf(filledText).optional(),
  organization: filledText.optional(),
  summary: filledText.optional(),
  urls: listOf(filledText).optional(),
})

export const fullProductName = z.object({
  name: filledText,
  product_id: filledText,
  product_identification_helper: z
    .object({
      cpe: filledText.optional(),
      purl: filledText.optional(),
      /** In the place of `purl` since 2.1. */
      purls: listOf(filledText).optional(),
      model_numbers: listOf(filledText).optional(),
      serial_numbers: listOf(filledText).optional(),
      skus: listOf(filledText).optional(),
      sbom_urls: listOf(filledText).optional(),
    })
    .optional(),
})

/** One level only: the walker of the product tree bounds how deep it goes. */
const branchOf = (version: CsafVersion) =>
  z.object({
    category: z.enum([
      'architecture',
      'host_name',
      'language',
      'patch_level',
      'product_family',
      'product_name',
      'product_version',
      'product_version_range',
      'service_pack',
      'specification',
      'vendor',
      ...words[version].branch,
    ]),
    name: filledText,
    product: fullProductName.optional(),
    branches: listOf(z.unknown()).optional(),
  })
export const branch = { '2.0': branchOf('2.0'), '2.1': branchOf('2.1') } as const

const relation = z.enum([
  'default_component_of',
  'external_component_of',
  'installed_on',
  'installed_with',
  'optional_component_of',
])

const productTree = z.object({
  branches: listOf(z.unknown()).optional(),
  full_product_names: listOf(fullProductName).optional(),
  product_groups: listOf(
    z.object({ group_id: filledText, product_ids: listOf(filledText) }),
  ).optional(),
  relationships: listOf(
    z.object({
      category: relation,
      full_product_name: fullProductName,
      product_reference: filledText,
      relates_to_product_reference: filledText,
    }),
  ).optional(),
  /** In the place of `relationships` since 2.1. */
  product_paths: listOf(
    z.object({
      beginning_product_reference: filledText,
      full_product_name: fullProductName,
      subpaths: listOf(z.object({ category: relation, next_product_reference: filledText })),
    }),
  ).optional(),
})

const cvss = z.object({
  version: filledText,
  vectorString: filledText,
  baseScore: z.number(),
})

const statuses = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
] as const
export const productStatuses = [...statuses, 'unknown'] as const

const cwe = z.object({ id: z.string().regex(/^CWE-[1-9]\d{0,5}$/), name: filledText })
const metric = { cvss_v2: cvss.optional(), cvss_v3: cvss.optional() }

const vulnerabilityOf = (version: CsafVersion) =>
  z.object({
    acknowledgments: listOf(acknowledgment).optional(),
    cve: z
      .string()
      .regex(/^CVE-\d{4}-\d{4,19}$/, 'must be a CVE id')
      .optional(),
    cwe: cwe.optional(),
    cwes: listOf(cwe).optional(),
    disclosure_date: dateTime.optional(),
    discovery_date: dateTime.optional(),
    first_known_exploitation_dates: listOf(
      z.object({ date: dateTime, exploitation_date: dateTime, product_ids: ids, group_ids: ids }),
    ).optional(),
    flags: listOf(
      z.object({
        label: z.enum([
          'component_not_present',
          'inline_mitigations_already_exist',
          'vulnerable_code_cannot_be_controlled_by_adversary',
          'vulnerable_code_not_in_execute_path',
          'vulnerable_code_not_present',
        ]),
        product_ids: ids,
        group_ids: ids,
      }),
    ).optional(),
    ids: listOf(z.object({ system_name: filledText, text: filledText })).optional(),
    metrics: listOf(
      z.object({
        products: listOf(filledText),
        content: z.object({ ...metric, cvss_v4: cvss.optional() }),
      }),
    ).optional(),
    notes: listOf(note).optional(),
    product_status: z
      .partialRecord(z.enum([...statuses, ...words[version].status]), listOf(filledText))
      .optional(),
    references: listOf(reference).optional(),
    release_date: dateTime.optional(),
    remediations: listOf(
      z.object({
        category: z.enum([
          'mitigation',
          'no_fix_planned',
          'none_available',
          'vendor_fix',
          'workaround',
          ...words[version].remediation,
        ]),
        details: filledText,
        url: filledText.optional(),
        product_ids: ids,
        group_ids: ids,
      }),
    ).optional(),
    scores: listOf(z.object({ products: listOf(filledText), ...metric })).optional(),
    threats: listOf(
      z.object({
        category: z.enum(['exploit_status', 'impact', 'target_set']),
        details: filledText,
        product_ids: ids,
        group_ids: ids,
      }),
    ).optional(),
    title: filledText.optional(),
  })

const documentOf = (version: CsafVersion) =>
  z.object({
    document: z.object({
      acknowledgments: listOf(acknowledgment).optional(),
      aggregate_severity: z.object({ text: filledText }).optional(),
      category: filledText,
      csaf_version: z.literal(version),
      distribution: z
        .object({
          text: filledText.optional(),
          tlp: z
            .object({
              label: z.enum(['AMBER', 'GREEN', 'RED', ...words[version].tlp]),
              url: filledText.optional(),
            })
            .optional(),
        })
        .optional(),
      lang: filledText.optional(),
      notes: listOf(note).optional(),
      publisher: z.object({
        category: z.enum([
          'coordinator',
          'discoverer',
          'other',
          'translator',
          'user',
          'vendor',
          ...words[version].publisher,
        ]),
        name: filledText,
        namespace: filledText,
        contact_details: filledText.optional(),
      }),
      references: listOf(reference).optional(),
      title: filledText,
      tracking: z.object({
        id: filledText,
        version: filledText,
        status: z.enum(['draft', 'final', 'interim']),
        initial_release_date: dateTime,
        current_release_date: dateTime,
        aliases: listOf(filledText).optional(),
        revision_history: listOf(
          z.object({ date: dateTime, number: filledText, summary: filledText }),
        ),
      }),
    }),
    product_tree: productTree.optional(),
    vulnerabilities: listOf(vulnerabilityOf(version)).optional(),
  })
/** By version. */
export const csafDocument = { '2.0': documentOf('2.0'), '2.1': documentOf('2.1') } as const

export type ReadCsafDocument = z.infer<ReturnType<typeof documentOf>>
export type ReadProductTree = z.infer<typeof productTree>
export type ReadFullProductName = z.infer<typeof fullProductName>
export type ReadVulnerability = z.infer<ReturnType<typeof vulnerabilityOf>>
export type CsafNote = Readonly<z.infer<typeof note>>
export type CsafReference = Readonly<z.infer<typeof reference>>
export type CsafAcknowledgment = Readonly<z.infer<typeof acknowledgment>>
export type ProductStatus = (typeof productStatuses)[number]
