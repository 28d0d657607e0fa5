import { isRefusal, type Refusal } from '../../kernel/result.ts'
import type { MasterKey } from '../vault/index.ts'
import { type AuditIntake, type AuditIntakeParts, createAuditIntake } from './audit-intake.ts'
import { readAuditRules } from './rules/read-rules.ts'
import type { AuditRules } from './rules/schema.ts'
import { type AuditStore, createAuditStore } from './store.ts'

export type { AuditRules }

/** Audit events of devices: the way in, and what is kept of them. */
export interface AuditEvents {
  readonly intake: AuditIntake
  readonly store: AuditStore
}

export const createAuditEvents = (
  parts: AuditIntakeParts & { readonly master: MasterKey },
  rules: AuditRules,
): AuditEvents => {
  const store = createAuditStore(parts.ledger.database, parts.master, parts.random)
  return { store, intake: createAuditIntake(parts, store, rules) }
}

/** The channels' settings and the rules for audit events, or what to mend in either file. */
export const withAuditRules = <Settings extends object>(
  settings: Settings | Refusal,
  dataDir: string,
): (Settings & { readonly auditRules: AuditRules }) | Refusal => {
  if (isRefusal(settings)) return settings
  const auditRules = readAuditRules(dataDir)
  return isRefusal(auditRules) ? auditRules : { ...settings, auditRules }
}
