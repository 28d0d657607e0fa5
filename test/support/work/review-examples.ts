import type { Colleague } from '../maker.ts'

/** A passage of the catalogue, with the path that it was written for. */
export interface AnExample {
  readonly path?: string | undefined
  readonly text: string
}

interface Filed {
  /** Ids of the products that the documents belong to. */
  readonly products: readonly string[]
  readonly approved?: boolean
}

/**
 * Each passage as a document of its own in version 1; answers their ids. Its folder is the title and
 * its file the file, for both tell the review what it is. It is read once the maker has settled.
 */
export const filesExamples = async (
  by: Colleague,
  examples: readonly AnExample[],
  { products, approved = true }: Filed,
): Promise<readonly string[]> => {
  const ids: string[] = []
  for (const { path: place = 'docs/example.md', text } of examples) {
    const [name = '', title = 'Papers'] = place.split('/').reverse()
    const about = { title, documentKind: 'other', products }
    const { id } = await by.does('/api/documents/register', about)
    const path = `/api/documents/${id}`
    const file = await by.upload(name, new TextEncoder().encode(text))
    await by.does(`${path}/add-revision`, { version: '1', file })
    if (approved)
      await by.does(`${path}/record-approval`, {
        version: '1',
        approvedBy: 'Petra Example',
        approvedOn: '2026-01-05',
      })
    ids.push(id)
  }
  return ids
}
