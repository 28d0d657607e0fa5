import { limits } from '../../kernel/limits.ts'
import type {
  Drawing,
  ExtractedDocument,
  Passage,
  PassageBox,
  PassageKind,
} from '../../kernel/passage.ts'

/** Where a passage begins; both count from 1. */
export interface Place {
  readonly page?: number
  readonly line?: number
  readonly box?: PassageBox
  readonly number?: string
}

interface OpenHeading {
  readonly level: number
  readonly text: string
}

/**
 * Collects a document's passages in reading order: keeps the headings above each, cuts passages
 * that are too long to cite at white space, and stops at `limits.document`. A reader asks `full`
 * in its loops so that a hostile file costs no more than the bound.
 */
export class PassageList {
  readonly #passages: Passage[] = []
  #headings: readonly OpenHeading[] = []
  #characters = 0
  #notes: readonly string[] = []
  #remarks: readonly string[] = []
  readonly #drawings: Drawing[] = []
  #full = false

  get passages(): readonly Passage[] {
    return this.#passages
  }

  get full(): boolean {
    return this.#full
  }

  /** Level 1 is outermost; a heading closes those of its own level and deeper. */
  heading(level: number, text: string, place: Place = {}): void {
    const clean = text.trim()
    if (clean === '') return
    this.#headings = this.#headings.filter((open) => open.level < level)
    this.add('heading', clean, place)
    this.under(level, clean)
  }

  /** Opens a heading for what follows without being a passage: it was given as one already. */
  under(level: number, text: string): void {
    this.#headings = [
      ...this.#headings.filter((open) => open.level < level),
      { level, text: text.slice(0, limits.text.line) },
    ]
  }

  /** `seams` as in `Passage`, for a text without white space around it. */
  add(kind: PassageKind, text: string, place: Place = {}, seams: readonly number[] = []): void {
    for (const { piece, from } of citablePieces(text.trim())) {
      if (this.#full) return
      if (
        this.#passages.length >= limits.document.statements ||
        this.#characters + piece.length > limits.document.characters
      ) {
        this.#full = true
        this.note(
          `it is longer than ${limits.document.characters} characters or ${limits.document.statements} passages`,
        )
        return
      }
      this.#characters += piece.length
      this.#passages.push({
        index: this.#passages.length,
        kind,
        text: piece,
        location: { ...place, headings: this.#headings.map((open) => open.text) },
        ...seamsWithin(seams, from, piece.length),
      })
    }
  }

  /** A reason why not everything was read; makes the outcome `partly-read`. */
  note(reason: string): void {
    if (!this.#notes.includes(reason)) this.#notes = [...this.#notes, reason]
  }

  /** What a person should know of a file that was read whole. */
  remark(text: string): void {
    if (!this.#remarks.includes(text) && this.#remarks.length < limits.document.notes)
      this.#remarks = [...this.#remarks, text.slice(0, limits.text.line)]
  }

  /** A picture here: below the headings that are open. More than may be told make one reason. */
  drawing(reason: string, place: Omit<Place, 'box' | 'number'> = {}, caption = ''): void {
    const told = caption.trim().slice(0, limits.text.line)
    if (this.#drawings.length >= limits.document.drawings) {
      this.note(`it holds more than ${limits.document.drawings} pictures: look at all of it`)
      return
    }
    this.#drawings.push({
      ...place,
      headings: this.#headings.slice(0, 20).map((open) => open.text),
      reason: reason.slice(0, limits.text.line),
      ...(told === '' ? {} : { caption: told }),
    })
  }

  /** The document as read; one without any text is `could-not-read` with `emptyReason`. */
  finish(format: string, emptyReason: string, title?: string): ExtractedDocument {
    const named =
      title === undefined || title === '' ? {} : { title: title.slice(0, limits.text.line) }
    const beside = {
      ...(this.#remarks.length === 0 ? {} : { notes: this.#remarks }),
      ...(this.#drawings.length === 0 ? {} : { drawings: this.#drawings }),
    }
    if (this.#passages.length === 0)
      return {
        outcome: 'could-not-read',
        format,
        reason: [emptyReason, ...this.#notes].join('; '),
        passages: [],
        ...beside,
      }
    return {
      outcome: this.#notes.length === 0 ? 'read' : 'partly-read',
      format,
      ...(this.#notes.length === 0 ? {} : { reason: this.#notes.join('; ') }),
      ...named,
      passages: this.#passages,
      ...beside,
    }
  }
}

const seamsWithin = (
  seams: readonly number[],
  from: number,
  length: number,
): Pick<Passage, 'seams'> => {
  const within = seams.map((at) => at - from).filter((at) => at > 0 && at < length)
  return within.length === 0 ? {} : { seams: within }
}

/** Pieces of a text that can be cited, with where they begin in it. */
function* citablePieces(text: string): Generator<{ piece: string; from: number }> {
  const longest = limits.text.paragraph
  let rest = 0
  while (text.length - rest > longest) {
    const window = text.slice(rest, rest + longest)
    const sentence = Math.max(window.lastIndexOf('. '), window.lastIndexOf('\n'))
    const space = sentence > longest / 2 ? sentence + 1 : window.lastIndexOf(' ')
    const cut = space > longest / 2 ? space : longest
    yield* trimmed(window.slice(0, cut), rest)
    rest += cut
  }
  yield* trimmed(text.slice(rest), rest)
}

function* trimmed(text: string, from: number): Generator<{ piece: string; from: number }> {
  const piece = text.trim()
  if (piece !== '') yield { piece, from: from + text.indexOf(piece) }
}
