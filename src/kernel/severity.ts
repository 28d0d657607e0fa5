/** CVSS qualitative scale (CVSS 3.1 section 5, CVSS 4.0 section 6), worst last. */
export const severities = ['none', 'low', 'medium', 'high', 'critical'] as const
export type Severity = (typeof severities)[number]

/** 0 (none) to 4 (critical), for sorting; undefined severity sorts below all. */
export const severityRank = (severity: Severity | undefined): number | undefined =>
  severity === undefined ? undefined : severities.indexOf(severity)
