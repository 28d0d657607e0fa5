/** The review of a folder as a document; loaded only where one is asked for. */
import { createHash } from 'node:crypto'
import { createRenderer } from '../../releases/index.ts'
import type { Threshold } from '../../review/index/folder.ts'
import { type ReviewReport, reviewJUnit, reviewOscal } from '../../review/index/reports.ts'
import { printableReview } from '../folder-review/printable.ts'

export const reportFormats = ['html', 'pdf', 'junit', 'oscal'] as const
export type ReportFormat = (typeof reportFormats)[number]

export interface ReportFrame {
  /** The folder's name. */
  readonly folder: string
  /** When the report is made, in RFC 3339. */
  readonly at: string
  /** The program's. */
  readonly version: string
  readonly threshold: Threshold
}

/** The same review at the same time gives the same bytes. Rejects with a `RefusalError` as the press does. */
export const renderReview = async (
  report: ReviewReport,
  format: ReportFormat,
  { threshold, ...frame }: ReportFrame,
): Promise<string | Uint8Array> => {
  switch (format) {
    case 'junit':
      return reviewJUnit(report, threshold, `Clause review of ${frame.folder}`)
    case 'oscal':
      return `${JSON.stringify(reviewOscal(report, frame), undefined, 2)}\n`
    case 'html':
    case 'pdf': {
      const renderer = createRenderer()
      try {
        const reference = `review ${digest(report)}`
        return await renderer.render(printableReview(report, { ...frame, reference }), format)
      } finally {
        await renderer.close()
      }
    }
    default:
      return format satisfies never
  }
}

const digest = (report: ReviewReport): string =>
  createHash('sha256').update(JSON.stringify(report)).digest('hex').slice(0, 12)
