import { z } from 'zod'
import { declareCommand } from '../../kernel/command.ts'
import { line, paragraph, recordId, required } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { itemClasses, maintainers, revisionName } from './words.ts'

export const nameOwners = declareCommand({
  name: 'name-owners',
  creates: false,
  title: 'Name its owners',
  help: 'Names who answers for the product: they are asked when a case may touch it (9.5).',
  permission: maintainers,
  input: z.strictObject({
    owners: z
      .array(line.min(1))
      .min(1, 'Name at least one person who answers for the product.')
      .max(limits.list.items),
  }),
})

export const setConfiguration = declareCommand({
  name: 'set-configuration',
  creates: false,
  title: 'Describe a configuration',
  help: 'Adds a way in which the product is set up in the field, or replaces the one of that name.',
  permission: maintainers,
  input: z.strictObject({
    configuration: required(line, 'Name the configuration, like "With remote service".'),
    description: paragraph.default(''),
    /** Empty: every revision can be set up so. */
    revisions: z.array(revisionName).max(limits.list.items).default([]),
  }),
})

export const dropConfiguration = declareCommand({
  name: 'drop-configuration',
  creates: false,
  title: 'Drop a configuration',
  help: 'Takes a configuration out that is in the field no more; it stays in the history.',
  permission: maintainers,
  input: z.strictObject({ configuration: line.min(1), reason: required(paragraph, 'Say why.') }),
})

export const softwareItem = z.strictObject({
  name: required(line, 'Name the software item as the SBOM does.'),
  /** Without a version: it names the item in every revision. */
  purl: line.default(''),
  itemClass: z.enum(itemClasses),
  /** Who carries its security risk where we do not: the operator, the supplier of the platform. */
  riskTransferredTo: line.default(''),
  /** How they were told, and where it stands: "Security guide, section 4". */
  told: paragraph.default(''),
  /** Who maintains its code; notices of a flaw in it go there. */
  owner: line.default(''),
  contact: line.default(''),
})

export const classifyItems = declareCommand({
  name: 'classify-items',
  creates: false,
  title: 'Classify software items',
  help: 'Records for software items their class (4.3), to whom their risk is transferred, and how that was told.',
  permission: maintainers,
  input: z.strictObject({
    items: z.array(softwareItem).min(1, 'Name at least one item.').max(limits.list.items),
  }),
})

export const dropItem = declareCommand({
  name: 'drop-item',
  creates: false,
  title: 'Drop the class of an item',
  help: 'Takes back what was recorded of a software item; it is of the class of the product again.',
  permission: maintainers,
  input: z.strictObject({ name: line.min(1), reason: required(paragraph, 'Say why.') }),
})

export const shareCode = declareCommand({
  name: 'share-code',
  creates: false,
  title: 'Declare shared code',
  help: 'Says that another product is made of the same code, so that a flaw here is looked for there.',
  permission: maintainers,
  input: z.strictObject({
    product: recordId,
    what: required(paragraph, 'Say what code they share.'),
    /** Software items that both contain; empty where no SBOM names the code. */
    items: z.array(line.min(1)).max(limits.list.items).default([]),
  }),
})

export const unshareCode = declareCommand({
  name: 'unshare-code',
  creates: false,
  title: 'End shared code',
  help: 'Says that the two products no longer share code.',
  permission: maintainers,
  input: z.strictObject({ product: recordId, reason: required(paragraph, 'Say why.') }),
})

export const retireProduct = declareCommand({
  name: 'retire',
  creates: false,
  title: 'Retire the product',
  help: 'Records that no revision is in the field or supported any more. Its cases and documents stay.',
  permission: maintainers,
  input: z.strictObject({ reason: required(paragraph, 'Say why.') }),
})

export const removeUser = declareCommand({
  name: 'remove-user',
  creates: false,
  title: 'Remove a product user',
  help: 'Stops telling somebody of updates and advisories, with the reason.',
  permission: maintainers,
  input: z.strictObject({ user: line.min(1), reason: required(paragraph, 'Say why.') }),
})
