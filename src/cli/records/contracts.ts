import type { KindContract } from '../../kernel/command.ts'
import { contracts } from '../../server/index/contracts.ts'

export { contracts }

/** By `report` or `reports`. */
export const contractOf = (word: string): KindContract | undefined =>
  contracts.find(({ kind, collection }) => kind === word || collection === word)

/** By `RPT-2026-0007`. */
export const contractOfHumanId = (id: string): KindContract | undefined =>
  contracts.find(({ prefix }) => id.startsWith(`${prefix}-`))
