import { limits } from '../../kernel/limits.ts'
import type { DocumentGap } from '../contract.ts'
import { type Block, missingSections, type PrintableDocument, type Subsection } from './model.ts'

export type DocumentName = 'guide' | 'notes'

/** A gap that somebody signed for. */
export interface GapWaiver extends DocumentGap {
  readonly reason: string
  readonly name: string
  /** RFC 3339 in UTC. */
  readonly at: string
}

// Nobody can have approved what is not signed yet: signing itself closes this one.
const closedBySigning = 'approval'

/** The gaps of a document, one for each section that has any, but that of its approval. */
export const gapsOf = (name: DocumentName, document: PrintableDocument): readonly DocumentGap[] => {
  const missing = missingSections(document).filter(({ section }) => section !== closedBySigning)
  const sections = Map.groupBy(missing, ({ section }) => section)
  return [...sections].map(([section, blocks]) => ({
    gap: `${name}/${section}`,
    title: blocks[0]?.title ?? section,
    what: blocks
      .map(({ what }) => what)
      .join(' ')
      .slice(0, limits.text.paragraph)
      .toWellFormed(),
  }))
}

/**
 * The document with its waived gaps told as what they are: what is not in it, who signed for that
 * and why. A waiver holds for what the section said then; another gap in it stays loud.
 */
export const withWaivers = (
  name: DocumentName,
  document: PrintableDocument,
  waivers: readonly GapWaiver[],
): PrintableDocument => {
  const held = gapsOf(name, document).flatMap(({ gap, what }) => {
    const waiver = waivers.find((one) => one.gap === gap && one.what === what)
    return waiver === undefined ? [] : [[gap, waiver] as const]
  })
  const byGap = new Map(held)
  const told = <Kept extends Subsection>(section: Kept): Kept => {
    const waiver = byGap.get(`${name}/${section.id}`)
    return waiver === undefined ? section : { ...section, blocks: tell(section.blocks, waiver) }
  }
  return {
    ...document,
    sections: document.sections.map((section) => ({
      ...told(section),
      sections: section.sections.map(told),
    })),
  }
}

const tell = (blocks: readonly Block[], { reason, name, at }: GapWaiver): readonly Block[] =>
  blocks.map((block) =>
    block.kind === 'missing'
      ? {
          kind: 'note',
          tone: 'warning',
          content: [
            { kind: 'text', text: `${block.what} Not in this document: ` },
            { kind: 'text', text: reason },
            { kind: 'text', text: ` Waived by ${name} on ${at.slice(0, 10)}.` },
          ],
        }
      : block,
  )
