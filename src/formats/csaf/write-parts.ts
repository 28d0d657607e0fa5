/** Parts that stand in the document as well as in each vulnerability (sections 3.1.1, 3.1.5, 3.1.10). */
import type { AdvisoryAcknowledgment, AdvisoryNote, AdvisoryReference } from './content.ts'
import type { Part } from './json.ts'

export const noteParts = (notes: readonly AdvisoryNote[]): Part =>
  notes.map(({ category, text, title }) => ({ category, text, title }))

export const referenceParts = (references: readonly AdvisoryReference[] | undefined): Part =>
  references?.map(({ category, summary, url }) => ({ category, summary, url }))

export const acknowledgmentParts = (
  acknowledgments: readonly AdvisoryAcknowledgment[] | undefined,
): Part =>
  acknowledgments?.map(({ names, organization, summary }) => ({ names, organization, summary }))
