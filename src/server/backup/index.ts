export { type BackedUp, type BackupOptions, type BackupProgress, backup } from './backup.ts'
export { type Restored, type RestoreOptions, type RestoreProgress, restore } from './restore.ts'
