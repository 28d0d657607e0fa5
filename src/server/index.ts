export { type LockHolder, lockHolder, takeDataLock } from './data-lock.ts'
export { readSettings, type Settings } from './settings.ts'
export { type Server, type StartOptions, startServer } from './start.ts'
