// `node scripts/write-permissions.ts`: writes docs/reference/permissions.md anew.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { permissionsPage } from './permissions/page.ts'

writeFileSync(
  join(import.meta.dirname, '..', 'docs', 'reference', 'permissions.md'),
  permissionsPage(),
)
