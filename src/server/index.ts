export { type LockHolder, lockHolder, takeDataLock } from './data-lock.ts'
export {
  type DemoClock,
  type DemoSummary,
  demoClock,
  demoEnvironment,
  describeDemo,
  fillDemo,
} from './demo/index.ts'
export { renewAll } from './renew-states.ts'
export { readSettings, type Settings } from './settings.ts'
export { type Server, type StartOptions, startServer } from './start.ts'
