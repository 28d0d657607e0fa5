import { z } from 'zod'
import { driveExamples, driveSettings } from '../../connections/drives/index.ts'
import { sourceRule } from '../../documents/index.ts'
import { line } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import type { RuleFile } from '../rule-file.ts'

/** What every source has, beside what its kind needs. */
const common = {
  /** By which the library knows it again: another name is another source. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Write a short name like manuals or team-2.'),
  title: line.default(''),
  everyMinutes: z.number().int().min(1).max(10_080).default(60),
  keepOriginals: z.boolean().default(false),
  rules: z.array(sourceRule).max(limits.source.rules).default([]),
}

const sourcesSchema = z.strictObject({
  sources: z
    .array(driveSettings(common))
    .max(limits.source.sources)
    .default([])
    .refine(
      (all) => new Set(all.map(({ name }) => name)).size === all.length,
      'Give each source a name of its own.',
    )
    .refine(
      (all) =>
        all.every(
          (one) =>
            one.kind !== 'google-drive' ||
            (one.refresh === undefined) !== (one.serviceAccount === undefined),
        ),
      'Name either serviceAccount or refresh for each google-drive.',
    ),
})
export type SourceSettings = z.output<typeof sourcesSchema>['sources'][number]

/** Examples of each kind, and of what every one of them may say. */
const sourcesExample = `# sources:
${driveExamples.join('')}#     everyMinutes: 60
#     keepOriginals: false
#     rules:
#       - files: 'drafts/**'
#         leaveOut: true
#       - files: 'careline/**'
#         products: [Careline Gateway]
#         owner: Technical writing
#       - files: '*-ifu-*.pdf'
#         documentKind: ifu
#         version: { from: file-name, pattern: '_v([0-9.]+)' }
`

/**
 * Which places the library is kept in step with. A file and no record, since it says what this
 * machine may read: only who runs the machine decides that (decision 40).
 */
export const sourcesFile: RuleFile<typeof sourcesSchema> = {
  name: 'sources.yaml',
  schema: sourcesSchema,
  shipped: 'sources: []\n',
  about: 'Places whose documents the library is kept in step with. They are read, never written.',
  shown: sourcesExample,
  example: 'sources: [{ kind: folder, name: manuals, path: /srv/manuals }]',
}
