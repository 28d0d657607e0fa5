import { posix } from 'node:path'
import { partText, walkXml } from './office-xml.ts'
import type { ZipContainer } from './zip-container.ts'

/** What a part refers to: another part by its name in the container, or something outside. */
export interface Relation {
  /** The last word of its type: `styles`, `header`, `image`. */
  readonly type: string
  readonly target: string
  readonly external: boolean
}

/** The relations of a part (ECMA-376 part 2, 9.3) by their id; none where it has none. */
export const relationsOf = async (
  zip: ZipContainer,
  part: string,
): Promise<ReadonlyMap<string, Relation>> => {
  const found = new Map<string, Relation>()
  const folder = posix.dirname(part)
  const file = posix.join(folder, '_rels', `${posix.basename(part)}.rels`)
  if (!zip.has(file)) return found
  walkXml(await partText(zip, file), {
    open: (name, { Id = '', Type = '', Target = '', TargetMode = '' }) => {
      if (!name.endsWith('Relationship')) return
      const external = TargetMode.toLowerCase() === 'external'
      found.set(Id, {
        type: Type.split('/').at(-1) ?? '',
        target: external ? Target : inside(folder, Target),
        external,
      })
    },
    close: () => {},
    text: () => {},
  })
  return found
}

const inside = (folder: string, target: string): string =>
  posix.normalize(target.startsWith('/') ? target.slice(1) : posix.join(folder, target))
