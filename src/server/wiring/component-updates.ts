import { limits } from '../../kernel/limits.ts'
import type { ProductState } from '../../products/index.ts'
import type { ReleaseState } from '../../releases/index.ts'
import { needed } from './printable-text.ts'

type Released = Pick<ReleaseState, 'revision' | 'previousRevision'>

/**
 * Which components are others in this revision, by the bills of materials of both. Undefined where
 * one of them has none, or where they differ in more than a document holds: the gap shows then.
 */
export const componentUpdates = (
  { revisions }: Pick<ProductState, 'revisions'>,
  { revision, previousRevision }: Released,
) => {
  const versionsIn = (named: string) => {
    const sbom = revisions.find((one) => one.revision === named)?.sbom
    return sbom === null || sbom === undefined ? undefined : versionsOf(sbom.components)
  }
  const [before, after] = [versionsIn(previousRevision), versionsIn(revision)]
  if (before === undefined || after === undefined) return undefined
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  const entries = names.flatMap((name) => {
    const [from, to] = [before.get(name), after.get(name)]
    return from === to
      ? []
      : [
          {
            component: needed(name),
            from: from ?? 'Not in it',
            to: to ?? 'Removed',
            reason: `By the bills of materials of ${needed(revision)} and ${needed(previousRevision)}`,
          },
        ]
  })
  return entries.length > limits.printable.records ? undefined : entries
}

/** The versions of each component as one text; a component may be there in several. */
const versionsOf = (
  components: readonly { readonly name: string; readonly version: string }[],
): ReadonlyMap<string, string> =>
  new Map(
    [...Map.groupBy(components, ({ name }) => name)].map(([name, some]) => [
      name,
      needed(
        [...new Set(some.map(({ version }) => version || 'no version'))].sort().join(', '),
        300,
      ),
    ]),
  )
