import type { Passage, PassageKind } from '../../../src/kernel/passage.ts'
import { type Chance, chanceFrom } from '../fill/chance.ts'
import { plantedStatement, type WordSource } from './words.ts'

export interface MadeDocument {
  readonly id: string
  readonly revision: string
  readonly title: string
  readonly passages: readonly Passage[]
}

/** Statements of a document: 200 on average, few documents long and many short. */
const lengths = [40, 80, 120, 160, 200, 240, 280, 480]
const kinds: readonly [PassageKind, ...PassageKind[]] = [
  'paragraph',
  ...new Array<PassageKind>(11).fill('paragraph'),
  ...new Array<PassageKind>(4).fill('list-item'),
  ...new Array<PassageKind>(3).fill('table-row'),
  'code',
]
const titles = ['Installation guide', 'Instructions for use', 'Security guide', 'Release notes']
const partsPerThousand = { planted: 4, heading: 70, table: 10 }

export const titleOf = (number: number): string =>
  `PumpLink ${titles[number % titles.length] ?? ''}`
export const documentId = (number: number): string => `doc-${String(number).padStart(6, '0')}`

/** The same document for the same number and revision, in every run. */
export const madeDocument = (source: WordSource, number: number, revision = 1): MadeDocument => {
  const chance = chanceFrom(number * 31 + revision * 7_919)
  const passages: Passage[] = []
  let headings: readonly string[] = []
  let rows = 0
  const length = lengths[number % lengths.length] ?? 200
  while (passages.length < length) {
    const isHeading = passages.length === 0 || chance.below(1_000) < partsPerThousand.heading
    if (chance.below(1_000) < partsPerThousand.table) rows = 8
    const kind = isHeading ? 'heading' : rows-- > 0 ? 'table-row' : chance.oneOf(kinds)
    const text = isHeading ? sentence(source, chance, 2, 6) : statement(source, chance)
    if (isHeading) headings = [titleOf(number), text]
    passages.push({
      index: passages.length,
      kind,
      text,
      location: { page: 1 + Math.floor(passages.length / 12), headings: isHeading ? [] : headings },
    })
  }
  return {
    id: documentId(number),
    revision: `r${revision}`,
    title: titleOf(number),
    passages,
  }
}

const statement = (source: WordSource, chance: Chance): string =>
  chance.below(1_000) < partsPerThousand.planted
    ? plantedStatement(chance)
    : sentence(source, chance, 4, 40)

/** Pieces of real sentences, and now and then a number of a part that stands nowhere else. */
const sentence = ({ words }: WordSource, chance: Chance, least: number, most: number): string => {
  const length = least + chance.below(most - least)
  const parts: string[] = []
  while (parts.length < length) {
    if (chance.below(60) === 0) parts.push(`PN-${100_000 + chance.below(900_000)}`)
    const at = chance.below(words.length)
    parts.push(...words.slice(at, at + 2 + chance.below(6)))
  }
  return parts.slice(0, length).join(' ')
}
