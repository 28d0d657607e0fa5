/** Everything of a server in one file, and a case with its proof in one. */
export {
  type FolderPackOptions,
  writeFolderPack,
} from '../audit-pack/pack-of-folder.ts'
export type { WrittenPack } from '../audit-pack/write-audit-pack.ts'
export { type BackedUp, backup } from '../backup/backup.ts'
export { type Restored, restore } from '../backup/restore.ts'
export { readSettings } from '../settings.ts'
