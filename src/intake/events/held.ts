import { z } from 'zod'
import { scanOutcomes } from '../contract/files.ts'

/** See `events.ts`: when the server looks at the dates next. */
export const heldEvents = <Watch extends z.ZodRawShape>(watch: Watch) =>
  ({
    'report.embargo-set': z.object({
      ...watch,
      named: z.array(z.string()),
      until: z.string().optional(),
      reason: z.string(),
    }),
    'report.embargo-ended': z.object({ ...watch, until: z.string() }),
    /** `person:<id>`: one more who may see it. */
    'report.person-named': z.object({ ...watch, person: z.string(), reason: z.string() }),
    /** Nobody who deals with reports could see it; `mails` went to administrators. */
    'report.left-unseen': z.object({ ...watch, mails: z.number() }),
    'report.files-looked-at': z.object({
      ...watch,
      files: z.array(
        z.object({
          file: z.string(),
          looksLike: z.string(),
          outcome: z.enum(scanOutcomes),
          said: z.string(),
          scanner: z.string(),
        }),
      ),
    }),
    /** Who is the actor; with what was known of the file when they opened it. */
    'report.file-opened': z.object({
      ...watch,
      file: z.string(),
      size: z.number(),
      looksLike: z.string(),
      outcome: z.string(),
      said: z.string(),
      reason: z.string(),
    }),
    'report.scan-ordered': z.object({ ...watch }),
  }) as const
