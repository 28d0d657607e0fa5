export { scrub } from './carry-out.ts'
export {
  type DestroyedFile,
  destroyedAmong,
  emptyMails,
  noteDestroyed,
  withReplaced,
} from './destroyed.ts'
export { erasureKind } from './kind.ts'
export { type ErasureList, erasureList, readErasureList } from './list.ts'
export { erasurePorts } from './ports.ts'
