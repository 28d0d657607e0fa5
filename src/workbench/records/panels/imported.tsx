import { Facts } from '../../parts/page.tsx'
import { Day } from '../../parts/time.tsx'
import type { ImportedView } from '../views/imported.ts'
import '../record.css'

/** The row that a record was imported from, as it was. */
export const ImportedRow = ({ imported }: { readonly imported: ImportedView }) => (
  <details>
    <summary>
      The row as it was: row {imported.row} of {imported.file.name}
    </summary>
    <Facts facts={imported.cells.map(({ column, value }) => ({ name: column, value }))} />
    <p className="soft small">
      Imported on <Day on={imported.at.slice(0, 10)} />. The file’s SHA-256:{' '}
      <code className="breaks">{imported.file.sha256}</code>
    </p>
  </details>
)
