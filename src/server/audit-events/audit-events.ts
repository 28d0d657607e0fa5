import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { type AuditIntake, type AuditIntakeParts, createAuditIntake } from './audit-intake.ts'
import { type Counts, createCounts } from './counts.ts'
import { readAuditRules } from './rules/read-rules.ts'
import type { AuditRules } from './rules/schema.ts'
import { type AuditStore, createAuditStore } from './store.ts'
import { createWindows, type WindowParts, type Windows } from './windows.ts'

export type { AuditRules }

/** Audit events of devices: the way in, and what is kept of them. */
export interface AuditEvents {
  readonly intake: AuditIntake
  readonly store: AuditStore
  readonly counts: Counts
  readonly windows: Windows
  readonly retention: Retention
}

/** How long events stay, and how many at most. */
export interface Retention {
  readonly keepDays: number
  readonly atMost: number
}

export const createAuditEvents = (
  parts: AuditIntakeParts & WindowParts,
  settings: { readonly auditRules: AuditRules; readonly auditLogs: Retention },
): AuditEvents => {
  const { ledger, master, random, sealing } = parts
  const store = createAuditStore(ledger.database, master, random)
  const counts = createCounts(ledger.database, sealing, random)
  const windows = createWindows(parts, store, counts.keyOf)
  const tables = { store, counts, windows }
  return {
    ...tables,
    retention: settings.auditLogs,
    intake: createAuditIntake(parts, tables, settings.auditRules),
  }
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
