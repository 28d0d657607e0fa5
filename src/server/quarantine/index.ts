export { heldBack } from './guard.ts'
export { lookAtFiles } from './look.ts'
