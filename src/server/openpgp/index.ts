export { createOpenPgpKeys, type KeyEntry, type OpenPgpKeys } from './keys.ts'
export { registerOpenPgpRoutes } from './routes.ts'
