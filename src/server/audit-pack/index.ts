export { verifyAuditPackFile } from './pack-file.ts'
export { registerAuditPackRoutes } from './routes.ts'
export { type WrittenPack, writeAuditPack } from './write-audit-pack.ts'
