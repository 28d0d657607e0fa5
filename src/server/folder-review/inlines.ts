import type { PrintableDocument } from '../../releases/index.ts'

type Block = PrintableDocument['sections'][number]['blocks'][number]
type Inline = Extract<Block, { readonly kind: 'paragraph' }>['content'][number]
export type Said = string | readonly Inline[]

export const text = (value: string): Inline => ({ kind: 'text', text: value })
export const strong = (value: string): Inline => ({ kind: 'strong', text: value })
export const quoted = (value: string): Said => [text(`“${value}”`)]

export const warning = (value: string): Block => ({
  kind: 'note',
  tone: 'warning',
  content: [text(value)],
})
