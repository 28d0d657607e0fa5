import { z } from 'zod'

/** The seven sources of clause 9.2, by the letters the constraint ids use. */
export const sources = {
  a: 'Security verification and validation testers',
  b: 'Third-party component suppliers',
  c: 'Product developers and testers',
  d: 'Product users',
  e: 'Audit event logs',
  f: 'Security researchers',
  g: 'News of widespread vulnerabilities',
} as const
export const sourceSchema = z.enum(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
export type Source = z.output<typeof sourceSchema>

export const channels = [
  'portal',
  'mail',
  'api',
  'cli',
  'complaint',
  'tracker',
  'log',
  'news',
] as const

/** Marks of the Traffic Light Protocol 2.0; the older WHITE is read as CLEAR. */
export const tlpMarks = ['', 'CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const

/** Ways a report can end without a case of its own (ISO/IEC 30111), each with its reason. */
export const exits = {
  duplicate: 'Known already',
  'not-a-vulnerability': 'Not a vulnerability',
  'not-our-product': 'Not our product',
  'obsolete-product': 'Product no longer supported',
  'not-reproducible': 'Could not be reproduced, after asking',
  withdrawn: 'Withdrawn by the reporter',
  resolved: 'Fixed, and the reporter was told',
} as const
export const exitSchema = z.enum([
  'duplicate',
  'not-a-vulnerability',
  'not-our-product',
  'obsolete-product',
  'not-reproducible',
  'withdrawn',
  'resolved',
])

/** Until a person answers · until the flaw is assessed for the first time · between two pieces of news. */
export const clockNames = ['acknowledgement', 'assessment', 'update'] as const
export type ClockName = (typeof clockNames)[number]

/** What the first look at a report found. Only the last says that there is no flaw to follow. */
export const findings = {
  plausible: 'It may well be a flaw',
  unclear: 'Not clear yet',
  'no-flaw': 'There is no flaw in it',
} as const

export const reportStatuses = ['new', 'acknowledged', 'in-case', 'closed'] as const

/** Who deals with reports. */
export const inbox = ['triager', 'engineer', 'administrator'] as const
