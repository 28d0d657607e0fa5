import type { Database } from '../../ledger/index.ts'

/** Which records name a file. */
export const namesOf = ({ reader }: Database, hash: string) =>
  reader
    .selectFrom('facet')
    .select(['stream', 'kind'])
    .where('name', '=', 'file')
    .where('value', '=', hash)
    .execute()
