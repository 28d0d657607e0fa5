import { limits } from '../../kernel/limits.ts'
import { escaped, leftOut } from './markup.ts'

/** What a page may still take, and what it had to leave out. */
export interface Allowance {
  /** Characters. */
  room: number
  /** Characters of pictures in base64. */
  pictures: number
  note(reason: string): void
}

export const allowance = (notes: string[]): Allowance => ({
  room: limits.document.page.characters,
  pictures: limits.document.page.pictureCharacters,
  note: (reason) => {
    if (!notes.includes(reason)) notes.push(reason)
  },
})

/** Formats of points only: a drawing in SVG can hold more than a drawing. */
const shown = /^data:image\/(?:png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/]+={0,2}$/

/** A picture that the file itself holds, or words that say why it is not shown. */
export const pictureOf = (source: string, alternative: string, allowed: Allowance): string => {
  const words = alternative.slice(0, limits.text.line)
  const because = whyNot(source, allowed)
  if (because !== undefined)
    return leftOut(
      `${words === '' ? 'A picture' : `The picture "${words}"`} is not shown: ${because}.`,
    )
  allowed.pictures -= source.length
  return `<img src="${source}" alt="${escaped(words)}">`
}

const whyNot = (source: string, allowed: Allowance): string | undefined => {
  if (!/^data:/i.test(source))
    return source === '' ? 'its format is none that browsers show' : 'it lies outside the file'
  // Long text: the size is looked at before the pattern.
  if (source.length > allowed.pictures) return 'the pictures of this file are too large together'
  return shown.test(source) ? undefined : 'its format is none that is shown here'
}
