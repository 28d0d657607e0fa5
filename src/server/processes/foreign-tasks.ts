import type { CsafValidation } from '../../formats/csaf-validate.ts'
import { isRefusal, type Refusal } from '../../kernel/result.ts'
import { createPool, type Pool } from './pool.ts'

/** What a foreign worker can be asked; `foreign-worker.ts` answers each. */
export type ForeignTask = { readonly task: 'csaf'; readonly document: unknown }

/** Work on what strangers wrote, outside the server's process. */
export interface ForeignTasks {
  validateCsaf(document: unknown): Promise<CsafValidation | Refusal>
  close(): Promise<void>
}

export const createForeignTasks = (
  pool: Pool = createPool({ workers: 1, milliseconds: 60_000, memoryMegabytes: 512, waiting: 100 }),
): ForeignTasks => {
  const ask = (task: ForeignTask) => pool.run(task)
  return {
    validateCsaf: async (document) => {
      const answer = await ask({ task: 'csaf', document })
      // The only sender is foreign-worker.ts, which answers this task with this type.
      return isRefusal(answer) ? answer : (answer as CsafValidation)
    },
    close: () => pool.close(),
  }
}
