import { z } from 'zod'
import { line, required } from '../../kernel/fields.ts'
import { receive } from './receiving.ts'

const { shape } = receive.input

/** A complaint that may have a security side, as complaint handling passes it on. */
export const complaint = z.strictObject({
  /** Their number for it, under which it is known from then on. */
  number: required(line, 'Give the complaint number.'),
  /** Whom to tell what becomes of it. */
  owner: shape.owner,
  title: shape.title,
  description: shape.description,
  product: shape.product,
  productVersion: shape.productVersion,
  steps: shape.steps,
  impact: shape.impact,
  exploited: shape.exploited,
  reporterName: shape.reporterName,
  reporterEmail: shape.reporterEmail,
  files: shape.files,
})
export type Complaint = z.output<typeof complaint>

/** What became of a complaint that was passed on. */
export interface ComplaintTaken {
  /** A new report; an addition to the one it is known as; or nothing, since nothing was new. */
  readonly outcome: 'received' | 'added' | 'known'
  readonly id: string
  readonly humanId: string
}
