import type { ClockRule } from '../../kernel/clock-rules.ts'
import type { Ledger } from '../../ledger/index.ts'
import { addressesOf } from './intake.ts'

/** Roles that these rules remind or tell, and nobody who has one can be written to. */
export const rolesWithoutAddress = async (
  ledger: Ledger,
  rules: readonly Pick<ClockRule, 'remind' | 'escalate'>[],
  clocks: Parameters<typeof addressesOf>[1],
): Promise<readonly string[]> => {
  const reminded = new Set(
    rules.flatMap(({ remind, escalate }) => [...remind, ...escalate].flatMap(({ to }) => to)),
  )
  const found: string[] = []
  for (const name of reminded)
    if ((await addressesOf(ledger, clocks, name)).length === 0) found.push(name)
  return found
}
