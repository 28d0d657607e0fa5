import type { StreamId } from '../../kernel/ids.ts'
import type { ProductState } from '../../products/index.ts'
import { one } from '../wiring/records.ts'
import { issue } from './issue.ts'
import type { Reaction } from './runner.ts'

/** 9.5/other-products: whoever may be affected by what was recorded stands in the matrix at once. */
export const proposeImpact: Reaction = {
  name: 'propose-impact',
  on: ['case.described', 'case.impact-set', 'case.range-decided'],
  run: async (event, parts) => {
    await issue(parts, event, {
      kind: 'case',
      command: 'propose-impact',
      id: event.stream,
      input: {},
    })
  },
}

/** A product that changed is looked at by every case that it may touch, closed ones too. */
export const recheckImpact: Reaction = {
  name: 'recheck-impact',
  on: ['product.sbom-recorded', 'product.revision-added', 'product.code-shared'],
  run: async (event, parts) => {
    const product = await one<ProductState>(parts.ledger, 'product', event.stream)
    if (product === undefined) return
    const components = new Set(
      product.state.revisions.flatMap(({ sbom }) =>
        (sbom?.components ?? []).map(({ name }) => name.toLowerCase()),
      ),
    )
    const naming = await parts.ledger.having('case', 'product', event.stream)
    const sharing = await Promise.all(
      product.state.sharedCode.map((shared) =>
        parts.ledger.having('case', 'product', shared.product),
      ),
    )
    const flawed = await casesOfComponents(parts.ledger, components)
    for (const id of new Set([...naming, ...sharing.flat(), ...flawed])) {
      const about = { kind: 'case', id }
      if (naming.includes(id))
        await issue(parts, event, {
          ...about,
          command: 'recheck-impact',
          input: { product: event.stream },
        })
      await issue(parts, event, { ...about, command: 'propose-impact', input: {} })
    }
  },
}

const valuesAtOnce = 500

const casesOfComponents = async (
  { database }: Parameters<Reaction['run']>[1]['ledger'],
  components: ReadonlySet<string>,
): Promise<readonly StreamId[]> => {
  const names = [...components]
  const found: StreamId[] = []
  for (let at = 0; at < names.length; at += valuesAtOnce) {
    const rows = await database.reader
      .selectFrom('facet')
      .select('stream')
      .where('kind', '=', 'case')
      .where('name', '=', 'component')
      .where('value', 'in', names.slice(at, at + valuesAtOnce))
      .execute()
    // The ledger wrote it, and writes ids only.
    found.push(...rows.map(({ stream }) => stream as StreamId))
  }
  return found
}
