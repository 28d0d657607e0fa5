import type { z } from 'zod'
import { limits } from '../kernel/limits.ts'
import { type Refusal, refuse } from '../kernel/result.ts'
import { parseStrictYaml } from './strict-yaml.ts'

export interface CatalogueFile {
  /** Path below the folder of the catalogue, with forward slashes: `clauses/9.2.yaml`. */
  readonly name: string
  readonly text: string
}

/** A file by its schema; the refusal (`catalogue/…`) names the file and the key. */
export const readCatalogueFile = <T>(file: CatalogueFile, schema: z.ZodType<T>): T | Refusal => {
  if (file.text.length > limits.json.bytes)
    return refuse(
      'catalogue/too-large',
      `${file.name} is larger than ${limits.json.bytes} characters.`,
    )
  let data: unknown
  try {
    data = built(file.text) ?? parseStrictYaml(file.text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return refuse('catalogue/not-yaml', `${file.name} is not YAML as we read it: ${reason}`)
  }
  const result = schema.safeParse(data)
  if (result.success) return result.data
  const [first] = result.error.issues
  const where = first === undefined ? '' : first.path.join(' › ')
  return refuse(
    'catalogue/not-valid',
    `${file.name}: ${where}: ${first?.message ?? 'not valid'}.`,
    {
      file: file.name,
      path: where,
    },
  )
}

/** The built program has its files as JSON, which is YAML too, and is read in a hundredth of the time. */
const built = (text: string): unknown => {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text)
  } catch {
    // A file in YAML's own braces.
    return undefined
  }
}
