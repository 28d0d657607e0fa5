import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { impactFactsSchema } from '../../src/documents/impact/index.ts'

const folder = join(import.meta.dirname, '..', '..', 'test', 'eval', 'impact', 'cases')

const mark = z.object({ path: z.string(), quote: z.string(), why: z.string().optional() })
const caseSchema = z.object({
  id: z.string(),
  library: z.string(),
  facts: impactFactsSchema,
  false: z.array(mark).nullish(),
  traps: z.array(mark).nullish(),
  omissions: z
    .array(
      z.object({
        guidance: z.string(),
        stands: z.boolean(),
        near: z.object({ path: z.string(), quote: z.string() }).nullish(),
      }),
    )
    .nullish(),
})

export type EvalCase = z.infer<typeof caseSchema>
export type Mark = z.infer<typeof mark>

/** Sources whose cases may be looked at while the search is tuned; all others are held back. */
const development: ReadonlySet<string> = new Set([
  'curl__curl',
  'I-TECH-UW__OpenELIS-Global-2',
  'nightscout__cgm-remote-monitor',
  'FirelyTeam__firely-docs-firely-server',
  'mattermost__docs',
  'SORMAS-Foundation__SORMAS-Docker',
  'gematik__api-erp',
  'getodk__docs',
  'nhsx__COVID-19-app-Documentation-BETA',
  'abonnet-qarapulse__qara-pulse-eqms',
  'CMSgov__beneficiary-fhir-data',
  'disclose__dioterms',
])

export const isDevelopment = ({ library }: EvalCase): boolean => development.has(library)

/** All cases, by file name; throws at a file that is no case. */
export const readCases = (): readonly EvalCase[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const read = caseSchema.parse(parse(readFileSync(join(folder, name), 'utf8')))
      if (read.id !== basename(name, '.yaml')) throw new Error(`${name}: its id is ${read.id}`)
      return read
    })

/** Letters and digits only, in lower case: how quotes are compared (README of the cases). */
export const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
