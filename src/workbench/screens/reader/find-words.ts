/** A box in pixels, from the top left of the sheet that it stands on. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Where each letter and digit of a text stands among the nodes that hold it. */
interface Letters {
  readonly text: string
  readonly places: readonly (readonly [node: Text, offset: number])[]
}

/** Sheets with more are not searched to the end: a page of a book has some 3,000. */
const mostLetters = 3_000_000

/**
 * Letters and digits alone, in small letters: how a text is broken into lines, hyphenated, spaced or
 * marked up differs between a statement and the page that it was read from.
 */
export const lettersOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

const lettersIn = (root: Node): Letters => {
  const walker = (root.ownerDocument ?? document).createTreeWalker(root, 4)
  const places: (readonly [Text, number])[] = []
  let text = ''
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    // The walker shows texts only.
    const here = node as Text
    for (let offset = 0; offset < here.data.length; offset++)
      for (const letter of lettersOf(here.data.charAt(offset))) {
        text += letter
        places.push([here, offset])
      }
    if (places.length > mostLetters) break
  }
  return { text, places }
}

/** Words that lead to a passage: its heading, its statement, what is cited of it. */
export interface Sought {
  readonly quote: string
  readonly statement: string
  readonly heading: string
}

/** What Markdown says beside the words that are seen: where links lead, and tags. */
const withoutMarkup = (text: string): string =>
  text.replace(/\]\([^)\s]*\)/g, ']').replace(/<\/?[a-z][^>]{0,200}>/gi, '')

/** Shorter beginnings than this would be found anywhere. */
const shortest = 12

const positionOf = ({ text }: Letters, { quote, statement, heading }: Sought) => {
  const [wanted, whole, above] = [quote, statement, heading].map(lettersOf) as [
    string,
    string,
    string,
  ]
  const first = wanted === '' ? whole : wanted
  if (first === '') return undefined
  const underHeading = above === '' ? -1 : text.indexOf(above)
  const from = (words: string, start: number) => {
    const after = text.indexOf(words, Math.max(start, 0))
    return after >= 0 ? after : text.indexOf(words)
  }
  const inStatement = whole === '' ? -1 : from(whole, underHeading)
  for (const words of [
    first,
    lettersOf(withoutMarkup(quote === '' ? statement : quote)),
    first.slice(0, 60),
    first.slice(0, 30),
  ]) {
    if (words === '' || (words !== first && words.length < shortest)) continue
    const at = from(words, inStatement >= 0 ? inStatement : underHeading)
    if (at >= 0) return [at, at + words.length - 1] as const
  }
  return inStatement >= 0 ? ([inStatement, inStatement + whole.length - 1] as const) : undefined
}

/** Finds passages on a sheet that was set: the boxes of their lines, by whatever names them. */
export const boxesOf = (
  root: Element,
  origin: { readonly left: number; readonly top: number },
  sought: ReadonlyMap<string, Sought>,
): ReadonlyMap<string, readonly Box[]> => {
  const found = new Map<string, readonly Box[]>()
  if (sought.size === 0) return found
  const letters = lettersIn(root)
  for (const [name, one] of sought) {
    const at = positionOf(letters, one)
    const first = at === undefined ? undefined : letters.places[at[0]]
    const last = at === undefined ? undefined : letters.places[at[1]]
    if (first === undefined || last === undefined) continue
    const range = (root.ownerDocument ?? document).createRange()
    range.setStart(...first)
    range.setEnd(last[0], last[1] + 1)
    const boxes = lines([...range.getClientRects()]).map(({ left, top, width, height }) => ({
      left: left - origin.left,
      top: top - origin.top,
      width,
      height,
    }))
    if (boxes.length > 0) found.set(name, boxes)
  }
  return found
}

/** Boxes of one line as one. */
const lines = (rectangles: readonly DOMRect[]): readonly Box[] => {
  const joined: Box[] = []
  for (const { left, top, width, height } of rectangles) {
    if (width < 1 || height < 1) continue
    const last = joined.at(-1)
    const isSameLine =
      last !== undefined && Math.abs(last.top - top) < height / 2 && last.height < height * 2
    if (last === undefined || !isSameLine) joined.push({ left, top, width, height })
    else {
      const start = Math.min(last.left, left)
      const end = Math.max(last.left + last.width, left + width)
      joined[joined.length - 1] = {
        left: start,
        top: Math.min(last.top, top),
        width: end - start,
        height: Math.max(last.height, height),
      }
    }
  }
  return joined
}
