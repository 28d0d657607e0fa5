import type { Actor } from '../../kernel/roles.ts'
import type { Found, Ledger } from '../../ledger/index.ts'
import { visible } from '../commands/dispatch.ts'

/** How a product stands in a cell: people read the name, the id makes it one. */
export const productCell = (name: string, humanId: string): string => `${name} (${humanId})`

/** The product that a cell means, by id, by name or by both; or why there is none, as a sentence. */
export const productNamed = async (
  ledger: Ledger,
  cell: string,
): Promise<{ readonly id: string } | { readonly why: string }> => {
  const inBrackets = /\(([A-Z]+-\d{4}-\d+)\)$/.exec(cell)?.[1]
  const byId = await ledger.load(inBrackets ?? cell)
  if (byId?.kind === 'product') return { id: byId.stream }
  const named = await ledger.database.reader
    .selectFrom('stream')
    .select(['stream', 'human_id'])
    .where('kind', '=', 'product')
    .where('title', '=', cell)
    .limit(3)
    .execute()
  const [only, ...others] = named
  if (only === undefined)
    return { why: `There is no product "${cell.slice(0, 80)}". Register it, or correct the name.` }
  return others.length === 0
    ? { id: only.stream }
    : {
        why: `Several products are called so (${named.map((one) => one.human_id).join(', ')}). Write the id.`,
      }
}

/** The ids of the cases that a cell names, or why one of them is none, as a sentence. */
export const casesNamed = async (
  ledger: Ledger,
  cell: string,
  actor: Actor,
): Promise<{ readonly ids: readonly string[] } | { readonly why: string }> => {
  const names = [...new Set(cell.split(/[\s,;]+/).filter((name) => name !== ''))]
  const found: Found[] = []
  for (const name of names) {
    const one = await ledger.load(name)
    if (one === undefined || one.kind !== 'case' || !(await visible(ledger, one, actor)))
      return { why: `There is no case ${name.slice(0, 80)}. Correct its id, or leave it out.` }
    found.push(one)
  }
  return { ids: found.map(({ stream }) => stream) }
}
