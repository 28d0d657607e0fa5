export { packBytes, verifyAuditPackFile } from './pack-file.ts'
export { registerAuditPackRoutes } from './routes.ts'
export {
  type AuditPackRequest,
  type PackParts,
  type WrittenPack,
  writeAuditPack,
} from './write-audit-pack.ts'
