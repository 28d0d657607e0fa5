import type { Extractor } from '../documents/index.ts'
import { createRenderer, type Renderer } from '../releases/index.ts'
import { createSetReader, type ReaderSettings } from './processes/document-reader.ts'

/** Heavy work in threads of its own, started when the first piece comes. */
export interface Workers {
  readonly extractor: Extractor
  readonly renderer: Renderer
  close(): Promise<void>
}

export const createWorkers = (settings: ReaderSettings): Workers => {
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
