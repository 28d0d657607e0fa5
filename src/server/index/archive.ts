/** Everything of a server in one file, and a case with its proof in one. */
export { writeFolderPack } from '../audit-pack/pack-of-folder.ts'
export { backup } from '../backup/backup.ts'
export { restore } from '../backup/restore.ts'
export { erasureList } from '../erasure/index.ts'
export { readSettings } from '../settings.ts'
