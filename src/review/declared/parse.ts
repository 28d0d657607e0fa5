import { z } from 'zod'
import { type ConstraintId, constraintIds, isConstraintId } from '../../catalogue/constraint-ids.ts'
import { parseStrictYaml } from '../../catalogue/strict-yaml.ts'
import { day } from '../../kernel/fields.ts'
import { limits } from '../../kernel/limits.ts'
import { type Refusal, refuse } from '../../kernel/result.ts'
import { accompanyingKinds } from '../accompanying.ts'

/** Files that say it of the folder they lie in; none of them is a document of it. */
export const declaredFiles = ['vulnerary-review.yaml', 'vulnerary-review.json'] as const

/** It speaks of the documents, with their words: it is none of them, heeded or not. */
export const isDeclaredFile = (path: string): boolean => declaredFiles.some((name) => name === path)

/** As the library has them. */
export const declaredKinds = [...accompanyingKinds, 'policy', 'record', 'other'] as const

const text = (most: number) => z.string().trim().min(1).max(most)
const name = text(limits.text.line)
const path = z
  .string()
  .min(1)
  .max(4_096)
  .refine((given) => isPlain(given), {
    error: 'is a path below the folder, with forward slashes and without . and ..',
  })

const isPlain = (given: string): boolean =>
  !/[\\\u0000]/.test(given) &&
  given.split('/').every((part) => part !== '' && part !== '.' && part !== '..')

const schema = z.strictObject({
  documents: z
    .array(
      z.strictObject({
        path,
        kind: z.enum(declaredKinds).default('other'),
        /** As `--product` names them; none: all. */
        products: z.array(name).max(200).default([]),
        /** What was approved: these bytes, and no others. */
        revision: z
          .strictObject({
            version: name,
            sha256: z.string().regex(/^[0-9a-f]{64}$/, 'is 64 digits of 0 to 9 and a to f'),
            inForceFrom: day,
            approved: z.strictObject({ by: name, on: day }).optional(),
          })
          .optional(),
      }),
    )
    .max(limits.review.declared.documents)
    .default([]),
  words: z
    .array(
      z.strictObject({
        document: path,
        constraint: z.string().max(100),
        /** The whole passage; left out, the word is about the document as its revision has it. */
        quote: text(limits.text.long).optional(),
        verdict: z.enum(['met', 'partial', 'absent', 'not-applicable']),
        reason: text(limits.text.paragraph),
        by: name,
        on: day,
      }),
    )
    .max(limits.review.declared.words)
    .default([]),
})

type Content = z.output<typeof schema>
export type DeclaredDocument = Readonly<Content['documents'][number]>
export type DeclaredWord = Readonly<Omit<Content['words'][number], 'constraint'>> & {
  readonly constraint: ConstraintId
  /** The key in the file: `words[3]`. */
  readonly key: string
}

/** What people said of a folder's documents, in a file that lies beside them. */
export interface Declared {
  /** The name of the file. */
  readonly file: string
  readonly documents: readonly DeclaredDocument[]
  readonly words: readonly DeclaredWord[]
}

/**
 * Reads such a file. Refuses (`review/declared`), with the file, the key and what to do next: what is
 * too large, no YAML or JSON of one reading, an unknown key, kind or constraint, a document twice, a
 * day to come, and a word that nothing could make lapse.
 */
export const parseDeclared = (file: string, content: string, today: string): Declared | Refusal => {
  const bad = (why: string) => refuse('review/declared', `${file}: ${why}`)
  if (content.length > limits.review.declared.characters)
    return bad(
      `it has more than ${limits.review.declared.characters} characters. Say it of fewer documents.`,
    )
  let data: unknown
  try {
    data = parseStrictYaml(content)
  } catch (cause) {
    return bad(`it is not YAML as we read it: ${firstLine(cause)}. Mend it there.`)
  }
  const parsed = schema.safeParse(data ?? {})
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return bad(`${keyOf(issue?.path ?? [])}: ${issue?.message ?? 'not valid'}. ${howTo}`)
  }
  const { documents, words } = parsed.data
  const known = new Map<string, DeclaredDocument>()
  for (const [index, document] of documents.entries()) {
    const key = `documents[${index}]`
    if (known.has(document.path))
      return bad(`${key}.path: ${document.path} is there twice. Take one of them out.`)
    const on = document.revision?.approved?.on
    if (on !== undefined && on > today)
      return bad(`${key}.revision.approved.on: ${on} is to come. Approve it first.`)
    known.set(document.path, document)
  }
  const read: DeclaredWord[] = []
  const counts = new Map<string, number>()
  for (const [index, word] of words.entries()) {
    const key = `words[${index}]`
    const { constraint } = word
    if (!isConstraintId(constraint))
      return bad(
        `${key}.constraint: there is no constraint "${constraint}". Take one of these: ${constraintIds.join(', ')}.`,
      )
    if (word.on > today) return bad(`${key}.on: ${word.on} is to come. Give the day it was said.`)
    if (word.quote === undefined && known.get(word.document)?.revision === undefined)
      return bad(
        `${key}: nothing would make it lapse when ${word.document} changes. Quote the passage it is about, or give the document a revision with its sha256.`,
      )
    const count = (counts.get(word.document) ?? 0) + 1
    counts.set(word.document, count)
    if (count > limits.review.declared.wordsOfOne)
      return bad(
        `${key}: more than ${limits.review.declared.wordsOfOne} words on ${word.document}. Take out those that hold no more.`,
      )
    read.push({ ...word, constraint, key })
  }
  return { file, documents, words: read }
}

const howTo = 'The how-to "Review a folder of documents" shows a file that works.'

const keyOf = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'the file'
    : path
        .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
        .join('')
        .replace(/^\./, '')

const firstLine = (cause: unknown): string =>
  (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]?.slice(0, 300) ?? ''
