/**
 * The members of a CSAF 2.0 document that we read (OASIS CSAF 2.0, section 3 and its JSON schema).
 * A member we read must have the type and the words of the specification; members we do not read
 * pass, as they do in the schema.
 */
import { z } from 'zod'
import { dateTime, filledText, listOf } from '../shape.ts'

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
      model_numbers: listOf(filledText).optional(),
      serial_numbers: listOf(filledText).optional(),
      skus: listOf(filledText).optional(),
      sbom_urls: listOf(filledText).optional(),
    })
    .optional(),
})

/** One level only: the walker of the product tree bounds how deep it goes. */
export const branch = z.object({
  category: z.enum([
    'architecture',
    'host_name',
    'language',
    'legacy',
    'patch_level',
    'product_family',
    'product_name',
    'product_version',
    'product_version_range',
    'service_pack',
    'specification',
    'vendor',
  ]),
  name: filledText,
  product: fullProductName.optional(),
  branches: listOf(z.unknown()).optional(),
})

const productTree = z.object({
  branches: listOf(z.unknown()).optional(),
  full_product_names: listOf(fullProductName).optional(),
  product_groups: listOf(
    z.object({ group_id: filledText, product_ids: listOf(filledText) }),
  ).optional(),
  relationships: listOf(
    z.object({
      category: z.enum([
        'default_component_of',
        'external_component_of',
        'installed_on',
        'installed_with',
        'optional_component_of',
      ]),
      full_product_name: fullProductName,
      product_reference: filledText,
      relates_to_product_reference: filledText,
    }),
  ).optional(),
})

const cvss = z.object({
  version: filledText,
  vectorString: filledText,
  baseScore: z.number(),
})

export const productStatuses = [
  'first_affected',
  'first_fixed',
  'fixed',
  'known_affected',
  'known_not_affected',
  'last_affected',
  'recommended',
  'under_investigation',
] as const

const vulnerability = z.object({
  acknowledgments: listOf(acknowledgment).optional(),
  cve: z
    .string()
    .regex(/^CVE-\d{4}-\d{4,19}$/, 'must be a CVE id')
    .optional(),
  cwe: z.object({ id: z.string().regex(/^CWE-[1-9]\d{0,5}$/), name: filledText }).optional(),
  discovery_date: dateTime.optional(),
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
  notes: listOf(note).optional(),
  product_status: z.partialRecord(z.enum(productStatuses), listOf(filledText)).optional(),
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
      ]),
      details: filledText,
      url: filledText.optional(),
      product_ids: ids,
      group_ids: ids,
    }),
  ).optional(),
  scores: listOf(
    z.object({ products: listOf(filledText), cvss_v2: cvss.optional(), cvss_v3: cvss.optional() }),
  ).optional(),
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

export const csafDocument = z.object({
  document: z.object({
    acknowledgments: listOf(acknowledgment).optional(),
    aggregate_severity: z.object({ text: filledText }).optional(),
    category: filledText,
    csaf_version: z.literal('2.0'),
    distribution: z
      .object({
        text: filledText.optional(),
        tlp: z
          .object({
            label: z.enum(['AMBER', 'GREEN', 'RED', 'WHITE']),
            url: filledText.optional(),
          })
          .optional(),
      })
      .optional(),
    lang: filledText.optional(),
    notes: listOf(note).optional(),
    publisher: z.object({
      category: z.enum(['coordinator', 'discoverer', 'other', 'translator', 'user', 'vendor']),
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
  vulnerabilities: listOf(vulnerability).optional(),
})

export type ReadCsafDocument = z.infer<typeof csafDocument>
export type ReadProductTree = z.infer<typeof productTree>
export type ReadFullProductName = z.infer<typeof fullProductName>
export type ReadVulnerability = z.infer<typeof vulnerability>
export type CsafNote = Readonly<z.infer<typeof note>>
export type CsafReference = Readonly<z.infer<typeof reference>>
export type CsafAcknowledgment = Readonly<z.infer<typeof acknowledgment>>
export type ProductStatus = (typeof productStatuses)[number]
