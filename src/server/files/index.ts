export { downloadHeaders } from './download.ts'
export {
  type FileStore,
  type FileStoreParts,
  openFileStore,
  type StoredFile,
} from './file-store.ts'
export { safeFileName } from './names.ts'
export type { Written } from './stream.ts'
