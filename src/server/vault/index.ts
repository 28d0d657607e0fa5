export type { Erasure } from './erasures.ts'
export type { ExportedKey } from './key-export.ts'
export { deriveKey, type MasterKey, openMasterKey } from './master-key.ts'
export {
  createPersonKeys,
  type PersonKeyParts,
  type PersonKeys,
} from './person-keys.ts'
export { openPersonStore, type PersonStore, personStoreWithin } from './person-store.ts'
export { createPrivateFile, privateFolder, syncFolder } from './private-file.ts'
export { holdsSealed, shown } from './sealed-json.ts'
export { isSealed } from './sealed-text.ts'
