import { line } from '../../kernel/fields.ts'

/** Classes of software items (clause 4.3, ISH1:2025). They nest: maintained, supported, required. */
export const itemClasses = ['maintained', 'supported', 'required'] as const
export const productStatuses = ['active', 'retired'] as const
export const revisionStatuses = ['in-development', 'in-field', 'end-of-support'] as const

export const maintainers = ['engineer', 'release-manager', 'administrator'] as const
export const revisionName = line.min(1, 'Name the revision, like 2.4.1.')
