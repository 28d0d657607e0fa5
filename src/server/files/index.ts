export { downloadHeaders } from './download.ts'
export { type FileStore, openFileStore } from './file-store.ts'
export { safeFileName } from './names.ts'
