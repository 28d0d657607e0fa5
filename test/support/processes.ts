import { orThrow } from '../../src/kernel/result.ts'
import { readSettings } from '../../src/server/index.ts'
import { createProcesses, type Processes } from '../../src/server/workers.ts'

/**
 * The processes for heavy work of every server that the tests of this worker start, unless one is
 * set up otherwise: they know nothing of whom they work for, and loading what they work with takes
 * longer than most tests. They end with the worker, since each ends when nobody speaks to it.
 */
let processes: Processes | undefined

export const sharedProcesses = (
  environment: Readonly<Record<string, string | undefined>> = {},
): { readonly processes?: Processes } => {
  if (Object.keys(environment).some((name) => name.startsWith('READER_'))) return {}
  processes ??= createProcesses(orThrow(readSettings({ DATA_DIR: 'unused' })))
  return { processes }
}
