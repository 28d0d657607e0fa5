import { z } from 'zod'

/** Facts about where a document lies. What lies in no source was uploaded. */
export const originEvents = {
  'document.placed': z.object({ source: z.string(), key: z.string(), path: z.string() }),
  'document.moved': z.object({ source: z.string(), key: z.string(), path: z.string() }),
  'document.gone': z.object({ reason: z.string() }),
  /** The source has it (again), and it could be fetched. */
  'document.found': z.object({ path: z.string() }),
  'document.missed': z.object({ reason: z.string() }),
  /** Its content is again that of this earlier revision. */
  'document.revision-returned': z.object({ file: z.string() }),
} as const
