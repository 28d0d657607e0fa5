import type { Json } from './canonical-json.ts'
import { limits } from './limits.ts'
import { orThrow } from './result.ts'
import { parseStrictJson } from './strict-json.ts'

// A member name with an escape in it: an escape, then plain characters to the quote and colon.
const escapedName = /\\.[^"\\]*":/s

const bounds = { ...limits.json, bytes: Number.POSITIVE_INFINITY, nodes: Number.POSITIVE_INFINITY }

/**
 * Reads JSON that this server wrote itself, so no bounds but that of depth; throws where it is
 * none. V8 of Node 24 misreads member names with an escape after it has seen another object with
 * the member `\` at the same place (`{"\n":1}` comes back as `{"\\":1}`): those go to our reader.
 */
export const parseOwnJson = (text: string): Json =>
  text.includes('\\') && escapedName.test(text)
    ? orThrow(parseStrictJson(text, bounds))
    : (JSON.parse(text) as Json)
