/**
 * Kinds of audit event: formats read into them, rules and people look for them. A format's own codes
 * stand beside them.
 */
export const auditTypes = [
  'sign-in',
  'sign-out',
  'node-authentication',
  'emergency-access',
  'emergency-access-ended',
  'audit-stopped',
  'audit-started',
  'audit-log-used',
  'security-alert',
  'restricted-function',
  'rights-change',
  'configuration-change',
  'software-update',
  'remote-service',
  'network-entry',
  'application-start',
  'application-stop',
  'data-access',
  'data-change',
  'data-export',
  'data-import',
  'query',
  'message',
  /** A line or frame that nobody could read; `detail` has it as it came. */
  'unreadable',
  'other',
] as const
