export { type AuditEvents, createAuditEvents, withAuditRules } from './audit-events.ts'
export { createAuditKeeper } from './audit-keeper.ts'
export { arrivedOf, registerAuditEventRoutes } from './routes.ts'
export type { Arrived } from './stored-event.ts'
