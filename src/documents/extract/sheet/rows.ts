import type { XmlAttributes, XmlEvents } from '../office-xml.ts'
import type { Workbook } from './book.ts'

/** Reads the rows of a sheet one by one, each as the texts of its cells that hold one. */
export class SheetRows implements XmlEvents {
  readonly #book: Workbook
  readonly #emit: (row: number, cells: readonly string[]) => void
  #row = 0
  #cells: string[] = []
  #type = ''
  #style = 0
  #value = ''
  #inValue = false
  #spoken = false

  constructor(book: Workbook, emit: (row: number, cells: readonly string[]) => void) {
    this.#book = book
    this.#emit = emit
  }

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'x:row':
        this.#row = Number(attributes['r'] ?? this.#row + 1)
        this.#cells = []
        return
      case 'x:c':
        this.#type = attributes['t'] ?? 'n'
        this.#style = Number(attributes['s'] ?? 0)
        this.#value = ''
        return
      case 'x:rPh':
        this.#spoken = true
        return
      case 'x:v':
      case 'x:t':
        this.#inValue = !this.#spoken
    }
  }

  close(name: string): void {
    switch (name) {
      case 'x:v':
      case 'x:t':
        this.#inValue = false
        return
      case 'x:rPh':
        this.#spoken = false
        return
      case 'x:c': {
        const text = this.#text()
        if (text.trim() !== '') this.#cells.push(text)
        return
      }
      case 'x:row':
        if (this.#cells.length > 0) this.#emit(this.#row, this.#cells)
    }
  }

  text(value: string): void {
    if (this.#inValue) this.#value += value
  }

  #text(): string {
    switch (this.#type) {
      case 's':
        return this.#book.strings[Number(this.#value)] ?? ''
      case 'b':
        return this.#value === '1' ? 'TRUE' : 'FALSE'
      case 'n':
        return this.#book.days[this.#style] === true
          ? dayOf(Number(this.#value), this.#book.from1904)
          : shortest(this.#value)
      default:
        return this.#value
    }
  }
}

/** `0.1` where a program wrote `0.10000000000000001`: as a spreadsheet shows it. */
const shortest = (value: string): string =>
  value.length > 15 && Number.isFinite(Number(value)) && value.trim() !== ''
    ? String(Number(Number(value).toPrecision(15)))
    : value

/** A serial number as a day, with its time where it has one (ECMA-376 part 1, 18.17.4.1). */
const dayOf = (serial: number, from1904: boolean): string => {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465) return ''
  const epoch = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const text = new Date(epoch + Math.round(serial * 86_400) * 1_000).toISOString()
  if (serial < 1) return text.slice(11, 16)
  return serial % 1 === 0 ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 16)}`
}
