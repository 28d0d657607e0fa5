/** Writes docs/reference/cli.md: run it after a command or an option has changed. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cliReference } from './reference/cli.ts'

writeFileSync(join(import.meta.dirname, '..', 'docs', 'reference', 'cli.md'), cliReference())
