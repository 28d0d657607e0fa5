import type { Extractor } from '../documents/index.ts'
import { createRenderer, type Renderer } from '../releases/index.ts'
import { createSetReader, type ReaderSettings } from './processes/document-reader.ts'
import { createForeignTasks, type ForeignTasks } from './processes/foreign-tasks.ts'

/** Heavy work in processes of its own, started when the first piece comes. */
export interface Workers {
  readonly extractor: Extractor
  readonly renderer: Renderer
  close(): Promise<void>
}

const createWorkers = (settings: ReaderSettings): Workers => {
  const extractor = createSetReader(settings)
  const renderer = createRenderer()
  return {
    extractor,
    renderer,
    close: async () => {
      await extractor.close()
      await renderer.close()
    },
  }
}

/** Every process that a server has beside its own; servers in one process may share them. */
export interface Processes {
  readonly workers: Workers
  readonly foreign: ForeignTasks
  close(): Promise<void>
}

export const createProcesses = (settings: ReaderSettings): Processes => {
  const workers = createWorkers(settings)
  const foreign = createForeignTasks()
  return {
    workers,
    foreign,
    close: async () => {
      await workers.close()
      await foreign.close()
    },
  }
}
