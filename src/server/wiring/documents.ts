import type { DocumentPorts, DocumentState } from '../../documents/index.ts'
import { refuse } from '../../kernel/result.ts'
import type { Ledger } from '../../ledger/index.ts'
import { one, readOf } from './records.ts'

export const documentPorts = (ledger: () => Ledger): DocumentPorts => ({
  revisionsOf: async (id) => {
    const document = await one<DocumentState>(ledger(), 'document', id)
    return document === undefined
      ? refuse('defect/no-document', 'The document of this defect is not in the library.')
      : {
          facts: document.state.revisions.map(({ version, file }) => ({
            version,
            hash: file.hash,
          })),
          read: readOf([document]),
        }
  },
})
