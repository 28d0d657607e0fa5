import { z } from 'zod'

/** Kinds of accompanying document, and records that are kept beside them. */
export const documentKinds = {
  ifu: 'Instructions for use',
  installation: 'Installation guide',
  administration: 'Administration guide',
  'security-guide': 'Security guide',
  'release-notes': 'Release notes',
  'network-diagram': 'Network diagram',
  mds2: 'MDS2 form',
  policy: 'Policy or procedure',
  /** Of something that was done: it proves, and instructs nobody. */
  record: 'Record (test report, minutes, signed form)',
  other: 'Other',
} as const
export const documentKindSchema = z.enum([
  'ifu',
  'installation',
  'administration',
  'security-guide',
  'release-notes',
  'network-diagram',
  'mds2',
  'policy',
  'record',
  'other',
])
export type DocumentKind = z.output<typeof documentKindSchema>
