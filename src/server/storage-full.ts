import { refuse } from '../kernel/result.ts'

/** HTTP 507: said before anything is acknowledged, so whoever sent it knows that it is not kept. */
export const storageFull = refuse(
  'storage/full',
  'The server has no room left, so nothing of this was kept. Try again later or call us.',
)

/** Full disks speak differently: the file system, SQLite (13) and PostgreSQL (53100). */
export const isDiskFull = (error: unknown): boolean => {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    if (
      'code' in cause &&
      ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', '53100'].includes(String(cause.code))
    )
      return true
    cause = cause.cause
  }
  return false
}
