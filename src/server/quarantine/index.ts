export { heldBack, isUnopened } from './guard.ts'
export { lookAtFiles } from './look.ts'
