import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { type Colleague, type Maker, openMaker } from '../maker.ts'
import type { DatabasePlace } from '../on-databases.ts'
import { listOf, stateOf } from './team.ts'

export interface Library {
  readonly maker: Maker
  readonly writer: Colleague
  readonly engineer: Colleague
  /** The state of the source of this name. */
  source(name: string): Promise<State>
  /** Asks for a look as a writer does, and waits until all that follows is done. */
  sync(name: string, input?: object): Promise<State>
  /** The state of the document whose title is this. */
  document(title: string): Promise<State & { id: string }>
  documents(): Promise<readonly string[]>
  /** Files of the source with this standing. */
  files(name: string, standing: string): Promise<readonly { path: string; reason: string }[]>
  /** Other settings; takes effect by a restart. */
  settings(sources: readonly object[]): Promise<void>
  close(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: see Answer.
type State = any

/** A maker whose sources.yaml names these places, with a writer and an engineer. */
export const openLibrary = async (
  sources: readonly object[],
  place?: DatabasePlace,
): Promise<Library> => {
  const folder = await mkdtemp(join(tmpdir(), 'library-'))
  const write = (all: readonly object[]) =>
    writeFile(join(folder, 'sources.yaml'), stringify({ sources: all }))
  await write(sources)
  const maker = await openMaker({ folder, environment: place?.environment ?? {} })
  const writer = await maker.colleague('wanda', ['writer'])
  const engineer = await maker.colleague('erika', ['engineer'])
  const found = async (name: string) => {
    const [one] = await listOf(writer, `/api/sources?facet=name:${name}`)
    return one as { id: string }
  }
  const source = async (name: string) => stateOf(writer, `/api/sources/${(await found(name)).id}`)
  await maker.settle()
  return {
    maker,
    writer,
    engineer,
    source,
    sync: async (name, input = {}) => {
      maker.time.now += 1_000
      await writer.does(`/api/sources/${(await found(name)).id}/sync-now`, input)
      await maker.settle()
      return source(name)
    },
    document: async (title) => {
      const all = await listOf(writer, '/api/documents?limit=500')
      const one = all.find((each: { title: string }) => each.title === title)
      if (one === undefined)
        throw new Error(`${title} is not among ${all.map(({ title: t }) => t).join(', ')}`)
      return { id: one.id, ...(await stateOf(writer, `/api/documents/${one.id}`)) }
    },
    documents: async () =>
      (await listOf(writer, '/api/documents?limit=500')).map(({ title }) => title).sort(),
    files: async (name, standing) =>
      listOf(writer, `/api/sources/${(await found(name)).id}/files?standing=${standing}`),
    settings: async (all) => {
      await write(all)
      await maker.restart()
      await maker.settle()
    },
    close: async () => {
      await maker.close()
      await place?.drop()
    },
  }
}
