import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../../src/catalogue/catalogue.ts'
import type { ConstraintId } from '../../src/catalogue/constraint-ids.ts'
import { extractDocument, readFolder } from '../../src/documents/extract/index.ts'
import { isRefusal } from '../../src/kernel/result.ts'
import { type Detection, detectionOf } from '../../src/review/judge/detection.ts'
import type { JudgedDocument } from '../../src/review/judge/judge.ts'
import type { Match } from '../../src/review/judge/points.ts'
import { type Profile, profileOf } from '../../src/review/judge/profile.ts'
import { readDocument } from '../../src/review/judge/read-document.ts'
import { createDocumentReader } from '../../src/server/processes/document-reader.ts'

export const shared = join(import.meta.dirname, '..', '..', '..', 'shared')
export const documentsFolder = join(shared, 'corpus', 'documents')
export const labelsFile = join(shared, 'corpus', 'labels.jsonl')

export type Wanted = 'met' | 'partial' | 'absent'

export interface Label {
  readonly document: string
  readonly kind: string
  readonly labels: Readonly<
    Partial<Record<ConstraintId, { readonly verdict: Wanted; readonly quote: string }>>
  >
}

/** A labelled document that has been read once: its matches can be weighed again and again. */
export interface Reading extends Label {
  /** The repository it is from. Documents of one source are alike, so they are held out together. */
  readonly source: string
  readonly read: JudgedDocument
  readonly profile: Profile
  readonly matches: readonly Match[]
}

const readLabels = (): Label[] =>
  readFileSync(labelsFile, 'utf8')
    .trim()
    .split('\n')
    // The cast names the shape that the corpus' own page describes.
    .map((line) => JSON.parse(line) as Label)

/** All labelled documents, in the order of the labels. */
export const readCorpus = async (catalogue: Catalogue): Promise<Reading[]> => {
  const documents = await readDocuments()
  const detection = detectionOf(catalogue)
  return readLabels().flatMap((label) => {
    const read = documents.get(label.document)
    return read === undefined ? [] : [readingOf(detection, label, sourceOf(label.document), read)]
  })
}

export const exampleKind = 'example'

/** The catalogue's own example passages, each a document with one label. */
export const readExamples = async (catalogue: Catalogue): Promise<Reading[]> => {
  const detection = detectionOf(catalogue)
  const all = [...catalogue.detection.constraints].flatMap(([id, { examples }]) =>
    examples.map((example) => ({ id, ...example })),
  )
  return Promise.all(
    all.map(async ({ id, verdict, text, path = 'docs/example.md' }) => {
      const read = await extractDocument({ bytes: new TextEncoder().encode(text), name: path })
      const label = { document: path, kind: exampleKind, labels: { [id]: { verdict, quote: '' } } }
      return readingOf(detection, label, 'examples', { path, ...read })
    }),
  )
}

const readingOf = (
  detection: Detection,
  label: Label,
  source: string,
  read: JudgedDocument,
): Reading => {
  const profile = profileOf(detection.lexicon, read.path, read.passages)
  const matches: Match[] = []
  readDocument(detection, profile, read.passages, { add: (match) => matches.push(match) })
  return { ...label, source, read, profile, matches }
}

const readDocuments = async (): Promise<ReadonlyMap<string, JudgedDocument>> => {
  const extractor = createDocumentReader()
  const reads: Promise<readonly [string, JudgedDocument]>[] = []
  for await (const file of readFolder(documentsFolder)) {
    const bytes = await file.read()
    if (isRefusal(bytes)) continue
    const { path } = file
    reads.push(
      extractor.extract({ bytes, name: path }).then((read) => [path, { path, ...read }] as const),
    )
  }
  const all = new Map(await Promise.all(reads))
  await extractor.close()
  return all
}

const sourceOf = (path: string): string => path.split('/')[0] ?? path

export const sourcesOf = (readings: readonly Reading[]): string[] => [
  ...new Set(readings.map(({ source }) => source)),
]
