import { readerVersion } from '../../documents/index.ts'
import { createKeeper, type Keeper } from '../keeper.ts'
import { issueOwnToEach } from '../own-command.ts'
import type { Parts } from '../parts.ts'

const day = 86_400_000

/**
 * What an older reader read is read again by the one that is here now, after a start and every day:
 * what could not be fetched then may be there tomorrow.
 */
export const createReadingKeeper = (parts: Parts): Keeper =>
  createKeeper(
    { every: day, failed: 'documents could not be read again', log: parts.log },
    (stopping) =>
      issueOwnToEach(
        parts,
        { kind: 'document', command: 'read-again', by: 'readers' },
        { name: 'reader', is: '<>', value: String(readerVersion) },
        stopping,
      ),
  )
