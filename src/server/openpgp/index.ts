export { createOpenPgpKeys, type OpenPgpKeys } from './keys.ts'
export { encryptTo } from './public-key.ts'
export { registerOpenPgpRoutes } from './routes.ts'
