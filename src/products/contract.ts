import { z } from 'zod'
import { declareCommand, declareKind } from '../kernel/command.ts'
import { day, fileReference, line, long, paragraph, required } from '../kernel/fields.ts'
import { limits } from '../kernel/limits.ts'
import { readers } from '../kernel/roles.ts'
import {
  classifyItems,
  dropConfiguration,
  dropItem,
  nameOwners,
  removeUser,
  retireProduct,
  setConfiguration,
  shareCode,
  type softwareItem,
  unshareCode,
} from './contract/tree.ts'
import {
  itemClasses,
  maintainers,
  productStatuses,
  revisionName as revision,
  revisionStatuses,
} from './contract/words.ts'

export * from './contract/tree.ts'
export { itemClasses, revisionStatuses } from './contract/words.ts'
export type SoftwareItem = z.output<typeof softwareItem>

export const registerProduct = declareCommand({
  name: 'register',
  creates: true,
  title: 'Register a product',
  help: 'Adds a product, so that cases, documents, releases and updates can name it.',
  permission: maintainers,
  input: z.strictObject({
    name: required(line, 'Name the product.'),
    maker: required(line, 'Name the maker.'),
    description: paragraph.default(''),
    itemClass: z.enum(itemClasses).default('maintained'),
    healthInformation: z.boolean().default(true),
  }),
})

export const addRevision = declareCommand({
  name: 'add-revision',
  creates: false,
  title: 'Add a revision',
  help: 'Adds a revision of the product, in development, in the field, or at its end of support.',
  permission: maintainers,
  input: z.strictObject({
    revision,
    status: z.enum(revisionStatuses).default('in-field'),
    releasedOn: day.optional(),
    endOfSupport: day.optional(),
  }),
})

export const changeRevision = declareCommand({
  name: 'change-revision',
  creates: false,
  title: 'Change a revision',
  help: 'Records that a revision came into the field or to its end of support. A day left out stays.',
  permission: maintainers,
  input: z.strictObject({
    revision,
    status: z.enum(revisionStatuses),
    releasedOn: day.optional(),
    endOfSupport: day.optional(),
  }),
})

export const recordSbom = declareCommand({
  name: 'record-sbom',
  creates: false,
  title: 'Record an SBOM',
  help: 'Keeps which software items a revision is made of, read from a CycloneDX or SPDX file.',
  permission: maintainers,
  input: z.strictObject({
    revision,
    file: fileReference,
    format: line,
    components: z
      .array(
        z.strictObject({
          name: line,
          version: line.default(''),
          purl: line.default(''),
          /** Whose it is, and how they are reached, where the SBOM says so. */
          supplier: line.optional(),
          contact: line.optional(),
        }),
      )
      .max(2_000),
  }),
})

/** What the security guide must tell the operator (clause 5.8.2). */
export const securityProfile = z.strictObject({
  ports: z
    .array(
      z.strictObject({
        port: z.number().int().min(1).max(65_535),
        protocol: z.enum(['tcp', 'udp']),
        service: line,
        direction: z.enum(['in', 'out']).default('in'),
        purpose: line.default(''),
      }),
    )
    .max(limits.list.items)
    .default([]),
  accounts: z
    .array(
      z.strictObject({ name: line, purpose: line.default(''), guidance: paragraph.default('') }),
    )
    .max(limits.list.items)
    .default([]),
  /** Why it has no accounts; then nothing is asked of account guidance (5.8.2). */
  noAccounts: paragraph.optional().meta({
    title: 'Why it has no accounts',
    description:
      'Only where nobody signs in to the product: guidance on accounts is not asked then.',
  }),
  ciphers: z.array(line).max(limits.list.items).default([]),
  secureOperation: long.default(''),
  network: long.default(''),
  access: long.default(''),
  communications: long.default(''),
  retention: long.default(''),
  residualData: long.default(''),
  disposal: long.default(''),
  conformance: long.default(''),
  /** What of clause 5 was tailored and why; that nothing was is said in words, too. */
  tailoring: long.optional(),
  /** What users must set for this product to run securely, for its release notes (5.8.2). */
  requiredSettings: z
    .array(
      z.strictObject({
        setting: line.min(1),
        value: paragraph.min(1),
        reason: paragraph.default(''),
      }),
    )
    .max(limits.list.items)
    .optional(),
  /** How users learn of an update, and how they install it (6.3). */
  updateNotification: long.default(''),
  updateProcedure: long.default(''),
  /** What the accompanying documents must hold at each release (5.8.2/requirements). */
  documentationRequirements: z
    .array(z.strictObject({ id: line.min(1), requirement: paragraph.min(1) }))
    .max(limits.list.items)
    .default([]),
  annexE: z
    .array(z.strictObject({ item: line, coverage: line, evidence: line.default('') }))
    .max(limits.list.items)
    .default([]),
})
export type SecurityProfile = z.output<typeof securityProfile>

export const setSecurityProfile = declareCommand({
  name: 'set-security-profile',
  creates: false,
  title: 'Set the security profile',
  help: 'Records ports, accounts, ciphers and the guidance that release documents are written from.',
  permission: maintainers,
  input: z.strictObject({ profile: securityProfile }),
})

export const registerUser = declareCommand({
  name: 'register-user',
  creates: false,
  title: 'Register a product user',
  help: 'Records who is told of updates and advisories for this product (clause 6.3.1).',
  permission: maintainers,
  sealed: ['contactName', 'email'],
  person: 'email',
  input: z.strictObject({
    organisation: required(line, 'Name the hospital or operator.'),
    contactName: line.default(''),
    email: z.email().max(limits.text.line),
  }),
})

export const productContract = declareKind({
  kind: 'product',
  collection: 'products',
  prefix: 'PRD',
  clause: '4.3',
  title: 'Product',
  readers,
  statuses: productStatuses,
  commands: [
    registerProduct,
    addRevision,
    changeRevision,
    recordSbom,
    setSecurityProfile,
    registerUser,
    removeUser,
    nameOwners,
    setConfiguration,
    dropConfiguration,
    classifyItems,
    dropItem,
    shareCode,
    unshareCode,
    retireProduct,
  ],
})
