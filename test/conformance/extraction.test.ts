import { readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { fold } from '../../src/documents/extract/fold.ts'
import { readFolder } from '../../src/documents/extract/index.ts'
import type { ExtractedDocument } from '../../src/kernel/passage.ts'
import { isRefusal } from '../../src/kernel/result.ts'
import { createDocumentReader } from '../../src/server/processes/document-reader.ts'
import { needsShared, sharedPath } from '../support/shared.ts'

const extractor = createDocumentReader({ workers: 2 })
afterAll(() => extractor.close())

const readAll = async (root: string): Promise<Map<string, ExtractedDocument>> => {
  const answers = new Map<string, ExtractedDocument>()
  for await (const file of readFolder(root)) {
    const bytes = await file.read()
    if (isRefusal(bytes)) throw new Error(bytes.message)
    answers.set(file.path, await extractor.extract({ bytes, name: file.path }))
  }
  return answers
}

const printed = (name: string, answers: ReadonlyMap<string, ExtractedDocument>): void => {
  const counts: Record<string, { read: number; partly: number; unread: number; passages: number }> =
    {}
  for (const [path, { format, outcome, reason, passages }] of answers) {
    counts[format] ??= { read: 0, partly: 0, unread: 0, passages: 0 }
    const row = counts[format]
    row.read += outcome === 'read' ? 1 : 0
    row.partly += outcome === 'partly-read' ? 1 : 0
    row.unread += outcome === 'could-not-read' ? 1 : 0
    row.passages += passages.length
    if (outcome !== 'read') console.log(`${name}: ${outcome}: ${path}: ${reason}`)
  }
  console.log(name, JSON.stringify(counts, null, 1))
}

interface Label {
  readonly document: string
  readonly format: string
  readonly labels: Readonly<Record<string, { readonly quote: string }>>
}

describe.runIf(needsShared('corpus', 'documents'))('the corpus of real documents', () => {
  const corpus = sharedPath('corpus', 'documents') ?? ''

  it('is read whole: every file gives passages in order, with their place', async () => {
    const answers = await readAll(corpus)
    printed('corpus', answers)
    expect(answers.size).toBeGreaterThan(60)
    for (const [path, { outcome, format, passages }] of answers) {
      expect(outcome, path).not.toBe('could-not-read')
      expect(
        passages.map((passage) => passage.index),
        path,
      ).toEqual(passages.map((_, index) => index))
      for (const { text, location } of passages) {
        expect(text.trim(), path).toBe(text)
        expect(text, path).not.toBe('')
        if (format === 'pdf') expect(location.page, path).toBeGreaterThan(0)
        else if (format !== 'docx') expect(location.line, path).toBeGreaterThan(0)
      }
    }
  })

  it('holds the labelled quotes in its passages, and text formats verbatim', async () => {
    const lines = readFileSync(sharedPath('corpus', 'labels.jsonl') ?? '', 'utf8')
      .trim()
      .split('\n')
    const answers = await readAll(corpus)
    const shares: Record<
      string,
      { quotes: number; found: number; passages: number; verbatim: number }
    > = {}
    for (const line of lines) {
      const { document, format, labels }: Label = JSON.parse(line)
      shares[format] ??= { quotes: 0, found: 0, passages: 0, verbatim: 0 }
      const share = shares[format]
      const passages = answers.get(document)?.passages ?? []
      const text = fold(passages.map((passage) => passage.text).join(' '))
      const source = fold(readFileSync(`${corpus}/${document}`, 'utf8'))
      for (const { quote } of Object.values(labels).filter((label) => label.quote !== '')) {
        share.quotes++
        if (text.includes(fold(quote))) share.found++
      }
      for (const passage of passages) {
        share.passages++
        if (source.includes(fold(passage.text))) share.verbatim++
      }
    }
    console.log('labelled quotes', JSON.stringify(shares))
    for (const format of ['md', 'rst', 'txt']) {
      const share = shares[format]
      expect(share, format).toBeDefined()
      if (share === undefined) continue
      expect(share.found / Math.max(1, share.quotes), format).toBeGreaterThan(0.95)
      expect(share.verbatim / share.passages, format).toBeGreaterThan(0.99)
    }
  })
})

describe.runIf(needsShared('suites', 'docs-mammoth'))("mammoth's own documents", () => {
  it('are read, or are said to hold only pictures', async () => {
    const answers = await readAll(sharedPath('suites', 'docs-mammoth') ?? '')
    printed('mammoth', answers)
    const word = [...answers].filter(([path]) => path.endsWith('.docx'))
    expect(word.length).toBeGreaterThan(10)
    for (const [path, { outcome, reason }] of word)
      if (outcome !== 'read')
        expect(reason, path).toMatch(/^no text: the document holds only pictures/)
    const text = (name: string): readonly string[] =>
      word
        .find(([path]) => path.endsWith(`/${name}`))?.[1]
        .passages.map((passage) => passage.text) ?? []
    expect(text('tables.docx')).toContain('Top left\tTop right')
    expect(text('footnotes.docx')).toEqual(['Ouch.', 'A tachyon walks into a bar.', 'Fin.'])
    expect(text('simple-list.docx')).toEqual(['Apple', 'Banana'])
  })
})
