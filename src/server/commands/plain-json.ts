import type { Json } from '../../kernel/canonical-json.ts'
import { parseOwnJson } from '../../kernel/own-json.ts'

/** What a schema has parsed is plain JSON but for undefined members: they fall away, as in JSON. */
export const asJson = (value: unknown): Json => parseOwnJson(JSON.stringify(value ?? null))
