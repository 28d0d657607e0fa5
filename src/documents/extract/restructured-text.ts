import type { ExtractedDocument, PassageKind } from '../../kernel/passage.ts'
import { boundedText } from './bounded-text.ts'
import { fold } from './fold.ts'
import { PassageList } from './passage-list.ts'
import { isBadge } from './pictures.ts'

/**
 * Reads reStructuredText line by line: sections by their adornment, paragraphs, lists, tables,
 * literal blocks, and the text inside directives. Comments, targets and substitution
 * definitions, which no reader sees, are left out. Passages keep the source's markup.
 */
export const readRestructuredText = (text: string): ExtractedDocument => {
  const list = new PassageList()
  const reader = new Reader(list, boundedText(text, list).split('\n'))
  reader.readAll()
  const first = list.passages.find((passage) => passage.kind === 'heading')
  return list.finish('restructured-text', 'no text: the file holds no readable block', first?.text)
}

const item = /^\s*(?:[-*+•]|\(?(?:\d{1,3}|[a-zA-Z#])[.)])\s+\S/
const directive = /^\s*\.\. (?:\|[^|]{1,100}\| )?([A-Za-z][\w:+.-]{0,60})::(.*)$/
const explicit = /^\s*\.\.(?:\s|$)/
const option = /^\s*:[A-Za-z][\w -]{0,60}:(?:\s|$)/

/** Directives whose content is no prose: code is kept as code, the rest is not read. */
const codeDirectives = new Set([
  'code',
  'code-block',
  'sourcecode',
  'literalinclude',
  'parsed-literal',
  'prompt',
  'highlight',
])
const unreadDirectives = new Set([
  'toctree',
  'raw',
  'include',
  'contents',
  'index',
  'meta',
  'math',
  'graphviz',
  'uml',
  'only-comment',
])

class Reader {
  readonly #list: PassageList
  readonly #lines: readonly string[]
  #at = 0
  #adornments: readonly string[] = []

  constructor(list: PassageList, lines: readonly string[]) {
    this.#list = list
    this.#lines = lines
  }

  readAll(): void {
    while (this.#at < this.#lines.length && !this.#list.full) this.#readBlock()
  }

  #line(offset = 0): string {
    return this.#lines[this.#at + offset] ?? ''
  }

  #readBlock(): void {
    const line = this.#line()
    if (line.trim() === '') this.#at++
    else if (this.#readSection()) return
    else if (isGridEdge(line)) this.#readGridTable()
    else if (isSimpleEdge(line)) this.#readSimpleTable()
    else if (explicit.test(line)) this.#readExplicit(line)
    else if (isAdornment(line)) this.#at++
    else this.#readParagraph()
  }

  /** Overline, title, underline; or title, underline (docutils: sections). */
  #readSection(): boolean {
    const over =
      isAdornment(this.#line()) &&
      this.#line(1).trim() !== '' &&
      this.#line(2).trimEnd() === this.#line().trimEnd()
    const title = over ? this.#line(1) : this.#line()
    const under = over ? this.#line(2) : this.#line(1)
    if (!over && (isAdornment(title) || /^\s/.test(title))) return false
    if (!isAdornment(under) || (!over && under.trim().length < Math.min(title.trim().length, 4)))
      return false
    const style = `${over ? 'over' : 'under'}${under[0]}`
    if (!this.#adornments.includes(style)) this.#adornments = [...this.#adornments, style]
    this.#list.heading(this.#adornments.indexOf(style) + 1, fold(title), {
      line: this.#at + (over ? 2 : 1),
    })
    this.#at += over ? 3 : 2
    return true
  }

  #readExplicit(line: string): void {
    const [, name, rest] = directive.exec(line) ?? []
    const kind = name?.toLowerCase()
    if (kind === undefined || rest === undefined) {
      const footnote = /^\s*\.\. \[[^\]]{1,60}\]\s+\S/.test(line)
      if (footnote) this.#readParagraph()
      else this.#skipIndented()
      return
    }
    if (codeDirectives.has(kind)) {
      this.#at++
      this.#readLiteral(indentOf(line))
    } else if (kind === 'csv-table') this.#readCsvTable(indentOf(line))
    else if (unreadDirectives.has(kind) || /^\s*\.\. \|/.test(line)) this.#skipIndented()
    else this.#enterDirective(kind, line, rest)
  }

  /** Skips the directive's options; its content is then read as blocks of the document. */
  #enterDirective(kind: string, line: string, rest: string): void {
    const start = this.#at
    const indent = indentOf(line)
    const picture = kind === 'image' || kind === 'figure'
    const prose = rest.trim()
    this.#at++
    let named = ''
    const open: string[] = prose === '' || picture ? [] : [prose]
    while (this.#line().trim() !== '' && indentOf(this.#line()) > indent) {
      const text = this.#line()
      const alternative = picture ? /^\s*:alt:\s*(.+)$/.exec(text)?.[1] : undefined
      if (alternative !== undefined) {
        named = alternative
        this.#list.add('caption', fold(alternative), { line: this.#at + 1 })
      } else if (!option.test(text)) {
        if (item.test(text) && open.length === 0) return
        open.push(text)
      }
      this.#at++
    }
    if (picture && !isBadge(prose))
      this.#list.drawing('a picture', { line: start + 1 }, fold(named || open.join(' ')))
    if (open.length > 0)
      this.#list.add(picture ? 'caption' : 'paragraph', fold(open.join('\n')), { line: start + 1 })
  }

  #readCsvTable(indent: number): void {
    for (this.#at++; this.#at < this.#lines.length; this.#at++) {
      const line = this.#line()
      if (line.trim() !== '' && indentOf(line) <= indent) return
      const row = line.replace(/^\s*:header(?:-rows)?:/, '')
      if (!option.test(row)) this.#list.add('table-row', fold(row), { line: this.#at + 1 })
    }
  }

  #skipIndented(): void {
    const indent = indentOf(this.#line())
    this.#at++
    while (this.#at < this.#lines.length) {
      const line = this.#line()
      if (line.trim() !== '' && indentOf(line) <= indent) return
      this.#at++
    }
  }

  #readLiteral(indent: number): void {
    while (this.#at < this.#lines.length && this.#line().trim() === '') this.#at++
    const start = this.#at
    const open: string[] = []
    while (this.#at < this.#lines.length) {
      const line = this.#line()
      if (line.trim() !== '' && indentOf(line) <= indent) break
      if (!(open.length === 0 && option.test(line))) open.push(line)
      this.#at++
    }
    this.#list.add('code', fold(open.join('\n')), { line: start + 1 })
  }

  #readParagraph(): void {
    const start = this.#at
    const first = this.#line()
    const kind: PassageKind = item.test(first) ? 'list-item' : 'paragraph'
    const open: string[] = []
    do {
      open.push(this.#line())
      this.#at++
      const next = this.#line()
      if (next.trim() === '' || item.test(next) || explicit.test(next)) break
      if (isAdornment(this.#line(1)) && !/^\s/.test(next)) break
    } while (this.#at < this.#lines.length)
    const text = fold(open.join('\n'))
    if (text !== '::') this.#list.add(kind, text, { line: start + 1 })
    if (
      text.endsWith('::') &&
      this.#line().trim() === '' &&
      indentOf(this.#nextText()) > indentOf(first)
    )
      this.#readLiteral(indentOf(first))
  }

  #nextText(): string {
    for (let index = this.#at; index < this.#lines.length; index++) {
      const line = this.#lines[index] ?? ''
      if (line.trim() !== '') return line
    }
    return ''
  }

  #readGridTable(): void {
    let open: string[] = []
    let start = this.#at
    while (this.#at < this.#lines.length && /^\s*[+|]/.test(this.#line())) {
      if (isGridEdge(this.#line())) {
        this.#list.add('table-row', fold(open.join('\n')), { line: start + 1 })
        open = []
        start = this.#at + 1
      } else open.push(this.#line())
      this.#at++
    }
    this.#list.add('table-row', fold(open.join('\n')), { line: start + 1 })
  }

  /** A row is a line, with the lines below it whose first column is empty. */
  #readSimpleTable(): void {
    const indent = indentOf(this.#line())
    this.#at++
    let open: string[] = []
    let start = this.#at
    const close = (): void => {
      this.#list.add('table-row', fold(open.join('\n')), { line: start + 1 })
      open = []
    }
    for (let edges = 1; this.#at < this.#lines.length; this.#at++) {
      const line = this.#line()
      if (isSimpleEdge(line)) {
        edges++
        if (edges >= 3 || this.#line(1).trim() === '') break
      } else if (line.trim() !== '') {
        if (indentOf(line) <= indent) {
          close()
          start = this.#at
        }
        open.push(line)
      } else if (edges >= 2) close()
    }
    close()
    this.#at++
  }
}

const indentOf = (line: string): number => line.length - line.trimStart().length

const isAdornment = (line: string): boolean =>
  /^([!-/:-@[-`{-~])\1{2,}\s*$/.test(line.slice(0, 500))

const isGridEdge = (line: string): boolean => /^\s*\+(?:[-=]{1,300}\+){1,50}\s*$/.test(line)

const isSimpleEdge = (line: string): boolean =>
  /^\s*={2,300}(?: {1,20}={2,300}){1,50}\s*$/.test(line)
