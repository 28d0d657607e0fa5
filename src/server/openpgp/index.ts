export { createOpenPgpKeys, type OpenPgpKeys } from './keys.ts'
export { registerOpenPgpRoutes } from './routes.ts'
