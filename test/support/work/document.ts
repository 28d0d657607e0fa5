import type { AProduct } from './product.ts'
import { stateOf, type Team } from './team.ts'

export interface ADocument {
  readonly id: string
  readonly humanId: string
  readonly path: string
  /** Uploads a revision in Markdown and waits until it is read. */
  revise(version: string, text: string): Promise<void>
}

export interface DocumentWanted {
  readonly title?: string
  readonly documentKind?: string
  readonly name?: string
  readonly language?: string
  readonly translationOf?: string
  readonly products?: readonly string[]
  readonly covers?: readonly { readonly product: string; readonly revisions: readonly string[] }[]
}

/** An accompanying document of the product with one paragraph, read by the server, version 1. */
export const aDocument = async (
  team: Team<'writer'>,
  product: AProduct,
  text: string,
  {
    title = 'Security guide',
    documentKind = 'security-guide',
    name = 'guide.md',
    ...more
  }: DocumentWanted = {},
): Promise<ADocument> => {
  const { writer, maker } = team
  const { id, humanId } = await writer.does('/api/documents/register', {
    title,
    documentKind,
    products: [product.id],
    ...more,
  })
  const path = `/api/documents/${id}`
  const add = async (version: string, content: string) => {
    await writer.does(`${path}/add-revision`, {
      version,
      file: await writer.upload(name, Buffer.from(content)),
    })
    await maker.settle()
  }
  await add('1', text)
  return {
    id,
    humanId,
    path,
    revise: async (version, content) => {
      await add(version, `# ${title}\n\n${content}\n`)
      const { revisions } = await stateOf(writer, path)
      if (revisions.at(-1).reading?.outcome !== 'read') throw new Error(`${version} is not read.`)
    },
  }
}
