import { z } from 'zod'
import { line } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { documentKindSchema } from '../contract/document-kinds.ts'
import { fitsGlob } from './glob.ts'
import { isDocumentName, kindInPath, languageInPath, titleOfPath, versionInName } from './names.ts'

const pattern = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => compiles(text), 'Write a regular expression, like _v([0-9.]+)\\.')

/** How the version of a file is found; what is not found falls back to the usual ways. */
const versionRule = z.strictObject({
  /** `file-name`, `path`, `document` (front matter, or a property that the file holds), `tag`, `date`. */
  from: z.enum(['file-name', 'path', 'document', 'tag', 'date']),
  /** For names and paths: what stands in its first pair of brackets, or all that fits. */
  pattern: pattern.optional(),
})

/** What the maker says of the files whose path fits. */
export const sourceRule = z.strictObject({
  files: z.string().min(1).max(limits.source.path),
  leaveOut: z.boolean().optional(),
  documentKind: documentKindSchema.optional(),
  /** Products by their name in the registry, all revisions of them. */
  products: z.array(line.min(1)).max(limits.list.items).optional(),
  covers: z
    .array(
      z.strictObject({
        product: line.min(1),
        revisions: z.array(line.min(1)).max(limits.list.items),
      }),
    )
    .max(limits.list.items)
    .optional(),
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'Write a language like de or pt-BR.')
    .optional(),
  owner: line.optional(),
  version: versionRule.optional(),
})
export type SourceRule = z.output<typeof sourceRule>

/** A file as its path and the rules describe it; products are still names. */
export interface Described {
  readonly title: string
  readonly documentKind: z.output<typeof documentKindSchema>
  readonly covers: readonly { readonly product: string; readonly revisions: readonly string[] }[]
  readonly language: string | null
  readonly owner: string
  readonly version: z.output<typeof versionRule> | null
}

/** Undefined where the file is no document, or left out. For each field the first rule that says it counts. */
export const describeFile = (path: string, rules: readonly SourceRule[]): Described | undefined => {
  const fitting = rules.filter(({ files }) => fitsGlob(files, path))
  const first = <Field extends keyof SourceRule>(field: Field): SourceRule[Field] | undefined =>
    fitting.find((rule) => rule[field] !== undefined)?.[field]
  if (!isDocumentName(path) || first('leaveOut') === true) return undefined
  const covered = fitting.find(({ products, covers }) => products ?? covers)
  return {
    title: titleOfPath(path),
    documentKind: first('documentKind') ?? kindInPath(path),
    covers: [
      ...(covered?.products ?? []).map((product) => ({ product, revisions: [] })),
      ...(covered?.covers ?? []),
    ],
    language: first('language') ?? languageInPath(path) ?? null,
    owner: first('owner') ?? '',
    version: first('version') ?? null,
  }
}

/** What else may say the version of a file. */
export interface VersionHints {
  readonly path: string
  /** Of front matter or a property. */
  readonly written: string | undefined
  /** Of the whole source. */
  readonly tag: string | undefined
  /** The day of its last change, or empty. */
  readonly changed: string
  readonly hash: string
}

/** Never empty: a file without any version is known by its day, and without a day by its content. */
export const versionOf = (rule: Described['version'], hints: VersionHints): string => {
  const { path, written, tag, changed, hash } = hints
  const name = path.slice(path.lastIndexOf('/') + 1)
  const found: Record<NonNullable<typeof rule>['from'], string | undefined> = {
    'file-name':
      (rule?.from === 'file-name' ? matched(rule.pattern, name) : undefined) ?? versionInName(name),
    path: matched(rule?.pattern, path),
    document: written,
    tag,
    date: changed,
  }
  const order = [rule?.from, 'file-name', 'document', 'tag', 'date'] as const
  for (const from of order) {
    const version = from === undefined ? undefined : found[from]?.trim()
    if (version !== undefined && version !== '')
      return version.slice(0, limits.text.line).toWellFormed()
  }
  return `content ${hash.slice(0, 8)}`
}

const compiles = (text: string): boolean => {
  try {
    new RegExp(text)
    return true
  } catch {
    return false
  }
}

/** The maker's own pattern; names are short. */
const matched = (text: string | undefined, name: string): string | undefined => {
  if (text === undefined) return undefined
  const found = new RegExp(text).exec(name)
  return found?.[1] ?? found?.[0]
}
